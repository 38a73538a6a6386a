import type { Fault, LookupEvidence } from '../core/index.ts';
import { fault } from '../core/index.ts';
import { allRules, type Finding, type Job } from './challenge.ts';
import { dnssecFault } from './dnssec-fault.ts';
import { unlessStopped } from './engine.ts';
import { lookupReason } from './lookup-reason.ts';
import { stoppedFault } from './stopped.ts';

/**
 * Looks up the TXT records at one name and asks of each whether it is the proof; one is enough. A record is the concatenation
 * of its strings, one character for each byte. Nothing of the records is repeated.
 */
export async function txtChallenge(
  { request, settings, deadlineMs, signal }: Job,
  name: string,
  proves: (text: string) => boolean,
): Promise<Finding> {
  const resolver = settings.resolverFor(request.identifier, request.type);
  const answer = await unlessStopped(resolver.lookup({ name, type: 'TXT', hop: 0, deadlineMs }), signal);
  if (answer === undefined) {
    const refusal = stoppedFault(request.identifier.value);
    return { refusal, judgements: allRules('not-measured'), evidence: [] };
  }
  const matched = answer.texts.some((text) => proves(Buffer.from(text).toString('latin1')));
  const evidence = { ...answer.evidence, records: answer.texts.length, matched };
  const refusal = evidence.outcome === 'answer' && matched ? undefined : txtFault(name, evidence);
  return {
    refusal,
    judgements: allRules(refusal === undefined ? 'valid' : 'invalid'),
    evidence: [evidence],
  };
}

function txtFault(name: string, evidence: LookupEvidence & { readonly records: number }): Fault {
  const { outcome, records } = evidence;
  if (outcome === 'nxdomain') return fault('validationTxtName', { name });
  if (outcome === 'nodata' || (outcome === 'answer' && records === 0))
    return fault('validationTxtMissing', { name });
  if (outcome === 'answer') return fault('validationTxtWrong', { name, records });
  return dnssecFault([evidence]) ?? fault('validationTxtLookup', { name, reason: lookupReason(evidence) });
}
