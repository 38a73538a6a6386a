/** English texts of `sixfour validate`, and why it is refused. */
export const validate = {
  describe: () => 'validate a name without an order, and see the verdict under every rule',
  argument: () => 'a name, a wildcard such as *.example.org, or an IP address',
  flags: {
    type: () => 'challenge type',
    directory: () => 'ACME directory whose policy counts',
    token: () => 'token of the challenge: for http-01 the name of the file',
    thumbprint: () => 'thumbprint of the account key (RFC 7638)',
    keyAuthorization: () => 'what the file of http-01 holds: token, dot, thumbprint',
    digest: () => 'what the TXT record holds, where the key authorization is not known',
    account: () => 'whose proof it is: the id of an account here, or the URL of any',
    self: () => 'make the challenge here, and answer it on this machine',
  },
  typeOfSelf: (p: { type: string }) =>
    `--self makes no challenge of ${p.type}, whose record names an account: publish the record, and give --account and, for dns-account-01, --digest with the value of the record.`,
  selfAlone: () =>
    '--self makes the token and the key by itself: leave out --token, --thumbprint, --key-authorization and --digest.',
  selfNeedsTerminal: () =>
    '--self with dns-01 asks on a terminal when the record is published, and there is none. Publish a TXT record with any 43 characters of base64url instead, and give them with --digest.',
  again: (p: { line: string }) => `To look again: sixfour validate ${p.line}`,
  answering: (p: { places: string }) => `Answering on ${p.places} until the test has ended.`,
  familyMissing: (p: { address: string; family: number }) =>
    `This machine has no IPv${p.family}, so nothing answers on ${p.address}.`,
  publish: (p: { name: string; value: string }) =>
    `Publish this record, and wait until every name server has it:\n${p.name}. 60 IN TXT "${p.value}"`,
  published: () => 'Is it published?',
  unpublished: () => 'Nothing was looked at. The record can be taken away again.',
  progress: (p: { name: string; seconds: number }) => `Validating ${p.name}: ${p.seconds} s (Ctrl-C ends it)`,
  passes: (p: { name: string; type: string; directory: string; after: string }) =>
    `${p.name}: ${p.type} would pass in the directory ${p.directory} (dry validation, ${p.after})`,
  refused: (p: { name: string; type: string; directory: string; after: string }) =>
    `${p.name}: ${p.type} would not pass in the directory ${p.directory} (dry validation, ${p.after})`,
  columns: {
    rule: () => 'retry rule',
    verdict: () => 'verdict',
    family: () => 'family alone',
    retries: () => 'tries IPv4 after IPv6 failed',
  },
  own: (p: { rule: string }) => `${p.rule} *`,
  ownMeans: () => '* the rule of this CA (setting validation.rule)',
  judgements: {
    valid: () => 'valid',
    invalid: () => 'invalid',
    'not-measured': () => 'not measured',
    absent: () => 'no usable address',
  },
  retries: {
    http: {
      documented: () => 'if the first request timed out connecting',
      boulder: () => 'if it could not connect, from the first URL',
      'per-hop': () => 'if it could not connect, at that redirect',
    },
    tls: {
      documented: () => 'never',
      boulder: () => 'if connection or handshake failed',
      'per-hop': () => 'if connection or handshake failed',
    },
  },
  notes: {
    'token-only': () =>
      'Only the token was compared, since no more was given: the file of any account passes. For the whole proof give --key-authorization with what the file should hold.',
    'account-not-given': () =>
      'The CAA record names an account, and none was given: an order of that account may pass. Give --account.',
    'perspectives-not-asked': (p: NoteFacts) =>
      `The perspectives (${p.perspectives} joined) were not asked: ${p.compared === 'token' ? 'they compare whole key authorizations, so give one' : 'either no server is running that holds their connections, or nothing was measured here that they could repeat'}.`,
    'family-fails': (p: NoteFacts) =>
      `It passes because of IPv${p.good} alone. Whoever comes over IPv${p.bad} fails, and the day when IPv${p.good} fails it will not pass: mend IPv${p.bad}, or remove its record.`,
    'same-machine': () =>
      'Every address that was tried is one of this machine, so no firewall and no route were on the way. A perspective on another machine shows what others see (sixfour perspective add).',
    'not-reached': (p: NoteFacts) =>
      `Nobody asked this machine for the challenge: ${p.name} leads elsewhere, or something in between answered.`,
  },
  note: (p: { text: string }) => `note: ${p.text}`,
  problem: (p: { text: string }) => `problem: ${p.text}`,
};

type NoteFacts = {
  name: string;
  perspectives: number;
  compared: string;
  good: number;
  bad: number;
};
export type DryNote = keyof typeof validate.notes;

/** Why a dry validation cannot begin with what was given. */
export const dryInputReasons = {
  'own-name': (p: DryInput) =>
    `"${p.name}" is a name of this server itself, which it proves to itself: there is nothing to validate.`,
  'account-missing': (p: DryInput) =>
    `${p.type} has a record for each account. Give --account with its id (sixfour account list) or its URL.`,
  'token-missing': (p: DryInput) =>
    `${p.type} has a token. Give --key-authorization with what the file should hold; or --token with the name of the file, and --thumbprint where it is known; or --self, to have the challenge made and answered here.`,
  'digest-missing': (p: DryInput) =>
    `${p.type} compares the digest of a whole key authorization. Give --key-authorization, or --token with --thumbprint or --account, or --digest with what the TXT record should hold.`,
  'digest-unused': () =>
    'http-01 compares the key authorization itself, not its digest. Give --key-authorization with what the file should hold.',
  'token-unused': (p: DryInput) =>
    `${p.type} has no token: its record names the account. Leave out --token, --key-authorization and --digest.`,
  'thumbprint-missing': () =>
    'dns-persist-01 (draft 02) hashes the account key too. Give --thumbprint, or --account with the id of an account here.',
  'said-twice': () =>
    'The expected answer is given in two ways. Give --key-authorization alone, or --digest alone, or --token with --thumbprint or --account.',
  'token-malformed': () => 'The token is not base64url: letters, digits, "-" and "_", at most 256.',
  'thumbprint-malformed': () => 'The thumbprint is not the base64url of a SHA-256: it has 43 characters.',
  'digest-malformed': () => 'The digest is not the base64url of a SHA-256: it has 43 characters.',
  'key-authorization-malformed': () =>
    'The key authorization is not a token, a dot and a thumbprint of 43 characters (RFC 8555 section 8.1).',
};
export type DryInputReason = keyof typeof dryInputReasons;
type DryInput = { name: string; type: string };

/** What to do where this machine cannot answer a challenge by itself. */
export function selfNext(p: { type: string; token: string; keyAuthorization: string }): string {
  if (p.type !== 'http-01')
    return 'Stop that program for the time of the test, run the command as root, or look at another type.';
  return `Let the web server there answer instead, then look again without --self and with --key-authorization. The file /.well-known/acme-challenge/${p.token} has to hold: ${p.keyAuthorization}`;
}
