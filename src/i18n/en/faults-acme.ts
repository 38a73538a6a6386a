/** English messages of ACME faults: what happened and what to do next, in one or two sentences. */
export const acmeFaults = {
  // requests
  serverInternal: () =>
    'The server could not complete the request. Nothing was lost; try again, and if it persists, tell the administrator of this CA.',
  hostNotServed: (p: { host: string }) =>
    `This server does not answer for the host "${p.host}". Use the address that its administrator gave you; the administrator can add a host with the setting acme.hosts.`,
  resourceUnknown: (p: { path: string }) =>
    `Nothing is at ${p.path}. Take every address from the directory and from the objects that the server returned.`,
  methodNotAllowed: (p: { method: string; allowed: string }) =>
    `${p.method} is not possible here. Send ${p.allowed}; to read a resource, send a POST with an empty payload (POST-as-GET, RFC 8555 section 6.3).`,
  contentTypeWrong: (p: { contentType: string }) =>
    `The content type is "${p.contentType}". Send the request as application/jose+json.`,
  bodyTooLarge: (p: { max: number }) =>
    `The request body has more than ${p.max} bytes. Split the order, or shorten the CSR.`,
  bodyUnreadable: () =>
    'The request body did not arrive whole. Send it again with the right Content-Length and without content encoding.',

  // JWS
  jwsNotJson: () =>
    'The request body is not a JSON object. Send one JWS in flattened JSON serialization (RFC 7515 section 7.2.2).',
  jwsDuplicateMember: (p: { where: string; member: string }) =>
    `The member "${p.member}" stands more than once in the ${p.where}. Send each member once.`,
  jwsTooDeep: (p: { where: string; max: number }) =>
    `The ${p.where} is nested deeper than ${p.max} levels. No ACME request needs that; send a plain one.`,
  jwsSeveralSignatures: () =>
    'The JWS has a "signatures" member. Send exactly one signature, in flattened JSON serialization.',
  jwsUnprotectedHeader: () =>
    'The JWS has an unprotected "header". Put every header field into the protected header (RFC 8555 section 6.2).',
  jwsMemberMissing: (p: { member: string }) =>
    `The JWS lacks the member "${p.member}", or it is not a string. Send "protected", "payload" and "signature" as base64url strings.`,
  jwsNotBase64url: (p: { member: string }) =>
    `The JWS member "${p.member}" is not base64url without padding. Encode it as RFC 7515 section 2 says.`,
  jwsHeaderNotJson: () =>
    'The protected header is not a JSON object. Encode the JSON header in UTF-8, then in base64url.',
  jwsHeaderExtension: (p: { member: string }) =>
    `The protected header uses "${p.member}", which ACME does not allow. Leave it out.`,
  jwsUrlMissing: () =>
    'The protected header has no "url". Put the exact address of the request there (RFC 8555 section 6.4).',
  jwsUrlWrong: (p: { got: string; expected: string }) =>
    `The protected header says that the request is for ${p.got}, but it came to ${p.expected}. Sign the address that you send to; a proxy in between must not change host or path.`,
  nonceMissing: () =>
    'The protected header has no "nonce". Take the Replay-Nonce of this answer and sign the request again.',
  badNonce: () =>
    'The nonce is unknown, used already, or too old. Take the Replay-Nonce of this answer and sign the request again.',
  algorithmMissing: (p: { supported: string }) =>
    `The protected header has no "alg". Sign with one of: ${p.supported}.`,
  algorithmUnsupported: (p: { algorithm: string; supported: string }) =>
    `The signature algorithm "${p.algorithm}" is not accepted here. Sign with one of: ${p.supported}.`,
  algorithmNotOfKey: (p: { algorithm: string; expected: string }) =>
    `The signature algorithm "${p.algorithm}" does not fit the key. Sign with ${p.expected}.`,
  keyReferenceMissing: () =>
    'The protected header has neither "jwk" nor "kid". Name the key: "kid" with the account address, or "jwk" for a new account or a revocation by certificate key.',
  keyReferenceBoth: () =>
    'The protected header has both "jwk" and "kid". Send exactly one of them (RFC 8555 section 6.2).',
  keyReferenceMustBeJwk: () =>
    'This request has to carry its public key as "jwk", not as "kid" (RFC 8555 section 6.2).',
  keyReferenceMustBeKid: () =>
    'This request has to name an account with "kid", not carry a key as "jwk". Create the account first, then use its address.',
  keyMalformed: () =>
    'The "jwk" is not a public RSA or EC key as RFC 7518 section 6 describes. Send the public members only, in base64url.',
  keyTypeRefused: (p: { keyType: string }) =>
    `Keys of the type "${p.keyType}" are not accepted. Use an EC key on P-256 or P-384, or an RSA key of 2048 to 4096 bits.`,
  keyHasPrivatePart: () =>
    'The "jwk" holds a private key, which is now known to others. Make a new key and send only its public members.',
  keyWeak: (p: { reason: string }) =>
    `The key is not safe: ${p.reason}. Make a new one: EC P-256, or RSA with 2048 to 4096 bits and exponent 65537.`,
  keyCompromised: () =>
    'This key belongs to a certificate that was revoked because its key was compromised. Make a new key.',
  signatureWrong: () =>
    'The signature does not match the request and the key. Sign the exact bytes of protected header and payload; ECDSA signatures are r and s, each of the full length (RFC 7518 section 3.4).',
  accountUnknown: (p: { kid: string }) =>
    `There is no account ${p.kid} here. Create one with a new-account request, then use the address from its Location header as "kid".`,
  accountNotValid: (p: { status: string }) =>
    `The account is ${p.status} and can do nothing any more. Create a new account with a new key.`,
  payloadNotJson: () =>
    'The payload is not a JSON object. Send the object that RFC 8555 section 7 describes for this request.',
  payloadNotEmpty: () =>
    'This resource is only read. Send an empty payload (POST-as-GET, RFC 8555 section 6.3).',
  payloadMember: (p: { member: string; expected: string }) =>
    `The payload member "${p.member}" has to be ${p.expected}. Correct it and send the request again.`,
  notYours: (p: { what: string }) =>
    `The account that signed this request does not own this ${p.what}. Sign with the account that created it.`,
  noSuchResource: (p: { what: string }) =>
    `There is no such ${p.what}. It may have been deleted after its time; start with a new order.`,

  // accounts
  accountForKeyUnknown: () =>
    'No account has this key. Create one: send the same request without "onlyReturnExisting".',
  accountNotYours: () =>
    'The account in the address is not the one that signed the request. Sign with the key of the account that you address.',
  termsNotAgreed: (p: { url: string }) =>
    `This CA asks for agreement to its terms of service: ${p.url}. Read them, then send "termsOfServiceAgreed": true.`,
  contactUnsupported: (p: { contact: string }) =>
    `The contact "${p.contact}" is not a mailto address. Give mailto: addresses only, or none.`,
  contactInvalid: (p: { contact: string }) =>
    `The contact "${p.contact}" is not one plain mail address. Write mailto:name@host.example, without further addresses or header fields.`,
  contactsTooMany: (p: { max: number }) => `More than ${p.max} contacts. Give fewer.`,
  externalAccountRequired: () =>
    'This CA asks for an external account binding. Get a key id and MAC key from its administrator (sixfour eab add) and give both to your client.',
  externalAccountMalformed: (p: { member: string }) =>
    `The external account binding is wrong at "${p.member}". It is a JWS over the account's public key, signed with HS256, HS384 or HS512, with "kid" and the same "url" as the request (RFC 8555 section 7.3.4).`,
  externalAccountUnknown: (p: { id: string }) =>
    `The external key "${p.id}" is unknown or revoked. Ask the administrator of this CA for a new one.`,
  externalAccountWrongMac: (p: { id: string }) =>
    `The external account binding is not signed with the MAC key of "${p.id}". Give the client the MAC key exactly as it was handed out (base64url).`,
  externalAccountSpent: (p: { id: string }) =>
    `The external key "${p.id}" is bound to another account already, or was revoked. Ask the administrator of this CA for one of your own.`,
  keyChangeMalformed: (p: { member: string }) =>
    `The key change is wrong at "${p.member}". The payload is a JWS by the new key, with "jwk" and the same "url", over {"account", "oldKey"} (RFC 8555 section 7.3.5).`,
  keyChangeSignatureWrong: () =>
    'The inner signature of the key change does not match its "jwk". Sign the inner object with the new key.',
  keyChangeWrongAccount: () =>
    'The "account" inside the key change is not the account that signed the request. Put the "kid" of the outer header there.',
  keyChangeWrongOldKey: () =>
    'The "oldKey" inside the key change is not the current key of the account. Put the current public key there.',
  keyInUse: (p: { account: string }) =>
    `The account ${p.account} has this key already. Make a new key for this account.`,

  // orders
  rejectedIdentifier: (p: { name: string; reason: string }) => `"${p.name}" cannot be issued: ${p.reason}`,
  nameNotAllowed: (p: { name: string }) =>
    `This CA may not issue for "${p.name}". Its administrator can permit it with: sixfour allow ${p.name}`,
  identifiersRejected: (p: { count: number }) =>
    `${p.count} of the names cannot be issued; each subproblem says why. Correct or remove them.`,
  identifiersCompound: (p: { count: number }) =>
    `${p.count} of the identifiers are refused for different reasons; each subproblem says why. Correct or remove them.`,
  identifierTypeUnsupported: (p: { type: string }) =>
    `Identifiers of the type "${p.type}" are not issued here. Order host names, with the type "dns", or addresses, with the type "ip".`,
  identifiersTooMany: (p: { max: number }) => `The order has more than ${p.max} names. Split it.`,
  nameEmpty: () => 'The name is empty. Give a host name.',
  nameIpAddress: (p: { name: string }) =>
    `"${p.name}" is an IP address, not a host name. Order it with the type "ip", or order a host name that points to it.`,
  addressMalformed: (p: { address: string }) =>
    `"${p.address}" is not an IPv6 or IPv4 address. Write one such as 2001:db8::1 or 192.0.2.1, without brackets, port, prefix or zone.`,
  addressNotCanonical: (p: { address: string; canonical: string }) =>
    `"${p.address}" is not the canonical text of that address (RFC 5952). Order it as ${p.canonical}.`,
  addressNeverIssued: (p: { address: string; range: string }) =>
    `No certificate is ever issued for ${p.address}: it is ${p.range}. Order the address by which clients reach the server, or a host name.`,
  addressNotAllowed: (p: { address: string; range: string }) =>
    `This CA may not issue for the address ${p.address}. Its administrator can permit it with: sixfour allow --address ${p.address}${
      p.range === ''
        ? ''
        : ` and, since it is ${p.range}, can let validation connect to it with: sixfour allow --network ${p.address}`
    }`,
  identifierNotProvable: (p: { name: string }) =>
    `No challenge type that this directory offers can prove "${p.name}". Use another directory, or ask the administrator to offer one that can (setting acme.challenge_types).`,
  ancestorNotAbove: (p: { name: string; ancestor: string }) =>
    `The ancestorDomain "${p.ancestor}" is no domain above "${p.name}" (RFC 9444 section 4.2). Name one whose whole labels the name ends in, or leave it out.`,
  preAuthorizationNotOffered: () =>
    'This directory offers no authorizations without an order. Create an order: its authorizations are made with it.',
  preAuthorizationWildcard: (p: { name: string }) =>
    `A wildcard such as "${p.name}" cannot be authorized without an order (RFC 8555 section 7.4.1). Ask for the domain with "subdomainAuthAllowed": its wildcards are among the names below it.`,
  standingTooMany: (p: { max: number }) =>
    `This account has ${p.max} authorizations without an order. Deactivate those that are not needed, or wait until some have expired.`,
  nameTooLong: (p: { name: string; max: number }) =>
    `"${p.name}" has more than ${p.max} characters, the longest that DNS carries. Use a shorter name.`,
  nameLabelTooLong: (p: { name: string; max: number }) =>
    `A label of "${p.name}" has more than ${p.max} characters, the longest that DNS carries. Use a shorter one.`,
  nameLabelEmpty: (p: { name: string }) =>
    `"${p.name}" has an empty label. Write single dots between labels, and none at the start.`,
  nameTrailingDot: (p: { name: string }) => `"${p.name}" ends in a dot. Write the name without it.`,
  nameUnderscore: (p: { name: string }) =>
    `"${p.name}" holds an underscore, which a host name may not have (RFC 5280 section 4.2.1.6). Use a hyphen.`,
  nameNotHostname: (p: { name: string }) =>
    `"${p.name}" is not a host name: labels are letters, digits and inner hyphens. Correct it.`,
  nameReservedLabel: (p: { name: string; label: string }) =>
    `The label "${p.label}" of "${p.name}" has hyphens in third and fourth place, but is not a valid A-label (RFC 5890 section 2.3.1). Use another label.`,
  nameInternational: (p: { name: string; ascii: string }) =>
    `"${p.name}" is not written in A-labels. Order it as ${p.ascii}.`,
  nameReserved: (p: { name: string; suffix: string }) =>
    `"${p.name}" ends in "${p.suffix}", which is reserved and can never be proven. Use a name of your own domain.`,
  nameWildcardMisplaced: (p: { name: string }) =>
    `"${p.name}" has a wildcard in a wrong place. Only the whole first label may be "*", as in *.host.example.`,
  nameRedundant: (p: { name: string; wildcard: string }) =>
    `"${p.name}" is covered by "${p.wildcard}" in the same order. Remove one of them.`,
  datesRefused: (p: { member: string; limit: string }) =>
    `The order's "${p.member}" is outside what the profile permits: ${p.limit}. Leave it out, or choose another.`,
  profileUnknown: (p: { profile: string; known: string }) =>
    `There is no profile "${p.profile}" in this directory. Choose one of: ${p.known}.`,
  ordersTooMany: () =>
    'This account orders faster than this CA permits. Wait as long as Retry-After says; the administrator can raise the limit with acme.limits.',
  ordersPendingTooMany: (p: { max: number }) =>
    `This account has ${p.max} pending orders. Finish them, deactivate their authorizations, or wait until they expire.`,
  accountsTooMany: () =>
    'Too many new accounts from this network. Use the account that you have, or wait as long as Retry-After says.',
  failuresTooMany: (p: { name: string }) =>
    `Too many failed validations of "${p.name}" by this account. Mend what the last ones named, then wait as long as Retry-After says.`,
  validationsBusy: () =>
    'This CA runs as many validations as it may. Send the same request again after the time that Retry-After says.',

  // authorizations and challenges
  challengeInProgress: () =>
    'A challenge of this authorization is being validated already. Poll the authorization; do not answer again.',
  authorizationExpired: () => 'The authorization has expired. Start with a new order.',
  authorizationNotDeactivated: (p: { status: string }) =>
    `The authorization is ${p.status}: only a pending or valid one can be deactivated. Nothing is left to do.`,

  // finalize
  orderNotReady: (p: { status: string; waiting: string }) =>
    `The order is ${p.status}, not ready${p.waiting === '' ? '' : `: ${p.waiting} not yet proven`}. Answer a challenge of each authorization, wait until the order is ready, then finalize; if it is invalid, start a new order.`,
  validationsRecheckFailed: (p: { names: string }) =>
    `CAA records no longer permit ${p.names}; each part of this problem says why. The order is invalid; mend the records, then start a new order.`,
  csrMalformed: (p: { reason: string }) =>
    `The CSR cannot be read: ${p.reason}. Send one PKCS #10 request in DER, base64url without padding.`,
  csrSignatureWrong: () =>
    "The CSR's own signature does not match its key. Make the CSR anew with the key that is to be certified.",
  csrKeyRefused: (p: { reason: string }) =>
    `The key in the CSR is not accepted: ${p.reason}. Make a new one: EC P-256 or P-384, or RSA with 2048 to 4096 bits and exponent 65537.`,
  csrExtensionRefused: (p: { extension: string }) =>
    `The CSR asks for ${p.extension}, which this CA does not issue. Make the CSR with host names and IP addresses only.`,
  csrNameRefused: (p: { name: string }) =>
    `The common name "${p.name}" of the CSR is not among its alternative names. Make the CSR with the ordered names only.`,
  csrNamesDiffer: (p: { missing: string; extra: string }) =>
    `The CSR does not have exactly the names of the order (missing: ${p.missing === '' ? 'none' : p.missing}; too many: ${p.extra === '' ? 'none' : p.extra}). Make it with the ordered names.`,
  csrKeyIsAccountKey: () =>
    'The key in the CSR is the key of an ACME account. Make a separate key for the certificate (RFC 8555 section 11.1).',
  csrKeyCompromised: () =>
    'The key in the CSR belongs to a certificate that was revoked because its key was compromised. Make a new key.',

  // revocation
  certificateUnknown: () =>
    'This certificate was not issued here. Send the certificate itself in DER, base64url.',
  revocationNotAuthorized: () =>
    'This key may not revoke the certificate. Sign with the account that obtained it, an account that holds authorizations for all its names, or the key of the certificate.',
  revocationReasonRefused: (p: { reason: string }) =>
    `The revocation reason ${p.reason} is not accepted. Send 0, 1, 3, 4 or 5, or none (RFC 5280 section 5.3.1).`,
  revocationReasonNotProven: () =>
    'Key compromise can only be reported by the key of the certificate or by the account that obtained it. Send another reason.',
  alreadyRevoked: () => 'The certificate is revoked already. Nothing is left to do.',
  storeOverloaded: () =>
    'The server has more changes waiting for its disk than it can take. Nothing was changed; try again in a few seconds.',
  storeFailed: () =>
    'The database cannot be written, so nothing was changed. Tell the administrator of this CA: the cause is in its log.',
  storeClosed: () => 'The server is stopping, so nothing was changed. Try again when it is back.',
};
export type AcmeFaultMessages = typeof acmeFaults;
