/** English texts of `sixfour client key` and `sixfour client identity`. */
export const proof = {
  describe: {
    key: () => 'keys of a client: for HTTP, and TSIG keys for DNS updates (RFC 2136)',
    keyAdd: () => 'make a key for a client, or with --tsig a TSIG key; it is shown once',
    keyList: () => 'list the keys of a client: when they were used last, and when they end',
    keyRevoke: () => 'take a key away: from then on it is not known',
    identity: () => 'what a client is known by instead of a key: a certificate, or tokens of an issuer',
    identityAdd: () =>
      'bind a client to a name of its certificate, to a certificate, or to a subject of an issuer',
    identityList: () => 'list what a client is known by',
    identityRemove: () => 'take an identity away',
  },
  arguments: {
    user: () => 'the user of the key, from the list',
    identity: () => 'its id, from the list',
  },
  flags: {
    only: () => 'good for the challenge of this name alone',
    network: () => 'good from these addresses alone, e.g. 2001:db8::/32 (repeatable)',
    expires: () => 'when it ends: a time from now (12h, 90d) or a day (2027-01-31); default: never',
    certificateSan: () => 'a name in its client certificate: a host name, or a URI',
    certificateSha256: () => 'the SHA-256 digest of its client certificate',
    issuer: () => 'the issuer of its tokens: the URL in iss, letter by letter',
    audience: () => 'the audience of its tokens (aud): a text of your own, for this server alone',
    subject: () => 'the subject of its tokens (sub); a star stands for its whole last label',
    claim: () => 'what else its tokens must say: NAME=VALUE (repeatable)',
    issuerCa: () =>
      "certificates (PEM) by which the issuer's server is known instead of the public ones, for all its identities",
  },
  columns: {
    expires: () => 'ends',
    used: () => 'used last',
    kind: () => 'known by',
    value: () => 'which',
    only: () => 'good for',
    id: () => 'id',
  },
  kinds: {
    'certificate-san': () => 'certificate for',
    'certificate-sha256': () => 'certificate',
    token: () => 'tokens',
  },
  token: (p: { issuer: string; audience: string; subject: string; claims: string }) =>
    `${p.subject} of ${p.issuer} for ${p.audience}${p.claims === '' ? '' : `, ${p.claims}`}`,
  never: () => 'never',
  identities: () => 'Identities',
  keyAdded: (p: { client: string; user: string; key: string }) =>
    `A key for client "${p.client}" is made. Give it both; the key is not shown again.\nuser: ${p.user} (or ${p.client})\nkey: ${p.key}`,
  tsigUnlimited: () =>
    'A TSIG key is limited by the rules of its client alone: --only, --network and --expires are for other keys.',
  keyEnds: (p: { at: string }) => `It ends at ${p.at}.`,
  keyRevoked: (p: { client: string; user: string }) =>
    `The key of the user ${p.user} of client "${p.client}" is revoked. Values that it presented stay until they end.`,
  identityAdded: (p: { client: string; id: string; what: string }) =>
    `Client "${p.client}" is known by: ${p.what} (identity ${p.id}).`,
  certificatesOff: () =>
    'Nobody asks for client certificates yet: set delegation.api.addresses, and start the server again.',
  identityRemoved: (p: { client: string; id: string }) =>
    `Identity ${p.id} of client "${p.client}" is removed.`,
  caUnreadable: (p: { file: string; cause: string }) => `${p.file} cannot be read (${p.cause}).`,
  claimMalformed: (p: { value: string }) => `"${p.value}" is no claim: write NAME=VALUE.`,
};
