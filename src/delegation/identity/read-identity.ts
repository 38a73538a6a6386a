import { fail, fault, ok, type Result } from '../../core/index.ts';
import type { IdentityProblem } from '../../i18n/index.ts';
import { parseNetwork } from '../../net/index.ts';
import type { ClientIdentity } from '../../store/index.ts';
import { readHostName } from '../names/index.ts';
import { readCaCertificates } from './ca-certificates.ts';
import { readIssuer } from './issuer.ts';
import { IDENTITY_CLAIMS_MAX, IDENTITY_TEXT_CHARS_MAX } from './limits.ts';
import { isSubject } from './subject.ts';

/** What an identity is to be bound to, as people type it. */
export type TypedIdentity = {
  readonly certificateSan?: string | undefined;
  readonly certificateSha256?: string | undefined;
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
  readonly subject?: string | undefined;
  readonly claims: Readonly<Record<string, string>>;
  /** PEM. */
  readonly issuerCa?: string | undefined;
  readonly networks: readonly string[];
};
export type Bound = Pick<
  ClientIdentity,
  'kind' | 'value' | 'issuer' | 'audience' | 'claims' | 'issuerCa' | 'networks'
>;

/** Exactly one kind, and all that it needs. Fault `clientIdentityInvalid`. */
export function readIdentity(typed: TypedIdentity): Result<Bound> {
  const network = typed.networks.find((text) => parseNetwork(text) === undefined);
  if (network !== undefined) return invalid('network', network);
  const { certificateSan, certificateSha256, issuer, audience, subject, claims, networks } = typed;
  const aboutTokens = [issuer, audience, subject, typed.issuerCa].filter((one) => one !== undefined).length;
  const kinds = [certificateSan, certificateSha256, issuer].filter((one) => one !== undefined);
  const onlyTokens = aboutTokens > 0 || Object.keys(claims).length > 0;
  if (kinds.length !== 1 || (issuer === undefined && onlyTokens)) return invalid('kind', kinds[0] ?? '');
  const none = { issuer: '', audience: '', claims: {}, issuerCa: null, networks };
  if (certificateSan !== undefined) {
    const value = readSan(certificateSan);
    return value === undefined
      ? invalid('san', certificateSan)
      : ok({ kind: 'certificate-san', value, ...none });
  }
  if (certificateSha256 !== undefined) {
    const value = certificateSha256.replaceAll(':', '').toLowerCase();
    return /^[0-9a-f]{64}$/.test(value)
      ? ok({ kind: 'certificate-sha256', value, ...none })
      : invalid('sha256', certificateSha256);
  }
  return readToken(typed);
}

function readToken({
  issuer = '',
  audience,
  subject,
  claims,
  issuerCa,
  networks,
}: TypedIdentity): Result<Bound> {
  if (audience === undefined || subject === undefined) return invalid('kind', issuer);
  if (!fits(issuer) || readIssuer(issuer) === undefined) return invalid('issuer', issuer);
  // a token for the issuer itself is in the hands of everybody whom it serves: Kubernetes gives one to every pod
  if (!fits(audience) || audience === issuer) return invalid('audience', audience);
  if (!fits(subject) || !isSubject(subject)) return invalid('subject', subject);
  const odd = Object.entries(claims).find(
    ([name, value]) => !fits(name) || value.length > IDENTITY_TEXT_CHARS_MAX,
  );
  if (odd !== undefined || Object.keys(claims).length > IDENTITY_CLAIMS_MAX)
    return invalid('claim', odd?.[0] ?? '');
  const ca = issuerCa === undefined ? undefined : readCaCertificates(issuerCa);
  if (issuerCa !== undefined && ca === undefined) return invalid('ca', '--issuer-ca');
  return ok({
    kind: 'token',
    value: subject,
    issuer,
    audience,
    claims,
    issuerCa: ca?.join('') ?? null,
    networks,
  });
}

/** `dns:` and the name in lower-case A-labels, or `uri:` and the URI as it is. A wildcard is the name of nobody. */
function readSan(typed: string): string | undefined {
  if (!fits(typed)) return undefined;
  if (URI.test(typed)) return `uri:${typed}`;
  const name = typed.includes('*') ? undefined : readHostName(typed);
  return name?.ok === true ? `dns:${name.value.name}` : undefined;
}

/** RFC 3986 section 3, in the characters that a URI has. */
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$/;

function fits(text: string): boolean {
  return text !== '' && text.length <= IDENTITY_TEXT_CHARS_MAX;
}

function invalid(reason: IdentityProblem, value: string): Extract<Result<never>, { ok: false }> {
  return fail(fault('clientIdentityInvalid', { reason, value: value.slice(0, 260) }));
}
