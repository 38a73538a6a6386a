/** English messages of faults of the native API. What a token or a certificate says is never in them. */
export const nativeFaults = {
  credentialsMissing: () =>
    'Who asks is not told: send a key or a token (Authorization: Bearer ...), or a client certificate where those are taken.',
  clientCertificateRefused: (p: { reason: CertificateRefusal }) =>
    `The client certificate does not count: ${certificateRefusals[p.reason]()}.`,
  clientTokenRefused: (p: { reason: TokenRefusal }) =>
    `The token does not count: ${tokenRefusals[p.reason]()}.`,
  tokenIssuerUnavailable: () =>
    "The keys of the token's issuer cannot be had now, so that it cannot be checked. Try again in a few seconds.",
  keyAuthorizationRefused: () =>
    'The key authorization is not token.thumbprint (RFC 8555, 8.1), or the value is not its SHA-256 digest in base64url (8.4).',
  requestInvalid: (p: { where: string; field: string; reason: string }) =>
    `The ${p.where} cannot be used: ${p.field === '' ? '' : `${p.field}: `}${p.reason}.`,
  nothingThere: () => 'Nothing is at this address. What there is: /delegation/v1/openapi.json',
  methodRefused: (p: { allowed: string }) => `This address takes ${p.allowed} only.`,
  contentTypeRefused: () => 'A body is application/json, or there is none.',
  requestTooLarge: (p: { max: number }) => `The body is longer than ${p.max} bytes.`,
  noSuchClientKey: (p: { client: string; user: string }) =>
    `Client "${p.client}" has no key of the user "${p.user}". See: sixfour client key list ${p.client}`,
  tooManyClientKeys: (p: { client: string; max: number }) =>
    `Client "${p.client}" has ${p.max} keys already. Revoke one with: sixfour client key revoke ${p.client} USER`,
  expiryInvalid: (p: { value: string }) =>
    `"${p.value}" is no end for a key: a time from now (12h, 90d) or a day to come (2027-01-31).`,
  noSuchClientIdentity: (p: { client: string; id: string }) =>
    `Client "${p.client}" has no identity "${p.id}". See: sixfour client identity list ${p.client}`,
  clientIdentityInvalid: (p: { reason: IdentityProblem; value: string }) =>
    `"${p.value}" ${identityProblems[p.reason]()}.`,
  clientIdentityExists: () =>
    'An identity, of this client or of another, is bound to the very same. One proof must lead to one client: remove the other first (sixfour client identity list CLIENT).',
  tooManyClientIdentities: (p: { client: string; max: number }) =>
    `Client "${p.client}" has ${p.max} identities already. Remove one with: sixfour client identity remove ${p.client} ID`,
};
export type NativeFaultMessages = typeof nativeFaults;

const bindings = {
  unbound: () => 'no identity of a client is bound to it',
  ambiguous: () => 'identities of several clients are bound to it',
  network: () => 'its identity is for other source addresses',
};

export const certificateRefusals = {
  ...bindings,
  malformed: () => 'it cannot be read, or has more than 100 names',
  untrusted: () => 'it does not come from the CA whose certificates are taken here',
  purpose: () => 'it is not for clients (extended key usage clientAuth)',
  'not-yet-valid': () => 'its time has not begun',
  expired: () => 'its time is over',
  revoked: () => 'it is revoked',
};
export type CertificateRefusal = keyof typeof certificateRefusals;

export const tokenRefusals = {
  ...bindings,
  malformed: () => 'it is no JWT with sub, aud, exp and iat (RFC 7519)',
  algorithm: () => 'it is signed with none of ES256, RS256, PS256 and EdDSA',
  type: () => 'it is a token of another type (typ)',
  issuer: () => 'no identity is of its issuer',
  key: () => 'its issuer has no such key, or more than one that it may mean',
  signature: () => 'its signature is wrong',
  'not-yet-valid': () => 'its time has not begun',
  expired: () => 'its time is over',
  lifetime: () => 'it is good for longer than a day, or older than that',
  audience: () => 'it is for another audience, or for several',
  claims: () => 'a claim that its identity asks for is another one',
};
export type TokenRefusal = keyof typeof tokenRefusals;

export const identityProblems = {
  kind: () =>
    'is not enough to know a client by: give --certificate-san, or --certificate-sha256, or --issuer with --audience and --subject',
  san: () =>
    'is no name of a client certificate: a host name (web.example.org), or a URI (spiffe://example.org/web)',
  sha256: () => 'is no SHA-256 digest: 64 hexadecimal digits, with colons or without',
  issuer: () => 'is no issuer: an https URL, written as in its tokens (iss)',
  audience: () => 'is no audience: a text of your own, and not the issuer itself',
  subject: () =>
    'is no subject: as in the tokens (sub), where a star may stand for the whole last label behind two others or more, e.g. system:serviceaccount:web:*',
  claim: () => 'is no claim: NAME=VALUE, each at most 512 characters',
  ca: () => 'holds no certificates (PEM)',
  network: () => 'is not a network, e.g. 2001:db8::/32 or 192.0.2.7',
};
export type IdentityProblem = keyof typeof identityProblems;
