import { createHash } from 'node:crypto';
import type { Evidence, Fault, StopSignal } from '../core/index.ts';
import { fault } from '../core/index.ts';
import type { Resolver } from '../net/index.ts';
import { unlessStopped } from './engine.ts';
import { lookupReason } from './http01.ts';
import type { ValidationRequest } from './types.ts';

/**
 * RFC 8555 section 8.4: a TXT record at `_acme-challenge.<name>` holds the base64url SHA-256 of the key authorization. Any
 * record may match; others may be there (base name and wildcard share one place). Nothing of the records is repeated.
 */
export async function dns01(
  request: ValidationRequest,
  resolver: Resolver,
  { deadlineMs, signal }: { readonly deadlineMs: number; readonly signal: StopSignal },
): Promise<{ readonly fault: Fault | undefined; readonly evidence: readonly Evidence[] }> {
  const name = `_acme-challenge.${request.identifier.value}`;
  const answer = await unlessStopped(resolver.lookup({ name, type: 'TXT', hop: 0, deadlineMs }), signal);
  if (answer === undefined) {
    return { fault: fault('validationStopped', { name: request.identifier.value }), evidence: [] };
  }
  const digest = dns01Digest(request.keyAuthorization);
  const matched = answer.texts.some((text) => Buffer.from(text).toString('latin1') === digest);
  const evidence = { ...answer.evidence, records: answer.texts.length, matched };
  const { outcome } = evidence;
  const reason = () => {
    if (outcome === 'nxdomain') return fault('validationTxtName', { name });
    if (outcome === 'nodata' || (outcome === 'answer' && evidence.records === 0))
      return fault('validationTxtMissing', { name });
    if (outcome === 'answer') return fault('validationTxtWrong', { name, records: evidence.records });
    return fault('validationTxtLookup', { name, reason: lookupReason(evidence) });
  };
  return { fault: outcome === 'answer' && matched ? undefined : reason(), evidence: [evidence] };
}

/** The value of the TXT record (RFC 8555 section 8.4). */
export function dns01Digest(keyAuthorization: string): string {
  return createHash('sha256').update(keyAuthorization).digest('base64url');
}
