import { CLASS, RCODE, TYPE, nameEquals, nameIsUnder } from '../../wire/dns/index.ts';
import type { Message, Name, ResourceRecord } from '../../wire/dns/index.ts';
import type { Reply } from '../resolver/index.ts';
import { readAlias } from './alias.ts';
import { gatherProofs, judgeDenial, statusOf } from './denial.ts';
import { ALIASES_MAX } from './limits.ts';
import { recordSet, signersOf } from './record-set.ts';
import { restIfBusy } from './rest.ts';
import { checkSet } from './signature.ts';
import type { Task, TrustChain, ZoneStatus } from './trust-chain.ts';
import type { DnssecReason, Failing, RecordSet, Verdict } from './types.ts';

export type Asked = {
  readonly name: Name;
  readonly type: number;
  /** Names that somebody else answers for: the chain of CNAMEs is followed no further than to one of them. */
  readonly elsewhere: (name: Name) => boolean;
};

/** How far the answer is to be trusted, and the records at its end that the verdict is about; none where it ends elsewhere. */
export type Validated = {
  readonly verdict: Verdict;
  readonly records: readonly ResourceRecord[] | undefined;
};

/**
 * Validates the messages that answered one lookup (RFC 4035 section 5): every CNAME on the way, then the records or their denial.
 * The worst link decides, and the first bogus one ends it.
 */
export async function validateReplies(
  asked: Asked,
  replies: readonly Reply[],
  chain: TrustChain,
  task: Task,
): Promise<Validated> {
  let verdict: Verdict = { status: 'secure' };
  let current = asked.name;
  let aliases = 0;
  const add = (link: Verdict) => {
    verdict = worse(verdict, link);
    return verdict.status === 'bogus' || verdict.status === 'indeterminate';
  };
  for (const [index, { message, zone }] of replies.entries()) {
    const answers = message.answers.filter((one) => one.class === CLASS.IN && nameIsUnder(one.name, zone));
    for (;;) {
      const rest = restIfBusy(task);
      if (rest !== undefined) await rest;
      if (asked.elsewhere(current)) return { verdict, records: undefined };
      const set = recordSet(answers, current, asked.type);
      if (set.records.length > 0) {
        add(await judgeSet(set, message, chain, task));
        return { verdict, records: set.records };
      }
      const alias = readAlias(answers, current);
      if (alias === undefined) break;
      if (add(await judgeSet(alias.set, message, chain, task))) return { verdict, records: [] };
      if (alias.wrong && verdict.status === 'secure') {
        return { verdict: failing(task, 'alias-wrong', current, TYPE.CNAME), records: [] };
      }
      current = alias.target;
      if (++aliases > ALIASES_MAX) return { verdict: tooMany(current, asked.type), records: [] };
    }
    const next = replies[index + 1];
    if (next !== undefined && nameEquals(next.name, current)) continue;
    add(await judgeAbsence(message, current, asked.type, chain, task));
    return { verdict, records: [] };
  }
  return { verdict: failing(task, 'answer-differs', current, asked.type), records: [] };
}

/** A record set that is there. */
async function judgeSet(set: RecordSet, message: Message, chain: TrustChain, task: Task): Promise<Verdict> {
  const signer = set.signatures.find((signature) => nameIsUnder(set.owner, signature.signer))?.signer;
  const zone = await zoneFor(set.owner, signer, chain, task);
  if (zone.status !== 'secure') return zone;
  const { owner, type } = set;
  if (signer === undefined) {
    return failing(task, set.signatures.length > 0 ? 'other-signer' : 'signature-missing', owner, type);
  }
  if (!nameEquals(zone.keys.zone, signer)) return failing(task, 'other-signer', owner, type);
  const check = checkSet(set, zone.keys, task.now, task.work);
  if (!check.ok) return failing(task, check.reason, owner, type);
  if (!check.expanded) return { status: 'secure' };
  // RFC 4035 section 5.3.4, RFC 5155 section 8.8
  const gathered = gatherProofs(message, set, zone.keys, task.now, task.work);
  if (gathered.proofs === undefined) {
    const { failing: why } = gathered;
    return why.reason === 'denial-missing' ? { ...why, reason: 'wildcard-unproved' } : why;
  }
  const { proved, optOut } = gathered.proofs.noneCloser(owner, check.labels);
  if (!proved) return failing(task, 'wildcard-unproved', owner, type);
  return optOut ? { status: 'insecure', reason: 'opt-out', owner, type } : { status: 'secure' };
}

/** A name or a record set that is said not to be there. */
async function judgeAbsence(
  message: Message,
  owner: Name,
  type: number,
  chain: TrustChain,
  task: Task,
): Promise<Verdict> {
  const signers = [
    ...signersOf(message.authorities, [TYPE.NSEC, TYPE.NSEC3]),
    ...signersOf(message.authorities, [TYPE.SOA]),
  ];
  const signer = signers.find((one) => nameIsUnder(owner, one));
  const zone = await zoneFor(owner, signer, chain, task);
  if (zone.status !== 'secure') return zone;
  if (signer === undefined) {
    return failing(task, signers.length > 0 ? 'other-signer' : 'denial-missing', owner, type);
  }
  if (!nameEquals(zone.keys.zone, signer)) return failing(task, 'other-signer', owner, type);
  const gathered = gatherProofs(message, { owner, type }, zone.keys, task.now, task.work);
  if (gathered.proofs === undefined) return gathered.failing;
  const kind = message.rcode === RCODE.NXDOMAIN ? 'nxdomain' : 'nodata';
  return judgeDenial(gathered.proofs, { owner, type }, kind, task.work);
}

/**
 * The zone that should have signed: the one that the signatures name, which saves looking for cuts below it; otherwise the one
 * that holds the name, which is then proven unsigned or the answer is bogus.
 */
function zoneFor(owner: Name, signer: Name | undefined, chain: TrustChain, task: Task): Promise<ZoneStatus> {
  return chain.at(signer !== undefined && chain.mayVouch(signer, owner) ? signer : owner, task);
}

function failing(task: Task, reason: DnssecReason, owner: Name, type: number): Failing {
  const status = statusOf(task.work);
  return { status, reason: status === 'indeterminate' ? 'too-much-work' : reason, owner, type };
}

function tooMany(owner: Name, type: number): Failing {
  return { status: 'indeterminate', reason: 'too-much-work', owner, type };
}

const RANK = { secure: 0, insecure: 1, indeterminate: 2, bogus: 3 } as const;

/** The first of two verdicts, unless the second is worse. */
function worse(a: Verdict, b: Verdict): Verdict {
  return RANK[b.status] > RANK[a.status] ? b : a;
}
