// Row 17: CAA, after a dns-01 proof that succeeds. The zones are served, and spoilt, by `sixfour lab dns`.
import { plainTerms } from '../support/validation-request.ts';
import {
  all,
  CA_NAME,
  DIGEST,
  type Expected,
  type Fakes,
  type Place,
  type Scenario,
} from './parity-shape.ts';

const [ACCOUNT] = plainTerms.subscriber.accountUrls;

type Rules = NonNullable<Fakes['rules']>;

export const CAA: readonly Scenario[] = [
  caa('17a', 'leaf SERVFAIL, parent allows', 'dns', 'servfail', ['@ CAA 0 issue "ca.example"'], (name) => [
    { name, type: 'CAA', fault: 'servfail' },
  ]),
  caa('17b', 'leaf empty, parent forbids', 'caa', 'other-issuer', ['@ CAA 0 issue "other.example"']),
  caa('17c', 'leaf empty, parent allows', 'valid', 'allowed', ['@ CAA 0 issue "ca.example"']),
  {
    ...caa('17d', 'top-level domain NXDOMAIN', 'dns', 'nxdomain', []),
    name: () => 'leaf.row17d',
    fakes: () => ({
      zones: [{ name: 'row17d', records: `_acme-challenge.leaf TXT ${DIGEST}` }],
      rules: [{ name: 'row17d', type: 'CAA', fault: 'nxdomain' }],
    }),
  },
  caa('17e', 'TC bit over UDP and TCP', 'dns', 'malformed', [], (name) => [
    { name, type: 'CAA', fault: 'truncate-always' },
  ]),
  caa('17f', 'unknown tag, flags 0', 'valid', 'allowed', ['leaf CAA 0 unheard "x"']),
  caa('17g', 'unknown tag, flags 1', 'caa', 'critical-tag', ['leaf CAA 1 unheard "x"']),
  caa('17h', 'unknown tag, flags 128', 'caa', 'critical-tag', ['leaf CAA 128 unheard "x"']),
  caa('17i', 'issue ";"', 'caa', 'nobody', ['leaf CAA 0 issue ";"']),
  caa('17j', 'issuewild only, plain name', 'valid', 'allowed', ['leaf CAA 0 issuewild ";"']),
  {
    ...caa('17k', 'issuewild only, wildcard', 'caa', 'nobody', ['leaf CAA 0 issuewild ";"']),
    wildcard: true,
  },
  caa('17l', 'accounturi of this account', 'valid', 'allowed', [
    `leaf CAA 0 issue "${CA_NAME}; accounturi=${ACCOUNT}"`,
  ]),
  caa('17m', 'accounturi of another', 'caa', 'other-account', [
    `leaf CAA 0 issue "${CA_NAME}; accounturi=${ACCOUNT}0"`,
  ]),
  caa('17n', 'accounturi twice', 'caa', 'account-twice', [
    `leaf CAA 0 issue "${CA_NAME}; accounturi=${ACCOUNT}; accounturi=${ACCOUNT}"`,
  ]),
  caa('17o', 'other methods only', 'caa', 'other-method', [
    `leaf CAA 0 issue "${CA_NAME}; validationmethods=http-01,tls-alpn-01"`,
  ]),
  caa('17p', 'this method among others', 'valid', 'allowed', [
    `leaf CAA 0 issue "${CA_NAME}; validationmethods=http-01,dns-01"`,
  ]),
  aliased('17q', 'CNAME at the leaf, its target forbids', 'caa', 'nobody', '";"', '"ca.example"'),
  aliased(
    '17r',
    'CNAME at the leaf, its target allows, the parents forbid',
    'valid',
    'allowed',
    '"ca.example"',
    '";"',
  ),
  caa('17s', 'nothing anywhere', 'valid', 'absent', []),
];

/** dns-01 for `leaf.<zone>`, then CAA. `meaning`: the decision, or the reason of one that forbids or of a lookup that failed. */
function caa(
  row: string,
  what: string,
  expected: Expected,
  meaning: string,
  records: readonly string[],
  rules: (leaf: string) => Rules = () => [],
): Scenario {
  return {
    row,
    what: `CAA: ${what}`,
    type: 'dns-01',
    caa: true,
    name: (at) => `leaf.${at.name}`,
    fakes: (at) => ({
      zones: [{ name: at.name, records: [`_acme-challenge.leaf TXT ${DIGEST}`, ...records].join('\n') }],
      rules: rules(`leaf.${at.name}`),
    }),
    expect: all(expected),
    saw: [{ kind: 'caa', mode: 'enforce', ...meaningOf(expected, meaning) }],
  };
}

/** The leaf leads into another zone, whose own name, like the leaf's parent, says something else. */
function aliased(
  row: string,
  what: string,
  expected: Expected,
  meaning: string,
  target: string,
  parents: string,
): Scenario {
  const records = (at: Place) => [
    `_acme-challenge.leaf TXT ${DIGEST}`,
    `leaf CNAME target.${at.other.name}.`,
    `@ CAA 0 issue ${parents}`,
  ];
  return {
    ...caa(row, what, expected, meaning, []),
    fakes: (at) => ({
      zones: [
        { name: at.name, records: records(at).join('\n') },
        { name: at.other.name, records: `target CAA 0 issue ${target}\n@ CAA 0 issue ${parents}` },
      ],
    }),
  };
}

function meaningOf(expected: Expected, meaning: string): { decision: string; reason?: string } {
  if (expected === 'valid') return { decision: meaning };
  return { decision: expected === 'dns' ? 'lookup-failed' : 'forbidden', reason: meaning };
}
