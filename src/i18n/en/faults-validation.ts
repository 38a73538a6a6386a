import { dnssecReason } from './dnssec.ts';
import { disagreement, missingPlaces } from './perspective-faults.ts';

/**
 * English messages of validation faults: each names address, family, port, URL, redirect, phase and cause in one sentence,
 * then, where it is so, the retry rules under which the same evidence would have passed. Never a byte of what was fetched.
 */
export const validationFaults = {
  validationConnectTimeout: (p: AttemptFacts & { seconds: number }) =>
    `${at(p)}: no answer to the connection within ${p.seconds} s ${during(p)}; a firewall that drops packets is the likely cause, so let port ${p.port} through for ${p.family} or remove that address from DNS.${after(p)}`,
  validationRefused: (p: AttemptFacts) =>
    `${at(p)}: the connection was refused ${during(p)}; either nothing listens there: make the web server listen on port ${p.port} over ${p.family}, or remove that address from DNS; or a firewall sent the reset: let port ${p.port} through for ${p.family}.${after(p)}`,
  validationUnreachable: (p: AttemptFacts & { errno: string }) =>
    `${at(p)}: the network says it cannot be reached (${p.errno}) ${during(p)}; the address is stale, its host is down, or there is no ${p.family} route from this CA: correct the DNS record or the route.${after(p)}`,
  validationProhibited: (p: AttemptFacts & { errno: string }) =>
    `${at(p)}: a filter answered that the connection is prohibited (${p.errno}) ${during(p)}; let port ${p.port} through for ${p.family} in that firewall.${after(p)}`,
  validationConnectError: (p: AttemptFacts & { errno: string }) =>
    `${at(p)}: the connection failed with ${p.errno} ${during(p)}; check that the address is right and that this CA can reach it.${after(p)}`,
  validationReset: (p: AttemptFacts & { phase: string }) =>
    `${at(p)}: the connection was reset ${phase(p.phase)} ${during(p)}; a server or a filter in between cut it, so look into its log.${after(p)}`,
  validationClosed: (p: AttemptFacts & { phase: string }) =>
    `${at(p)}: the connection was closed ${phase(p.phase)}, before a complete response, ${during(p)}; look into the server's log.${after(p)}`,
  validationTlsTimeout: (p: AttemptFacts & { seconds: number }) =>
    `${at(p)}: the connection opened, but no TLS handshake followed within ${p.seconds} s ${during(p)}; check that this port speaks TLS over ${p.family}.${after(p)}`,
  validationTlsAlert: (p: AttemptFacts & { errno: string }) =>
    `${at(p)}: the server refused the TLS handshake (${p.errno}) ${during(p)}; check its TLS settings for this name and that it speaks TLS 1.2 or newer.${after(p)}`,
  validationTlsError: (p: AttemptFacts & { errno: string }) =>
    `${at(p)}: the TLS handshake failed (${p.errno}) ${during(p)}; check that this port speaks TLS 1.2 or newer.${after(p)}`,
  validationAlpnRefused: (p: AttemptFacts) =>
    `${at(p)}: the server speaks TLS, but refuses the protocol acme-tls/1 ${during(p)}; nothing answers tls-alpn-01 challenges there: check that this very address leads to the ACME client, and that no proxy before it ends TLS itself.${after(p)}`,
  validationAlpnNotAgreed: (p: AttemptFacts) =>
    `${at(p)}: the server ignored the protocol acme-tls/1 ${during(p)}; an ordinary web server answered instead of the ACME client: check that this very address leads to the client, and that no proxy before it ends TLS itself.${after(p)}`,
  validationAlpnCertificate: (p: AttemptFacts & { certificate: string }) =>
    `${at(p)}: the server agreed on acme-tls/1, but ${certificateText(p.certificate)}, ${during(p)}; check that the client that asks is the one that answers there.${after(p)}`,
  validationResponseTimeout: (p: AttemptFacts & { phase: string; seconds: number }) =>
    `${at(p)}: the connection opened, but time ran out after ${p.seconds} s ${phase(p.phase)} ${during(p)}; the server hangs, or large packets are lost on the way (path MTU).${after(p)}`,
  validationMalformedResponse: (p: AttemptFacts & { errno: string }) =>
    `${at(p)}: the answer is not HTTP/1.1 (${p.errno}) ${during(p)}; check that a plain web server answers on this port.${after(p)}`,
  validationTooLarge: (p: AttemptFacts) =>
    `${at(p)}: the response headers are larger than this CA reads ${during(p)}; make the server send fewer or shorter headers for this path.${after(p)}`,
  validationAddressRefused: (p: {
    address: string;
    family: string;
    url: string;
    range: string;
    more: number;
  }) =>
    `${p.family} ${p.address}${p.more > 0 ? ` (and ${p.more} more)` : ''} is never connected to for ${cut(p.url)}: it is ${p.range}; publish a reachable address, or, if that is a private network, let the administrator of this CA permit it with: sixfour allow --network ${p.address}`,
  validationStatus: (p: AttemptFacts & { status: number }) =>
    `${at(p)}: the server answered with status ${p.status}, not 200, ${during(p)}; make sure that this very address serves the challenge file.${after(p)}`,
  validationWrongBody: (p: AttemptFacts & { body: string }) =>
    `${at(p)}: the response is not the key authorization of this challenge but ${bodyText(p.body)} ${during(p)}; make sure that this very address serves the challenge file of the client that asks.${after(p)}`,
  validationRedirect: (p: AttemptFacts & { reason: string }) =>
    `${at(p)}: the redirect sent ${during(p)} is not followed: ${redirectText(p.reason)}; serve the challenge without that redirect.${after(p)}`,
  validationNoAddress: (p: { name: string; url: string; reasons: string }) =>
    `No address was found for ${p.name} (${p.reasons}) ${during(p)}; publish an AAAA or A record, one of them is enough.`,
  validationOutOfTime: (p: { name: string; seconds: number }) =>
    `The validation of ${p.name} did not end within ${p.seconds} s and was given up; see the attempts recorded for the slow one, mend it and try again.`,
  validationStopped: (p: { name: string }) =>
    `The validation of ${p.name} was stopped because the server is shutting down; it is not your fault, try again.`,
  validationBusy: (p: { name: string; waiting: number }) =>
    `The validation of ${p.name} was not begun: ${p.waiting} others are waiting already. Try again later.`,
  validationTxtName: (p: { name: string }) =>
    `There is no such name as ${p.name} in DNS (NXDOMAIN); publish the TXT record there and wait until every name server has it.`,
  validationTxtMissing: (p: { name: string }) =>
    `${p.name} exists in DNS but has no TXT record; publish it there and wait until every name server has it.`,
  validationTxtWrong: (p: { name: string; records: number }) =>
    `None of the ${p.records} TXT record${p.records === 1 ? '' : 's'} at ${p.name} matches the digest of this challenge; replace old values and wait until every name server has the new one.`,
  validationTxtLookup: (p: { name: string; reason: string }) =>
    `The TXT records at ${p.name} could not be read: ${p.reason}; check the name servers of that zone.`,
  validationDnssec: (p: { name: string; type: string; link: string; reason: string }) =>
    `The ${p.type} records of ${p.name} cannot be believed, because DNSSEC fails at ${p.link}: ${dnssecReason(p.reason)}; mend the signatures of that zone or its DS records at the parent, and check with: delv ${p.name} ${p.type}`,
  validationPersistRefused: (p: { name: string; reason: string; record: string }) =>
    `No TXT record at ${p.name} lets this account prove the name: ${persistText(p.reason)}; publish there: ${p.record}`,
  validationPersistMalformed: (p: { name: string; reason: string; record: string }) =>
    `The TXT record at ${p.name} that names this CA cannot be used: ${persistText(p.reason)}; publish there: ${p.record}`,
  validationCaaForbids: (p: {
    name: string;
    found: string;
    record: string;
    reason: string;
    issuer: string;
  }) =>
    `The CAA record ${p.record} at ${p.found} forbids a certificate for ${p.name}: ${caaText(p.reason)}; ${caaRemedy(p)}`,
  validationCaaLookup: (p: { name: string; failed: string; reason: string }) =>
    `Whether CAA records permit ${p.name} could not be found out: the lookup at ${p.failed} failed (${p.reason}); check the name servers of that zone.`,
  validationPerspectives: disagreement,
  validationPerspectivesDns: disagreement,
  validationPerspectivesTls: disagreement,
  validationPerspectivesWrong: disagreement,
  validationPerspectivesCaa: disagreement,
  validationPerspectivesMissing: missingPlaces,
  addressRefused: (p: { address: string; range: string }) =>
    `${p.address} may not be connected to: it is ${p.range}. A private network can be allowed with: sixfour allow --network ${p.address}`,
};
export type ValidationFaultMessages = typeof validationFaults;

