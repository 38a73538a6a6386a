import type { Address } from '../../net/index.ts';
import type { Look } from './kit.ts';
import { OUTSIDE_LIMITS } from './limits.ts';
import type { ResponseFact } from './report.ts';
import { ask, type Asked } from './responses-ask.ts';

/** `/` of one address, as a browser asks for it; asked once in a look, whoever wants it. */
export function homeOf(
  look: Look,
  address: Address,
  scheme: ResponseFact['scheme'],
): Promise<Asked | undefined> {
  const known = homes.get(look) ?? new Map<string, Promise<Asked | undefined>>();
  homes.set(look, known);
  const key = `${scheme} ${address.text}`;
  const already = known.get(key);
  if (already !== undefined) return already;
  const { ports } = look.kit;
  const asked = ask(look, {
    host: look.name,
    address,
    scheme,
    port: scheme === 'https' ? ports.https : ports.http,
    path: 'home',
    target: '/',
    agent: 'browser',
    bodyBytes: OUTSIDE_LIMITS.pageBytes,
  });
  known.set(key, asked);
  return asked;
}

const homes = new WeakMap<Look, Map<string, Promise<Asked | undefined>>>();
