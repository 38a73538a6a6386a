// The parity matrix: what each retry rule says of each situation (documented, boulder, per-hop).
import type { RetryRule } from '../../../src/core/index.ts';
import type { Behaviour, World } from './world.ts';

type Expected = {
  readonly verdict: 'valid' | 'invalid';
  /** Attempts made until the verdict. */
  readonly attempts: number;
  /** Address and port that the refusal names, and what it says of them. */
  readonly names?: string;
  readonly because?: string;
};
export type Row = {
  readonly row: string;
  readonly world: World;
  readonly expected: Readonly<Record<RetryRule, Expected>>;
};

export const NAME = 'www.example';
export const TOKEN = 'evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA';
const PATH = `/.well-known/acme-challenge/${TOKEN}`;
const V6 = '2001:db8::6';
const V4 = '192.0.2.4';
const OTHER6 = '2001:db8::66';
const OTHER4 = '192.0.2.44';
const DUAL = { [NAME]: { AAAA: [V6], A: [V4] } };
const TO_HTTPS: Behaviour = { status: 301, location: `https://${NAME}${PATH}` };
const TO_OTHER: Behaviour = { status: 302, location: `http://other.example${PATH}` };

export const PARITY_ROWS: readonly Row[] = [
  row('1: IPv6 dropped, IPv4 good', DUAL, { [`${V6} 80`]: 'drop', [`${V4} 80`]: 'good' }, all(valid(2))),
  ...(['refuse', 'unreachable', 'prohibited'] as const).map((behaviour) =>
    row(
      `${behaviour === 'refuse' ? 2 : 3}: IPv6 ${behaviour}, IPv4 good`,
      DUAL,
      { [`${V6} 80`]: behaviour, [`${V4} 80`]: 'good' },
      { documented: invalid(1, `${V6} 80`), boulder: valid(2), 'per-hop': valid(2) },
    ),
  ),
  ...(
    [
      ['silent', 'first-byte-timeout'],
      ['reset', 'reset'],
      ['garbage', 'malformed'],
      [{ status: 404 }, 'answer'],
      [{ status: 403 }, 'answer'],
      [{ body: 'html' }, 'answer'],
      [{ body: 'other-account' }, 'answer'],
    ] as const
  ).map(([behaviour, because]) =>
    row(
      `4: IPv6 answers wrongly (${JSON.stringify(behaviour)}), IPv4 good`,
      DUAL,
      { [`${V6} 80`]: behaviour, [`${V4} 80`]: 'good' },
      all(invalid(1, `${V6} 80`, because)),
    ),
  ),
  row(
    '5: IPv6 dead on both ports, IPv4 redirects to https',
    DUAL,
    { [`${V4} 80`]: TO_HTTPS, [`${V4} 443`]: 'good' },
    {
      documented: invalid(3, `${V6} 443`, 'connect-timeout'),
      boulder: invalid(3, `${V6} 443`, 'connect-timeout'),
      'per-hop': valid(4),
    },
  ),
  row(
    '6: IPv6 redirects to https, IPv6 port 443 refused, IPv4 all good',
    DUAL,
    { [`${V6} 80`]: TO_HTTPS, [`${V6} 443`]: 'refuse', [`${V4} 80`]: TO_HTTPS, [`${V4} 443`]: 'good' },
    {
      documented: invalid(2, `${V6} 443`, 'refused'),
      boulder: invalid(3, `${V4} 80`, 'loop'), // replayed over IPv4
      'per-hop': valid(3),
    },
  ),
  row(
    '7: a host with IPv4 only redirects to a dual one with dead IPv6',
    { [NAME]: { A: [V4] }, 'other.example': { AAAA: [OTHER6], A: [OTHER4] } },
    { [`${V4} 80`]: TO_OTHER, [`${OTHER4} 80`]: 'good' },
    {
      documented: invalid(2, `${OTHER6} 80`, 'connect-timeout'),
      boulder: invalid(2, `${OTHER6} 80`, 'connect-timeout'),
      'per-hop': valid(3),
    },
  ),
  row(
    '8: a host with IPv4 only redirects to one with both families dead',
    { [NAME]: { A: [V4] }, 'other.example': { AAAA: [OTHER6], A: [OTHER4] } },
    { [`${V4} 80`]: TO_OTHER },
    {
      documented: invalid(2, `${OTHER6} 80`, 'connect-timeout'),
      boulder: invalid(2, `${OTHER6} 80`, 'connect-timeout'),
      'per-hop': invalid(3, `${OTHER4} 80`, 'connect-timeout'),
    },
  ),
  ...(['tls-alert', 'tls-silent'] as const).map((behaviour) =>
    row(
      `9: https redirect, IPv6 connects, ${behaviour}`,
      DUAL,
      { [`${V6} 80`]: TO_HTTPS, [`${V6} 443`]: behaviour, [`${V4} 80`]: TO_HTTPS, [`${V4} 443`]: 'good' },
      all(invalid(2, `${V6} 443`, behaviour === 'tls-alert' ? 'tls-alert' : 'tls-timeout')),
    ),
  ),
  row(
    '10: two AAAA, the first dead, no A',
    { [NAME]: { AAAA: [V6, OTHER6] } },
    { [`${OTHER6} 80`]: 'good' },
    all(invalid(1, `${V6} 80`, 'connect-timeout')),
  ),
  row(
    '11: AAAA SERVFAIL, A good',
    { [NAME]: { AAAA: 'servfail', A: [V4] } },
    { [`${V4} 80`]: 'good' },
    all(valid(1)),
  ),
  row(
    '11: AAAA unique local only, A good',
    { [NAME]: { AAAA: ['fd00::6'], A: [V4] } },
    { 'fd00::6 80': 'good', [`${V4} 80`]: 'good' },
    all(valid(2)), // the refused address is an attempt, so that it shows
  ),
  redirects(10, all(valid(11))),
  redirects(11, {
    documented: invalid(11, `${V6} 80`, 'too-many'),
    boulder: valid(12),
    'per-hop': valid(12),
  }),
  redirects(12, {
    documented: invalid(11, `${V6} 80`, 'too-many'),
    boulder: invalid(12, `${V6} 80`, 'too-many'),
    'per-hop': invalid(12, `${V6} 80`, 'too-many'),
  }),
  // beyond the matrix: what the replay of `boulder` does when IPv4 does not redirect, and where there is nothing to retry on
  row(
    'boulder: IPv6 redirects to a dead host, IPv4 serves the file itself',
    { ...DUAL, 'other.example': { A: [OTHER4] } },
    { [`${V6} 80`]: TO_OTHER, [`${OTHER4} 80`]: 'refuse', [`${V4} 80`]: 'good' },
    {
      documented: invalid(2, `${OTHER4} 80`, 'refused'),
      boulder: valid(3),
      'per-hop': invalid(2, `${OTHER4} 80`, 'refused'),
    },
  ),
  row('both families dead', DUAL, {}, all(invalid(2, `${V4} 80`, 'connect-timeout'))),
  row('IPv6 only, good', { [NAME]: { AAAA: [V6] } }, { [`${V6} 80`]: 'good' }, all(valid(1))),
  row('IPv4 only, good', { [NAME]: { A: [V4] } }, { [`${V4} 80`]: 'good' }, all(valid(1))),
  row('no such name', {}, {}, all({ verdict: 'invalid', attempts: 0, because: 'no-address' })),
  row(
    'only addresses that the policy refuses',
    { [NAME]: { AAAA: ['::1', 'fe80::1', 'ff02::1'], A: ['127.0.0.1', '169.254.169.254', '10.0.0.1'] } },
    {},
    all({ verdict: 'invalid', attempts: 6, because: 'no-address' }),
  ),
];

function row(
  title: string,
  dns: World['dns'],
  servers: World['servers'],
  expected: Readonly<Record<RetryRule, Expected>>,
): Row {
  return { row: title, world: { dns, servers }, expected };
}

function redirects(count: number, expected: Readonly<Record<RetryRule, Expected>>): Row {
  const servers: Record<string, Behaviour> = {
    [`${V6} 80`]: { status: 307, location: `http://${NAME}/hop1` },
  };
  for (let hop = 1; hop < count; hop++) {
    servers[`http://${NAME}/hop${hop}`] = { status: 308, location: `/hop${hop + 1}` };
  }
  servers[`http://${NAME}/hop${count}`] = 'good';
  return row(`12: ${count} redirects`, { [NAME]: { AAAA: [V6] } }, servers, expected);
}

function all(expected: Expected): Readonly<Record<RetryRule, Expected>> {
  return { documented: expected, boulder: expected, 'per-hop': expected };
}

function valid(attempts: number): Expected {
  return { verdict: 'valid', attempts };
}

function invalid(attempts: number, names: string, because?: string): Expected {
  return { verdict: 'invalid', attempts, names, ...(because !== undefined && { because }) };
}