/** What every message about one attempt needs. `family` is "IPv6" or "IPv4". */
export type AttemptFacts = {
  address: string;
  family: string;
  port: number;
  url: string;
  /** 0 for the first request, +1 for every redirect. */
  hop?: number;
  /** The attempt over the other family that failed before this one. */
  earlier?: { address: string; family: string; port: number; outcome: string };
  /** The retry rule that judged, and the rules under which the same evidence would have passed. */
  rule?: string;
  passes?: readonly string[];
};

const URL_CHARS = 300;
const TLS = 'tls://';

function at(p: AttemptFacts): string {
  return `${p.family} ${p.address}, port ${p.port}`;
}

function during(p: { url: string; hop?: number }): string {
  if (p.url.startsWith(TLS))
    return `while asking for the challenge certificate of ${cut(p.url.slice(TLS.length))}`;
  return `while fetching ${cut(p.url)}${p.hop ? ` (after redirect ${p.hop})` : ''}`;
}

function after(p: AttemptFacts): string {
  const before = p.earlier
    ? ` Before that, ${p.earlier.family} ${p.earlier.address}, port ${p.earlier.port}, failed too: ${p.earlier.outcome}.`
    : '';
  if (!p.rule || !p.passes || p.passes.length === 0) return before;
  const names = p.passes.map((rule) => `"${rule}"`).join(' and ');
  return `${before} The retry rule "${p.rule}" judged this; under ${names} it would have passed.`;
}

