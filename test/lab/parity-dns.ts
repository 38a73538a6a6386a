// Rows 11 and 18: addresses of one family that cannot be had, and dns-01. The zones are served, and spoilt, by `sixfour lab dns`.
import {
  all,
  DIGEST,
  type Expected,
  type Fakes,
  once,
  type Place,
  type Scenario,
  webroot,
} from './parity-shape.ts';

type Rules = NonNullable<Fakes['rules']>;
type Saw = Readonly<Record<string, unknown>>;

const RIGHT = `TXT ${DIGEST}`;
const SPOILT = {
  expired: 'signature-expired',
  'not-yet-valid': 'signature-not-yet-valid',
  'wrong-key': 'signature-wrong',
  tampered: 'signature-wrong',
  stripped: 'signature-missing',
} as const;

export const DNS: readonly Scenario[] = [
  oneFamily('11a', 'AAAA: SERVFAIL, A good', { outcome: 'servfail' }, (at) => [
    { name: at.name, type: 'AAAA', fault: 'servfail', ede: { code: 22 } },
  ]),
  {
    ...oneFamily(
      '11b',
      'AAAA: a unique local address that is not allowed, A good',
      { addresses: ['fd99::1'] },
      (at) => [{ name: at.name, type: 'AAAA', fault: 'answer', records: '@ AAAA fd99::1' }],
    ),
    attempts: once('6:80 address-refused', '4:80 response'),
  },
  oneFamily('11c', 'AAAA: no answer at all, A good', { outcome: 'timeout' }, (at) => [
    { name: at.name, type: 'AAAA', fault: 'drop' },
  ]),
  {
    row: '11d',
    what: 'AAAA and A: SERVFAIL',
    fakes: (at) => ({ zones: [{ name: at.name }], rules: [{ name: at.name, fault: 'servfail' }] }),
    expect: all('dns'),
    says: /AAAA: servfail.*A: servfail/,
  },

  txt('18a', 'two TXT records, one right', 'valid', { records: 2 }, ['TXT "other"', RIGHT]),
  txt('18b', 'three strings that are joined', 'valid', { records: 1 }, [
    `TXT "${DIGEST.slice(0, 9)}" "${DIGEST.slice(9, 30)}" "${DIGEST.slice(30)}"`,
  ]),
  {
    ...txt('18c', 'CNAME into another zone', 'valid', { records: 1 }, []),
    fakes: (at) => ({
      zones: [
        { name: at.name, records: `_acme-challenge CNAME proof.${at.other.name}.` },
        { name: at.other.name, records: `proof ${RIGHT}` },
      ],
    }),
  },
  txt('18d', 'CNAME loop', 'dns', { outcome: 'loop' }, [], (name) => [{ name, fault: 'cname-loop' }]),
  txt('18e', 'NXDOMAIN', 'dns', { outcome: 'nxdomain' }, []),
  txt('18f', 'NODATA', 'unauthorized', { outcome: 'nodata' }, ['A 192.0.2.1']),
  signed('18g', 'signed and good', 'valid', { dnssec: { status: 'secure' } }, [RIGHT]),
  {
    ...txt('18h', 'unsigned below a signed parent (DNSSEC)', 'valid', { dnssec: { status: 'insecure' } }, []),
    fakes: (at) => ({ ...zone(at, [RIGHT]), dnssec: true }),
  },
  ...(Object.entries(SPOILT) as [keyof typeof SPOILT, string][]).map(([how, reason], i) => ({
    ...signed(
      `18${'ijklm'[i]}`,
      `bogus: ${how}`,
      'dns' as const,
      { outcome: 'bogus', dnssec: { status: 'bogus', reason } },
      [RIGHT],
      (name) => [{ name, type: 'TXT', fault: 'bogus', how }],
    ),
    says: /DNSSEC fails at _acme-challenge\./,
  })),
  signed('18n', 'NXDOMAIN without its proof', 'dns', { outcome: 'bogus', rcode: 'NXDOMAIN' }, [], (name) => [
    { name, fault: 'bogus', how: 'stripped' },
  ]),
  txt(
    '18o',
    '5 kB of TXT beside the right one',
    'valid',
    { transport: 'tcp', records: 2 },
    [RIGHT],
    (name) => [{ name, type: 'TXT', fault: 'big-txt', bytes: 5_000 }],
  ),
  txt(
    '18p',
    '64 kB of TXT beside the right one',
    'valid',
    { transport: 'tcp', records: 2 },
    [RIGHT],
    (name) => [{ name, type: 'TXT', fault: 'big-txt', bytes: 64_000 }],
  ),
  txt(
    '18q',
    'SERVFAIL with an extended error',
    'dns',
    { outcome: 'servfail', ede: [{ code: 6 }] },
    [],
    (name) => [{ name, fault: 'servfail', ede: { code: 6, text: 'bogus' } }],
  ),
  txt('18r', 'forged answers before the right one', 'valid', { transport: 'udp' }, [RIGHT], (name) => [
    { name, fault: 'wrong-port', then_answer: true, nth: 1 },
    { name, fault: 'wrong-id', then_answer: true },
  ]),
  txt(
    '18s',
    'a compression pointer that points at itself',
    'dns',
    { outcome: 'malformed' },
    [RIGHT],
    (name) => [{ name, fault: 'malformed', how: 'pointer-loop' }],
  ),
  txt('18t', 'a chain of 15 CNAMEs', 'valid', { records: 1 }, [], (name) => [
    { name, fault: 'cname-chain', length: 15, to: name.replace('_acme-challenge', 'proof') },
  ]),
];

/** http-01 on IPv4, while something is wrong with the AAAA record. */
function oneFamily(row: string, what: string, aaaa: Saw, rules: (at: Place) => Rules): Scenario {
  return {
    row,
    what,
    fakes: (at) => ({ zones: [{ name: at.name, records: `@ A ${at.v4}` }], rules: rules(at) }),
    web: (at) => [webroot(at, [4])],
    expect: all('valid'),
    attempts: once('4:80 response'),
    saw: [
      { kind: 'lookup', type: 'AAAA', ...aaaa },
      { kind: 'lookup', type: 'A', outcome: 'answer' },
    ],
  };
}

/** dns-01, with these records at the challenge name, and the right one at `proof`, to which nothing but an alias leads. */
function txt(
  row: string,
  what: string,
  expected: Expected,
  saw: Saw,
  records: readonly string[],
  rules: (name: string) => Rules = () => [],
): Scenario {
  return {
    row,
    what: `dns-01: ${what}`,
    type: 'dns-01',
    fakes: (at) => zone(at, records, rules),
    expect: all(expected),
    saw: [{ kind: 'lookup', type: 'TXT', ...saw }],
  };
}

/** The same in a signed zone, believed only where DNSSEC proves it. */
function signed(...given: Parameters<typeof txt>): Scenario {
  const [, what, , , records, rules] = given;
  const made = txt(...given);
  return {
    ...made,
    what: `dns-01: ${what} (DNSSEC)`,
    fakes: (at) => ({ ...zone(at, records, rules, true), dnssec: true }),
  };
}

function zone(
  at: Place,
  records: readonly string[],
  rules: (name: string) => Rules = () => [],
  sign = false,
): Fakes {
  const lines = ['@ NS ns', ...records.map((record) => `_acme-challenge ${record}`), `proof ${RIGHT}`];
  return {
    zones: [{ name: at.name, sign, records: lines.join('\n') }],
    rules: rules(`_acme-challenge.${at.name}`),
  };
}
