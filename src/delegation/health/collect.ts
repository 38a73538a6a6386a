import { randomBytes } from 'node:crypto';
import { askServer, customerAsks, ourAsks, type ServerAsk } from './ask.ts';
import { SIBLING_BYTES } from './limits.ts';
import type { HealthEvidence, Held, HeldEvidence, Wanted } from './types.ts';
import {
  type AskServer,
  askZone,
  findZone,
  type HealthParts,
  lookup,
  parentOf,
  serversOf,
} from './zone-servers.ts';

/** Looks at one name; sends questions, judges nothing, and never rejects for what servers do. */
type HealthCheck = {
  /** A delegated one. */
  collect(wanted: Wanted): Promise<HealthEvidence>;
  /** One that a DNS provider holds. */
  collectHeld(held: Held): Promise<HeldEvidence>;
};

export function createHealthCheck(parts: HealthParts): HealthCheck {
  return {
    collect: (wanted) => collect(parts, wanted),
    async collectHeld(held) {
      const { challenge, zone } = held;
      // the challenge's name itself may be the zone
      const from = zone === challenge ? challenge : parentOf(challenge);
      return { held, ...(await collectCustomer(parts, challenge, from)) };
    },
  };
}

async function collect(parts: HealthParts, wanted: Wanted): Promise<HealthEvidence> {
  const { challenge, target } = wanted.delegation;
  const { at, customer, resolution } = await collectCustomer(parts, challenge, parentOf(challenge));
  const cut = customer.servers
    .flatMap(({ answers }) => answers)
    .find((answer) => answer.question === 'record' && answer.nameServers !== undefined)?.nameServers;
  const ours =
    cut === undefined
      ? await askZone(
          parts,
          await serversOf(parts, wanted.zone, []),
          asking(parts, (zone) => ourAsks(zone, target)),
        )
      : await askZone(
          parts,
          { zone: challenge, lookups: [], hosts: cut },
          asking(parts, (zone) => ourAsks(zone, challenge)),
        );
  return { at, wanted, customer, ours, resolution };
}

/** The way that a CA goes, and everyone who serves the zone that holds the challenge's name. */
async function collectCustomer(
  parts: HealthParts,
  challenge: string,
  from: string,
): Promise<Pick<HealthEvidence, 'at' | 'customer' | 'resolution'>> {
  const at = parts.clock.now();
  const resolution = (await lookup(parts, challenge, 'TXT')).evidence;
  const found = await findZone(parts, from);
  const sibling = `${randomBytes(SIBLING_BYTES).toString('hex')}.${parentOf(challenge)}`;
  const customer = await askZone(
    parts,
    found,
    asking(parts, (zone) => customerAsks(zone, challenge, sibling)),
  );
  return { at, customer, resolution };
}

function asking({ prober }: HealthParts, asks: (zone: string) => readonly ServerAsk[]): AskServer {
  return (server, zone) => askServer(prober, server, zone, asks(zone));
}
