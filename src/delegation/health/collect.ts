import { randomBytes } from 'node:crypto';
import { askServer, customerAsks, ourAsks, type ServerAsk } from './ask.ts';
import { SIBLING_BYTES } from './limits.ts';
import type { HealthEvidence, Wanted } from './types.ts';
import {
  type AskServer,
  askZone,
  findZone,
  type HealthParts,
  lookup,
  parentOf,
  serversOf,
} from './zone-servers.ts';

/** Looks at one delegated name; sends questions, judges nothing, and never rejects for what servers do. */
type HealthCheck = { collect(wanted: Wanted): Promise<HealthEvidence> };

export function createHealthCheck(parts: HealthParts): HealthCheck {
  return { collect: (wanted) => collect(parts, wanted) };
}

async function collect(parts: HealthParts, wanted: Wanted): Promise<HealthEvidence> {
  const { challenge, target } = wanted.delegation;
  const asking =
    (asks: (zone: string) => readonly ServerAsk[]): AskServer =>
    (server, zone) =>
      askServer(parts.prober, server, zone, asks(zone));
  const at = parts.clock.now();
  const resolution = (await lookup(parts, challenge, 'TXT')).evidence;
  const found = await findZone(parts, parentOf(challenge));
  const sibling = `${randomBytes(SIBLING_BYTES).toString('hex')}.${parentOf(challenge)}`;
  const customer = await askZone(
    parts,
    found,
    asking((zone) => customerAsks(zone, challenge, sibling)),
  );
  const cut = customer.servers
    .flatMap(({ answers }) => answers)
    .find((answer) => answer.question === 'record' && answer.nameServers !== undefined)?.nameServers;
  const ours =
    cut === undefined
      ? await askZone(
          parts,
          await serversOf(parts, wanted.zone, []),
          asking((zone) => ourAsks(zone, target)),
        )
      : await askZone(
          parts,
          { zone: challenge, lookups: [], hosts: cut },
          asking((zone) => ourAsks(zone, challenge)),
        );
  return { at, wanted, customer, ours, resolution };
}
