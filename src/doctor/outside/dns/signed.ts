import type { Seen } from '../examine.ts';
import type { Look } from '../kit.ts';
import type { OutsideReport } from '../report.ts';
import { LOOKUP_MS } from './limits.ts';
import { lookUpAt } from './look-up.ts';

/** The name's addresses once more, with the signatures that prove them: a walk of its own, so that nobody waits for the keys. */
export async function collectSigned(
  look: Look,
  _seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  const resolver = look.kit.signed?.(look.name);
  if (resolver === undefined) return;
  await Promise.all(
    (['AAAA', 'A'] as const).map(async (type) => {
      const { fact } = await lookUpAt(look, resolver, look.name, type, 'signed', LOOKUP_MS);
      if (fact.dnssec !== undefined) add({ names: [{ ...fact, addresses: [], values: [] }] });
    }),
  );
}
