import type { CaaEvidence, Evidence, Fault, LookupEvidence } from '../../core/index.ts';
import { fault } from '../../core/index.ts';
import type { Lookup, Resolver } from '../../net/index.ts';
import type { Job } from '../challenges/challenge.ts';
import { unlessStopped } from '../engine.ts';
import { CAA_NODES_AT_ONCE } from './limits.ts';
import { dnssecFault } from '../dnssec-fault.ts';
import { lookupReason } from '../lookup-reason.ts';
import { stoppedFault } from '../stopped.ts';
import { type CaaNode, namesToAsk, type RelevantSet, relevantSet } from './climb.ts';
import { type CaaRecord, type CaaRuling, decideCaa } from './decide.ts';
import { caaRecordText } from './record-text.ts';

/**
 * RFC 8659 and 8657: asks for the CAA records of the name and of all its ancestors at once, and says which record at which name
 * forbids or allows. In mode `advisory` the same is recorded and nothing refused. The evidence: the lookups, leaf first, then
 * what they mean. Ends by the job's deadline.
 */
export async function checkCaa(
  job: Job,
): Promise<{ readonly refusal: Fault | undefined; readonly evidence: readonly Evidence[] }> {
  const { request, settings } = job;
  const nodes = await climb(job, settings.resolverFor(request.identifier, 'caa'));
  if (nodes === undefined) return { refusal: stoppedFault(request.identifier.value), evidence: [] };
  const relevant = relevantSet(nodes);
  const ruling = relevant.kind === 'set' ? rule(job, relevant.records) : undefined;
  const evidence = caaEvidence(job, relevant, ruling);
  const refusal = request.caa.mode === 'enforce' ? refusalOf(job, relevant, evidence) : undefined;
  return { refusal, evidence: [...nodes.map(({ lookup }) => lookup), evidence] };
}

/** Asks upwards, many nodes at a time, until a set or a failure decides; undefined where the server stops meanwhile. */
async function climb(job: Job, resolver: Resolver): Promise<readonly CaaNode[] | undefined> {
  const { request, settings, limits, deadlineMs, signal } = job;
  const nodes: CaaNode[] = [];
  const names = namesToAsk(request.identifier.value);
  for (let next = 0; next < names.length; next += CAA_NODES_AT_ONCE) {
    const until = Math.min(deadlineMs, settings.clock.monotonic() + limits.lookupMs);
    const asked = await Promise.all(
      names
        .slice(next, next + CAA_NODES_AT_ONCE)
        .map((name) =>
          unlessStopped(resolver.lookup({ name, type: 'CAA', hop: 0, deadlineMs: until }), signal),
        ),
    );
    for (const answer of asked) {
      if (answer === undefined) return undefined;
      nodes.push({ lookup: answer.evidence, records: recordsOf(answer) });
    }
    if (relevantSet(nodes).kind !== 'none') break;
  }
  return nodes;
}

function recordsOf({ records }: Lookup): CaaRecord[] {
  return records.flatMap(({ data }) =>
    data.kind === 'CAA'
      ? [{ flags: data.flags, tag: data.tag, value: Buffer.from(data.value).toString('latin1') }]
      : [],
  );
}

function rule({ request }: Job, records: readonly CaaRecord[]): CaaRuling {
  const { wildcard, type, subscriber, caa } = request;
  const { accountUrls } = subscriber;
  const method = caa.methodUnknown === true ? undefined : type;
  return decideCaa(records, { wildcard, method, accountUrls, issuers: caa.issuers });
}

function caaEvidence(
  { request, settings }: Job,
  relevant: RelevantSet,
  ruling: CaaRuling | undefined,
): CaaEvidence {
  const { identifier, wildcard, caa } = request;
  const common = {
    kind: 'caa',
    at: settings.clock.now(),
    name: wildcard ? `*.${identifier.value}` : identifier.value,
    mode: caa.mode,
  } as const;
  if (relevant.kind === 'none') return { ...common, decision: 'absent' };
  if (relevant.kind === 'failed') {
    const { name, outcome } = relevant.lookup;
    return { ...common, decision: 'lookup-failed', found: name, reason: outcome };
  }
  return {
    ...common,
    found: relevant.name,
    decision: ruling?.decision ?? 'allowed',
    ...(ruling?.record && { record: caaRecordText(ruling.record) }),
    ...(ruling?.decision === 'forbidden' && { reason: ruling.reason }),
  };
}

function refusalOf({ request }: Job, relevant: RelevantSet, evidence: CaaEvidence): Fault | undefined {
  const { name, found = '', record = '', reason = '' } = evidence;
  if (relevant.kind === 'failed') return lookupFault(name, relevant.lookup);
  if (evidence.decision !== 'forbidden') return undefined;
  const [issuer = ''] = request.caa.issuers;
  return fault('validationCaaForbids', { name, found, record, reason, issuer });
}

function lookupFault(name: string, lookup: LookupEvidence): Fault {
  const unread = { name, failed: lookup.name, reason: lookupReason(lookup) };
  return dnssecFault([lookup]) ?? fault('validationCaaLookup', unread);
}