/** Without its query: where a redirect of an inner server leads may carry what only the inside may read; the evidence has it all. */
function cut(url: string): string {
  const [place = '', query] = url.split('?', 2);
  const shown = query === undefined ? url : `${place}?...`;
  return shown.length <= URL_CHARS ? shown : `${shown.slice(0, URL_CHARS)}...`;
}

function phase(name: string): string {
  return PHASES[name] ?? `in phase ${name}`;
}
export const PHASES: Readonly<Record<string, string>> = {
  connect: 'while connecting',
  tls: 'during the TLS handshake',
  request: 'while the request was sent',
  'first-byte': 'before the first byte of a response',
  headers: 'in the middle of the response headers',
  body: 'in the middle of the response body',
};

function bodyText(kind: string): string {
  return BODIES[kind] ?? 'something else';
}
export const BODIES: Readonly<Record<string, string>> = {
  empty: 'empty',
  'too-long': 'longer than any key authorization',
  'other-account': "this token with another account's thumbprint",
  'other-token': 'a key authorization for another token',
  html: 'a web page',
};

function certificateText(kind: string): string {
  return CERTIFICATES[kind] ?? 'its certificate is not the proof';
}
export const CERTIFICATES: Readonly<Record<string, string>> = {
  absent: 'showed no certificate',
  malformed: 'its certificate is not well-formed DER',
  'not-self-signed': 'its certificate is not self-signed with its subject as issuer',
  'wrong-name': "its certificate's subject alternative name is not exactly this identifier",
  'extension-missing': 'its certificate has no acmeIdentifier extension',
  'extension-not-critical': 'the acmeIdentifier extension of its certificate is not critical',
  'extension-malformed': 'the acmeIdentifier extension of its certificate does not hold one SHA-256 digest',
  'other-key-authorization': 'its certificate is for another token or another account',
};

function redirectText(reason: string): string {
  return REDIRECTS[reason] ?? reason;
}
export const REDIRECTS: Readonly<Record<string, string>> = {
  'too-many': 'there were too many redirects',
  loop: 'it leads to an address already visited (a loop)',
  status: 'status 303 is not a redirect for a challenge; use 301, 302, 307 or 308',
  'not-a-url': 'its target is not a valid URL',
  scheme: 'its target is neither http nor https',
  port: 'its target names a port other than 80 and 443',
  host: 'its target has no usable host name',
  'well-known-host':
    'its host ends in ".well-known", so a slash is missing after the host name in the server\'s redirect setting',
  'path-too-long': 'its target is too long',
  'not-followed': "redirects are not followed for this server's own name",
};

function caaText(reason: string): string {
  return CAA_REASONS[reason] ?? reason;
}

function caaRemedy({ name, reason, issuer }: { name: string; reason: string; issuer: string }): string {
  if (reason === 'critical-tag') return 'remove it, or its flag, if this CA shall issue.';
  return `to permit it, publish there: 0 ${name.startsWith('*.') ? 'issuewild' : 'issue'} "${issuer}"`;
}
export const CAA_REASONS: Readonly<Record<string, string>> = {
  'critical-tag': 'it is marked critical, and this CA does not know what it means',
  'other-account': 'it names this CA, but another account (accounturi)',
  'account-twice': 'it names this CA with more than one accounturi, which no account satisfies',
  'other-method': 'it names this CA, but not the kind of challenge used (validationmethods)',
  'methods-malformed': 'it names this CA with a list of validationmethods that cannot be read',
  'methods-twice': 'it names this CA with more than one list of validationmethods',
  malformed: 'it cannot be read, so it permits nobody',
  'other-issuer': 'it names another issuer, and no record there names this CA',
  nobody: 'it forbids everybody, and no record there names this CA',
};

function persistText(reason: string): string {
  return PERSIST_REASONS[reason] ?? reason;
}
export const PERSIST_REASONS: Readonly<Record<string, string>> = {
  'other-issuer': 'none names this CA',
  'other-account': 'one names this CA, but not this account (accounturi)',
  expired: 'the time in its persistUntil has passed',
  'not-wildcard': 'one names this account, but not for wildcards (policy=wildcard)',
  'until-malformed': 'its persistUntil is not a number of seconds since 1970',
  'account-not-hashed': "its accounturi is not a hashed one under this CA's accountHashPrefix (draft 02)",
  'account-missing': 'it has no accounturi',
  'parameter-twice': 'it has a parameter twice',
  grammar: 'it does not fit the grammar of RFC 8659 section 4.2, or ends with a semicolon',
};
