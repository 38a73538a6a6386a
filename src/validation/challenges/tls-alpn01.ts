import type { AttemptEvidence, Identifier, TlsAlpnEvidence } from '../../core/index.ts';
import { type AddressPolicy, type FetchLimits, parseAddress, reverseName } from '../../net/index.ts';
import type { Challenge, Job } from './challenge.ts';
import { digestOf } from './dns01.ts';
import { findByRule } from '../finding.ts';
import { type AttemptStep, hostOf } from '../rules.ts';
import { judgeByDigest } from './tls-alpn01-certificate.ts';
import { nextTlsAlpn, type TlsAlpnSubject } from './tls-alpn01-rules.ts';
import { urlHost } from './url-host.ts';

/**
 * RFC 8737, and RFC 8738 for addresses: a TLS server that speaks `acme-tls/1` shows a self-signed certificate with the digest
 * of the key authorization. Over IPv6 first; over IPv4 where the retry rule says so.
 */
export const tlsAlpn01: Challenge = (job) => {
  const { request, settings } = job;
  const subject = tlsAlpnSubject(request.identifier, settings.tlsAlpn01Port ?? 443);
  const policy = settings.policyFor(request.directory);
  return findByRule(job, {
    next: (rule, evidence) => nextTlsAlpn(rule, subject, evidence),
    look: (step, limits) => look(step, limits, policy, job),
    resolver: settings.resolverFor(request.identifier, 'tls-alpn-01'),
  });
};

/** What evidence of one tls-alpn-01 validation is about; the port is always written. */
export function tlsAlpnSubject(identifier: Identifier, port: number): TlsAlpnSubject {
  const url = `tls://${urlHost(identifier)}:${port}`;
  return { url, host: hostOf(url) };
}

const PROTOCOL = 'acme-tls/1';

/** One handshake, and what was shown in it; the certificate goes no further than here. */
async function look(
  { url, hop, address }: AttemptStep,
  limits: FetchLimits,
  policy: AddressPolicy,
  { request, settings, signal }: Job,
): Promise<AttemptEvidence> {
  const { identifier } = request;
  const { evidence, protocol, certificate } = await settings.tlsProber.probe({
    url,
    hop,
    address,
    serverName: serverNameOf(identifier),
    protocol: PROTOCOL,
    limits,
    policy,
    signal,
  });
  if (evidence.outcome !== 'response') return evidence;
  const judged = (): TlsAlpnEvidence['certificate'] => {
    if (certificate === undefined) return 'absent';
    if (protocol !== 'agreed') return 'not-read';
    return judgeByDigest(certificate, identifier, Buffer.from(digestOf(request), 'base64url'));
  };
  return { ...evidence, tlsAlpn: { protocol, certificate: judged() } };
}

/** RFC 8738 section 6: SNI takes names only, so an address is asked for by its name in the reverse tree. */
function serverNameOf({ type, value }: Identifier): string {
  const address = type === 'ip' ? parseAddress(value) : undefined;
  return address === undefined ? value : reverseName(address);
}
