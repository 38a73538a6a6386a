import type { AttemptEvidence, Evidence, RetryRule } from '../../core/index.ts';
import { attemptOver, invalid, type Step } from '../rules.ts';
import { candidatesAt } from '../seen.ts';

/** What one tls-alpn-01 validation is about: `tls://<name or address>:<port>`. */
export type TlsAlpnSubject = { readonly url: string; readonly host: string };

/**
 * What to do next for tls-alpn-01 under a retry rule, given everything seen so far; as `next` for http-01, but there are no
 * redirects, and the rules differ in one thing only:
 * - `documented`: one attempt, over IPv6 where there is an address (retries belong to http-01);
 * - `boulder` and `per-hop`: after any failure of the connection or the handshake over IPv6, IPv4 (Boulder's code). Where
 *   a handshake was completed and showed a certificate, its judgement is final, as in Boulder.
 * The failure over IPv6 stays in the verdict as `earlier` (Boulder forgets it).
 */
export function nextTlsAlpn(rule: RetryRule, subject: TlsAlpnSubject, evidence: readonly Evidence[]): Step {
  const place = { ...subject, hop: 0 };
  const found = candidatesAt(evidence, place);
  if (found.missing.length > 0)
    return { do: 'lookup', hop: place.hop, name: place.host, types: found.missing };
  const tried = attemptOver(6, place, found, evidence) ?? attemptOver(4, place, found, evidence);
  if (tried === undefined) {
    const { lookups, refused } = found;
    return invalid({ kind: 'no-address', url: place.url, lookups, refused });
  }
  if ('do' in tried) return tried;
  const second = isRetried(rule, tried) ? attemptOver(4, place, found, evidence) : undefined;
  if (second === undefined) return conclude(tried, undefined);
  return 'do' in second ? second : conclude(second, tried);
}

function isRetried(rule: RetryRule, attempt: AttemptEvidence): boolean {
  if (rule === 'documented' || attempt.family !== 6 || attempt.outcome === 'cancelled') return false;
  const { tlsAlpn } = attempt;
  return tlsAlpn === undefined || tlsAlpn.certificate === 'absent' || tlsAlpn.protocol === 'other';
}

function conclude(attempt: AttemptEvidence, earlier: AttemptEvidence | undefined): Step {
  if (attempt.outcome !== 'response') return invalid({ kind: 'attempt', attempt, earlier });
  const proven = attempt.tlsAlpn?.protocol === 'agreed' && attempt.tlsAlpn.certificate === 'match';
  return proven ? { do: 'verdict', verdict: { valid: true } } : invalid({ kind: 'answer', attempt, earlier });
}
