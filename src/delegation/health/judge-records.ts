import { type Fault, fault } from '../../core/index.ts';
import { cnameRecord } from '../names/index.ts';
import type { HealthEvidence, HeldEvidence, ServerAnswer, ServerEvidence } from './types.ts';

/** Findings about what is published at the challenge's name, and about what our servers answer where it leads. */
export function judgeRecords(evidence: HealthEvidence): Fault[] {
  const { customer, ours, wanted } = evidence;
  const { challenge, target } = wanted.delegation;
  const { owner, type, value } = cnameRecord(wanted.delegation);
  const record = `${owner} IN ${type} ${value}`;
  const seen = customer.servers.flatMap((server) =>
    server.answers.flatMap((answer) => published(server, answer)),
  );
  const missing = seen.filter(({ found }) => found === undefined);
  const wrong = seen.filter(({ found, answer }) => found !== undefined && !isRight(answer, evidence));
  const absent = ours.servers.filter(({ answers }) =>
    answers.some((answer) => answer.question === 'values' && answer.outcome === 'nxdomain'),
  );
  const findings: Fault[] = [];
  if (missing.length > 0)
    findings.push(fault('delegationRecordMissing', { challenge, record, servers: namesOf(missing) }));
  if (wrong.length > 0) {
    const found = [...new Set(wrong.map((one) => one.found ?? ''))].join(', ');
    findings.push(fault('delegationRecordWrong', { challenge, found, record, servers: namesOf(wrong) }));
  }
  if (new Set(seen.map(({ found }) => found)).size > 1)
    findings.push(fault('nameServersDisagree', { zone: customer.zone ?? '', challenge }));
  const synthesised = customer.servers.filter(isSynthesised);
  if (synthesised.length > 0) findings.push(fault('delegationRecordSynthesised', { challenge, record }));
  const beside = customer.servers.filter(({ answers }) =>
    answers.some(({ question, outcome }) => question === 'texts' && outcome === 'answer'),
  );
  if (beside.length > 0)
    findings.push(fault('delegationTextsBeside', { challenge, servers: serverNames(beside) }));
  if (absent.length > 0)
    findings.push(fault('delegationTargetAbsent', { target, servers: serverNames(absent) }));
  return findings;
}

/** Findings about what is published where a provider writes values: a CNAME, or a zone of its own, leaves them no place. */
export function judgeHeldRecords({ held, customer }: HeldEvidence): Fault[] {
  const { challenge, zone } = held;
  // a wildcard has no say at a name that has a record of its own, as this one has with its first value
  const seen = customer.servers
    .filter((server) => !isSynthesised(server))
    .flatMap((server) => server.answers.flatMap((answer) => published(server, answer)))
    .filter((one) => one.found !== undefined);
  const findings: Fault[] = [];
  if (customer.zone !== undefined && customer.zone !== zone)
    findings.push(fault('heldZoneElsewhere', { challenge, zone, found: customer.zone }));
  if (seen.length > 0) {
    const found = [...new Set(seen.map((one) => one.found ?? ''))].join(', ');
    findings.push(fault('heldRecordThere', { challenge, found, servers: namesOf(seen) }));
  }
  return findings;
}

type Published = {
  readonly server: ServerEvidence;
  readonly answer: ServerAnswer;
  /** In words of a zone file; undefined where nothing is published. */
  readonly found: string | undefined;
};

/** Only what a server of the zone says with authority. */
function published(server: ServerEvidence, answer: ServerAnswer): Published[] {
  if (answer.question !== 'record') return [];
  const { outcome, target, nameServers } = answer;
  if (target !== undefined) return [{ server, answer, found: `CNAME ${target}.` }];
  if (nameServers !== undefined)
    return [{ server, answer, found: nameServers.map((name) => `NS ${name}.`).join(', ') }];
  return outcome === 'nodata' || outcome === 'nxdomain' ? [{ server, answer, found: undefined }] : [];
}

function isRight({ target, nameServers }: ServerAnswer, { wanted, resolution }: HealthEvidence): boolean {
  if (nameServers !== undefined) {
    const ours = new Set(wanted.nameServers);
    return ours.size > 0 && nameServers.length === ours.size && nameServers.every((name) => ours.has(name));
  }
  // a CNAME to a CNAME to ours is one way more, and no wrong one
  return (
    target === wanted.delegation.target ||
    (resolution.chain?.[0] === target && (resolution.chain ?? []).includes(wanted.delegation.target))
  );
}

/** A name that nobody has published has the same CNAME: both come from a wildcard. */
function isSynthesised({ answers }: ServerEvidence): boolean {
  const targets = answers.flatMap(({ question, target }) =>
    question === 'record' && target !== undefined ? [target] : [],
  );
  return answers.some(
    ({ question, target }) => question === 'sibling' && target !== undefined && targets.includes(target),
  );
}

function namesOf(seen: readonly Published[]): string {
  return serverNames(seen.map(({ server }) => server));
}

export function serverNames(servers: readonly ServerEvidence[]): string {
  return [...new Set(servers.map(({ host, address }) => `${host} (${address})`))].join(', ');
}
