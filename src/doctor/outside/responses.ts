import { randomBytes } from 'node:crypto';
import type { Address } from '../../net/index.ts';
import { subjectAddresses } from './connects-addresses.ts';
import type { Seen } from './examine.ts';
import { shakeHands } from './handshakes.ts';
import type { Look } from './kit.ts';
import { homeOf } from './page-home.ts';
import type { OutsideReport } from './report.ts';
import { type Ask, ask } from './responses-ask.ts';

/**
 * Each address: a challenge that nobody has put there, asked for as the validator, as a browser and as nobody; `/` over HTTP and
 * HTTPS as a browser; and, where that shows it, the other protocol on a port.
 */
export async function collectResponses(
  look: Look,
  seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  const token = randomBytes(32).toString('base64url');
  await Promise.all(subjectAddresses(look, seen).map((address) => askAddress(look, address, token, add)));
}

const CHALLENGE = '/.well-known/acme-challenge/';

async function askAddress(
  look: Look,
  address: Address,
  token: string,
  add: (more: Seen) => void,
): Promise<void> {
  const { http, https } = look.kit.ports;
  const place = { host: look.name, address };
  const challenge = {
    ...place,
    port: http,
    scheme: 'http',
    path: 'challenge',
    target: CHALLENGE + token,
  } as const;
  const home = { ...place, path: 'home', target: '/', agent: 'browser' } as const;
  const tell = async (request: Ask) => {
    const asked = await ask(look, request);
    if (asked !== undefined) add({ responses: [asked.fact] });
    return asked?.fact;
  };
  await Promise.all([
    tell({ ...challenge, agent: 'validator' }).then(async (fact) => {
      const odd = fact?.outcome === 'malformed' || fact?.outcome === 'closed' || fact?.outcome === 'reset';
      if (fact === undefined || (!odd && fact.signature !== 'plain-http')) return;
      const shaken = await shakeHands(look, { ...place, port: http }, 'small', 'sent');
      if (shaken?.outcome === 'response') add({ handshakes: [shaken] });
    }),
    tell({ ...challenge, agent: 'browser' }),
    tell({ ...challenge, agent: 'bare' }),
    homeOf(look, address, 'http').then((asked) => asked && add({ responses: [asked.fact] })),
    homeOf(look, address, 'https').then(async (asked) => {
      if (asked === undefined) return;
      const { fact } = asked;
      add({ responses: [fact] });
      if (fact.outcome !== 'tls-error') return;
      const plain = await ask(look, { ...home, port: https, scheme: 'http' });
      if (plain?.fact.outcome === 'response') add({ responses: [plain.fact] });
    }),
  ]);
}
