import type { Family } from '../../../core/index.ts';
import type { InsideReport, ListenerFact, ListenFact } from '../../inside/index.ts';
import type { Seen, Values } from '../types.ts';

/** Questions that causes of listeners ask of the machine. */

/** TCP sockets of one port that others than the machine itself can reach. */
export function openTo({ listeners }: InsideReport, port: number, family: Family): readonly ListenerFact[] {
  return listeners.filter(
    (one) => one.protocol === 'tcp' && one.port === port && !isLoopback(one.address) && serves(one, family),
  );
}

/** An IPv6 socket that is not IPv6-only serves both families (RFC 3493 section 5.3). */
export function serves({ family, address, v6only }: ListenerFact, wanted: Family): boolean {
  if (family === wanted) return true;
  return family === 6 && wanted === 4 && address === '::' && v6only === false;
}

export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}

/** The web's ports as the look found them; without a look 80 and 443. */
export function webPorts(seen: Seen | undefined): readonly number[] {
  const web = (seen?.report.connects ?? []).filter(({ use }) => use === 'http' || use === 'https');
  return web.length > 0 ? [...new Set(web.map(({ port }) => port))] : [80, 443];
}

/** The directive that gives a socket of that family, where a configuration tells. */
export function directiveValues({ listens }: InsideReport, port: number, family: Family): Values {
  const own = listens.find((one) => one.port === port && one.families.includes(family));
  if (own === undefined) return {};
  const { software, directive, file, line } = own;
  return { software, directive, file, ...(line !== undefined && { line }) };
}

/** Virtual hosts for a name at one port, by its own name or a wildcard's; empty where none has it. */
export function hostsOf({ listens }: InsideReport, name: string, port: number): readonly ListenFact[] {
  return listens.filter((one) => one.port === port && one.names.some((written) => matches(written, name)));
}

/** `*.example.org` and `.example.org` as nginx and Apache write them; regular expressions are not read. */
function matches(written: string, name: string): boolean {
  if (written.startsWith('*.')) return name.endsWith(written.slice(1));
  if (written.startsWith('.')) return name === written.slice(1) || name.endsWith(written);
  return written === name;
}

/** Families over which the name's own virtual host is not asked at that port, while another one is. */
export function answeredByOthers(inside: InsideReport, name: string, port: number): readonly ListenFact[] {
  const own = hostsOf(inside, name, port);
  if (own.length === 0) return [];
  return ([6, 4] as const).flatMap((family) => {
    if (own.some(({ families }) => families.includes(family))) return [];
    const others = inside.listens.filter((one) => one.port === port && one.families.includes(family));
    const first = others.find(({ isDefault }) => isDefault) ?? others[0];
    return first === undefined ? [] : [{ ...first, families: [family] }];
  });
}
