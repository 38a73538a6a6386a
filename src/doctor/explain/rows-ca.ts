import type { Next, Row } from './types.ts';

const NAME = String.raw`(?<name>[^\s",;:]{1,253})`;

/** Boulder, ratelimits, policy and wfe2: what is refused before, or without, any look at the name. The retry rules do not come into it. */
export const CA_ROWS: readonly Row[] = [
  row(
    'limit-failed',
    `too many failed authorizations(?: \\(\\d{1,6}\\) for "${NAME}"| recently)`,
    ['G9'],
    ['wait', 'check'],
  ),
  row(
    'limit-exact',
    String.raw`too many certificates(?: \(\d{1,6}\))? already issued for (?:this )?exact set of`,
    ['G9'],
  ),
  row('limit-domain', `too many certificates(?: \\(\\d{1,6}\\))? already issued for:? "?${NAME}`, ['G9']),
  row('limit-orders', 'too many new orders', ['G9']),
  row('limit-accounts', String.raw`too many (?:new )?registrations(?: \(\d{1,6}\))? (?:from|for) this`, [
    'G9',
  ]),
  row(
    'paused',
    `Your account is temporarily prevented from requesting certificates for ${NAME}`,
    ['G9'],
    ['check', 'wait'],
  ),
  row('ca-busy', 'Service busy; retry later', ['G9']),
  row('ca-remote', 'Remote (?:PerformValidation|DoDCV|DoCAA|IsCAAValid) RPC failed|Too few remote', ['G9']),
  row(
    'forbidden-name',
    `(?:Cannot issue for "${NAME}": )?The ACME server refuses to issue a certificate for this domain name`,
    ['G9'],
  ),
  row(
    'not-public',
    `(?:Cannot issue for "${NAME}": )?Domain name does not end (?:in|with) a valid public suffix`,
    ['G10'],
    ['advise'],
  ),
  row('is-suffix', `(?:Cannot issue for "${NAME}": )?Domain name is an ICANN TLD`, ['G10'], ['advise']),
  row('no-dot', `(?:Cannot issue for "${NAME}": )?Domain name needs at least one dot`, ['G10'], ['advise']),
  row(
    'bad-character',
    '(?:Cannot issue for "[^"]{1,300}": )?Domain name contains an invalid character',
    ['G10'],
    [],
  ),
  row(
    'ip-refused',
    'can not issue a certificate for an IP address|Identifier type is DNS but value is an IP address',
    ['G10'],
    ['advise'],
  ),
  row('redundant-name', 'is redundant with a wildcard domain in the same request', ['G10'], []),
  row('bad-nonce', 'JWS has (?:an )?invalid anti-replay nonce', [], []),
  row(
    'order-not-ready',
    'Order\'s status \\("[a-z]{1,20}"\\) is not acceptable for finalization',
    [],
    ['check'],
  ),
  row(
    'no-account',
    'No account exists with the provided key|Account "[^"]{1,300}" not found|account does not exist',
    [],
    [],
  ),
  row('public-key-weak', 'key too small|Certificate public key must be different than account key', [], []),
];

function row(id: Row['id'], text: string, causes: Row['causes'], next: readonly Next[] = ['wait']): Row {
  return { id, source: 'boulder', pattern: new RegExp(text), causes, next };
}
