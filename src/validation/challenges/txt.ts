import type { Fault, LookupEvidence } from '../../core/index.ts';
import { fault } from '../../core/index.ts';
import { allRules, type Finding, type Job } from './challenge.ts';
import { dnssecFault } from '../dnssec-fault.ts';
import { unlessStopped } from '../engine.ts';
import { lookupReason } from '../lookup-reason.ts';
import { stoppedFault } from '../stopped.ts';

/** Looks up the TXT records at one name and asks of each whether it is the proof; one is enough. */
export function txtChallenge(job: Job, name: string, proves: (text: string) => boolean): Promise<Finding> {
  return txtFinding(job, name, (texts) =>
    texts.some(proves) ? {} : { refusal: fault('validationTxtWrong', { name, records: texts.length }) },
  );
}

/** What the records say: a refusal, or none, and then perhaps until when. */
export type TxtRuling = { readonly refusal?: Fault; readonly until?: number };

/**
 * Looks up the TXT records at one name, and judges them where there are any. A record is the concatenation of its strings, one
 * character for each byte. Nothing of the records is repeated.
 */
export async function txtFinding(
  { request, settings, deadlineMs, signal }: Job,
  name: string,
  judge: (texts: readonly string[]) => TxtRuling,
): Promise<Finding> {
  const resolver = settings.resolverFor(request.identifier, request.type);
  const answer = await unlessStopped(resolver.lookup({ name, type: 'TXT', hop: 0, deadlineMs }), signal);
  if (answer === undefined) {
    const refusal = stoppedFault(request.identifier.value);
    return { refusal, judgements: allRules('not-measured'), evidence: [] };
  }
  const texts = answer.texts.map((text) => Buffer.from(text).toString('latin1'));
  const missing = noTexts(name, answer.evidence, texts.length);
  const { refusal, until } = missing === undefined ? judge(texts) : { refusal: missing };
  const matched = refusal === undefined;
  return {
    refusal,
    judgements: allRules(matched ? 'valid' : 'invalid'),
    evidence: [{ ...answer.evidence, records: texts.length, matched }],
    ...(until !== undefined && { until }),
  };
}

/** Why there is nothing to judge; undefined where there is. */
function noTexts(name: string, evidence: LookupEvidence, records: number): Fault | undefined {
  const { outcome } = evidence;
  if (outcome === 'nxdomain') return fault('validationTxtName', { name });
  if (outcome === 'nodata' || (outcome === 'answer' && records === 0))
    return fault('validationTxtMissing', { name });
  if (outcome === 'answer') return undefined;
  return dnssecFault([evidence]) ?? fault('validationTxtLookup', { name, reason: lookupReason(evidence) });
}
