import type { Clock } from '../../../core/index.ts';
import { LOOK_EVERY_MS, LOOK_MS } from '../limits.ts';
import type { Place, Tools } from '../net.ts';
import { isOpen, placesOf } from '../places.ts';
import type { Seen, Site, Tested } from '../types.ts';
import { about } from './each-place.ts';

/** What is waited for: told to whoever is to open the port. */
export type Phase = 'open-now' | 'waits-for-close';

/**
 * Port 80 at every address: closed at first, then open once somebody opened it, then closed again. `waitMs`: how long each of the two is
 * waited for.
 */
export async function testTimeBoxed(
  tools: Tools,
  { name }: Site,
  waitMs: number,
  tell: (phase: Phase) => void,
): Promise<Tested> {
  const all = await placesOf(tools, name);
  const places = all.filter(({ allowed }) => allowed);
  const refused = all.filter(({ allowed }) => !allowed).map((place) => about(place, 'address-refused'));
  if (refused.length > 0 && places.length === 0) return { findings: refused, seen: [] };
  if (places.length === 0) return { findings: [{ code: 'no-address' }], seen: [] };
  const seen: Seen[] = [];
  const look = (asked: string) => lookAll(tools, places, asked, seen);
  const before = (await look('before')).filter(({ open }) => open);
  if (before.length > 0) return { findings: before.map(({ place }) => about(place, 'open-before')), seen };
  tell('open-now');
  const during = await until(
    tools.clock,
    waitMs,
    () => look('during'),
    (all) => all.every(({ open }) => open),
  );
  if (during !== undefined)
    return {
      findings: during.flatMap(({ place, open }) => (open ? [] : [about(place, 'never-opened')])),
      seen,
    };
  tell('waits-for-close');
  const after = await until(
    tools.clock,
    waitMs,
    () => look('after'),
    (all) => all.every(({ open }) => !open),
  );
  return {
    findings: (after ?? []).flatMap(({ place, open }) => (open ? [about(place, 'still-open')] : [])),
    seen,
  };
}

type State = { readonly place: Place; readonly open: boolean };

async function lookAll(
  tools: Tools,
  places: readonly Place[],
  asked: string,
  seen: Seen[],
): Promise<readonly State[]> {
  const all = await Promise.all(
    places.map(async (place) => ({
      place,
      open: (await isOpen(tools, place, tools.ports.http, LOOK_MS)) === true,
    })),
  );
  for (const { place, open } of all) {
    const said = open ? 'open' : 'closed';
    const last = seen.findLast(({ address }) => address === place.address.text);
    if (last?.asked !== asked || last.said !== said) seen.push({ address: place.address.text, asked, said });
  }
  return all;
}

/** Undefined as soon as it is so; what was seen last where it never was. */
async function until(
  clock: Clock,
  waitMs: number,
  look: () => Promise<readonly State[]>,
  isSo: (all: readonly State[]) => boolean,
): Promise<readonly State[] | undefined> {
  const limit = clock.monotonic() + waitMs;
  for (;;) {
    const all = await look();
    if (isSo(all)) return undefined;
    if (clock.monotonic() >= limit) return all;
    await new Promise<void>((resolve) => clock.after(LOOK_EVERY_MS, resolve));
  }
}
