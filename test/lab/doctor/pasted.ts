// G9 and G10, and errors that mislead: what a CA or a client said is pasted into the check of a host.
import { rule } from './break.ts';
import { FAILS, PASSES, type Scenario, type Verdicts } from './shape.ts';
import { CONTENT, TLS } from './site.ts';

/** certbot's log, with Let's Encrypt's problem document in it. */
const LIMIT = `An unexpected error occurred:
urn:ietf:params:acme:error:rateLimited :: There were too many requests of a given type :: too many certificates (5) already issued for this exact set of identifiers in the last 168h0m0s, retry after 2026-11-23 08:00:00 UTC: see https://letsencrypt.org/docs/rate-limits/#new-certificates-per-exact-set-of-identifiers
Ask for help or search for solutions at https://community.letsencrypt.org.`;
const FAILED_TOO_OFTEN = (name: string) =>
  `too many failed authorizations (5) for "${name}" in the last 1h0m0s, retry after 2026-11-23 08:00:00 UTC`;
const NO_CHALLENGE =
  'Client with the currently selected authenticator does not support any combination of challenges that will satisfy the CA. You may need to use an authenticator plugin that can do challenges over DNS.';
const LOOP = (name: string, address: string) =>
  `Domain: ${name}\n  Type: connection\n  Detail: ${address}: Fetching https://${name}/.well-known/acme-challenge/x: Redirect loop detected`;
const REFUSED = (name: string, address: string) =>
  `Domain: ${name}\n  Type: connection\n  Detail: ${address}: Fetching http://${name}/.well-known/acme-challenge/x: Connection refused`;
const PER_HOP: Verdicts = ['invalid', 'invalid', 'valid'];

export const PASTED: readonly Scenario[] = [
  {
    id: 'G9',
    what: "a host that is well, whose order ended at a limit of Let's Encrypt",
    pasted: () => LIMIT,
    expect: { cause: 'G9', outside: 'proven', joined: 'proven', pasted: ['itself'], rules: PASSES },
  },
  {
    id: 'G9-failed',
    what: 'a limit of failed validations, and what made them fail: port 80 rejects',
    pasted: ({ name, v4 }) => `${FAILED_TOO_OFTEN(name)}\n${REFUSED(name, v4)}`,
    fault: rule('tcp dport 80 reject with tcp reset'),
    expect: {
      cause: 'G9',
      outside: 'proven',
      joined: 'proven',
      also: ['D5'],
      alsoOutside: ['E3'],
      pasted: ['itself', 'shown'],
      rules: FAILS,
    },
  },
  {
    id: 'G10',
    what: 'a host that is well, for which a wildcard was ordered by http-01',
    pasted: () => NO_CHALLENGE,
    expect: { cause: 'G10', outside: 'proven', joined: 'proven', pasted: ['itself'], rules: PASSES },
  },
  {
    id: 'F1-pasted',
    what: "Let's Encrypt says redirect loop; 443 is dead over IPv6",
    nginx: ({ name }) =>
      `server { listen 80; listen [::]:80; server_name ${name}; return 301 https://$host$request_uri; }
server { listen 443 ssl; listen [::]:443 ssl; server_name ${name}; ${TLS} ${CONTENT} }`,
    pasted: ({ name, v4 }) => LOOP(name, v4),
    fault: rule('meta nfproto ipv6 tcp dport 443 drop'),
    expect: {
      cause: 'F1',
      outside: 'proven',
      joined: 'proven',
      also: ['D5', 'D1'],
      pasted: ['shown'],
      rules: PER_HOP,
    },
    mend: { notHere: 'its lines are those of F1' },
  },
];

export const HEALTHY_PASTED: readonly Scenario[] = [
  {
    id: 'healthy-pasted',
    what: 'a host that was mended after the error that is pasted',
    pasted: ({ name, v6 }) => REFUSED(name, v6),
    expect: { pasted: ['nothing'], rules: PASSES },
  },
];
