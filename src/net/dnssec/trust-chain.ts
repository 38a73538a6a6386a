import type { Clock } from '../../core/index.ts';
import { RCODE, TYPE, nameEquals, nameIsUnder, nameKey } from '../../wire/dns/index.ts';
import type { Dnskey, Ds, Message, Name } from '../../wire/dns/index.ts';
import type { SignedResolver } from '../resolver/index.ts';
import { readAlias } from './alias.ts';
import { anchorsFor } from './anchors.ts';
import type { Anchors } from './anchors.ts';
import { gatherProofs, judgeNoDs, statusOf } from './denial.ts';
import { recordSet } from './record-set.ts';
import { checkSet } from './signature.ts';
import type { DnssecReason, Failing, Work, ZoneKeys } from './types.ts';
import { spend } from './work.ts';
import { trustKeys, usableSigners } from './zone-keys.ts';

/** The keys of the zone that holds a name, or why there are none to be trusted. */
export type ZoneStatus = { readonly status: 'secure'; readonly keys: ZoneKeys } | Failing;

/** What all steps of one lookup's validation share. */
export type Task = {
  /** Monotonic milliseconds. */
  readonly deadlineMs: number;
  /** Seconds since 1970: one time for all signatures. */
  readonly now: number;
  readonly work: Work;
  /** Checks that were left when it last stood aside (`rest.ts`). */
  restedAt: number;
  /** Questions sent for the chain. */
  tries: number;
};

/** Zones proven for one validation session. Never kept longer. */
export type TrustChain = {
  at(name: Name, task: Task): Promise<ZoneStatus>;
  /** Is the signer below the anchor that counts for the owner? What is above it may know another zone of that name. */
  mayVouch(signer: Name, owner: Name): boolean;
};

/**
 * Walks from the trust anchor down to a name, label by label: at each its DS set is asked for, and either leads to the keys of
 * the child zone, or is proven absent (RFC 4035 section 5.2). So it needs nobody's word on where zones begin.
 */
export function createTrustChain(source: SignedResolver, anchors: Anchors, clock: Clock): TrustChain {
  const known = new Map<string, Promise<ZoneStatus>>();
  const links: Links = { source, anchors, at };
  async function at(name: Name, task: Task): Promise<ZoneStatus> {
    const key = nameKey(name);
    const under = known.get(key);
    if (under !== undefined) {
      const status = await under;
      // another lookup's deadline or budget ended, not ours
      if (status.status !== 'indeterminate' || clock.monotonic() >= task.deadlineMs) return status;
    }
    const status = findZone(links, name, task);
    known.set(key, status);
    const found = await status;
    if (found.status === 'indeterminate' && known.get(key) === status) known.delete(key);
    return found;
  }
  const mayVouch = (signer: Name, owner: Name): boolean => {
    const [anchor] = anchorsFor(anchors, owner);
    return anchor !== undefined && nameIsUnder(signer, anchor.zone);
  };
  return { at, mayVouch };
}

type Links = { readonly source: SignedResolver; readonly anchors: Anchors; readonly at: TrustChain['at'] };

async function findZone(links: Links, name: Name, task: Task): Promise<ZoneStatus> {
  const anchors = anchorsFor(links.anchors, name);
  const [anchor] = anchors;
  if (anchor === undefined)
    return { status: 'insecure', reason: 'no-trust-anchor', owner: name, type: TYPE.DNSKEY };
  if (nameEquals(anchor.zone, name)) {
    return findKeys(links, name, usableSigners(anchors.map(({ data }) => data)), task);
  }
  const parent = await links.at(name.slice(1), task);
  return parent.status === 'secure' ? findChild(links, parent, name, task) : parent;
}

/** One step down, from a zone whose keys are known to a name one label below. */
async function findChild(
  links: Links,
  parent: ZoneStatus & { status: 'secure' },
  child: Name,
  task: Task,
): Promise<ZoneStatus> {
  const { now, work } = task;
  const broken = (reason: DnssecReason, type: number = TYPE.DS): Failing => ({
    status: statusOf(work),
    reason,
    owner: child,
    type,
  });
  const message = await fetchSet(links, child, TYPE.DS, task);
  if (message === undefined) return { ...broken('no-answer'), status: 'indeterminate' };
  const set = recordSet(message.answers, child, TYPE.DS);
  if (set.records.length > 0) {
    const check = checkSet(set, parent.keys, now, work);
    if (!check.ok) return broken(check.reason);
    if (check.expanded) return broken('signature-wrong');
    const all = set.records.flatMap(({ data }) => (data.kind === 'DS' ? [data] : []));
    const usable = usableSigners(all);
    if (usable.length === 0) return { ...broken('unsupported-algorithm'), status: 'insecure' };
    return findKeys(links, child, usable, task);
  }
  const alias = readAlias(message.answers, child);
  if (alias !== undefined) {
    // a name with a CNAME is no zone's apex
    const check = checkSet(alias.set, parent.keys, now, work);
    if (!check.ok) return broken(check.reason, alias.set.type);
    return alias.wrong ? broken('alias-wrong', TYPE.CNAME) : parent;
  }
  const gathered = gatherProofs(message, { owner: child, type: TYPE.DS }, parent.keys, now, work);
  if (gathered.proofs === undefined) return gathered.failing;
  const judged = judgeNoDs(gathered.proofs, child, work);
  return judged === 'no-cut' ? parent : judged;
}

async function findKeys(
  links: Links,
  zone: Name,
  signers: readonly (Ds | Dnskey)[],
  task: Task,
): Promise<ZoneStatus> {
  const link = { owner: zone, type: TYPE.DNSKEY };
  if (signers.length === 0) return { status: 'insecure', reason: 'unsupported-algorithm', ...link };
  const message = await fetchSet(links, zone, TYPE.DNSKEY, task);
  if (message === undefined) return { status: 'indeterminate', reason: 'no-answer', ...link };
  const set = recordSet(message.answers, zone, TYPE.DNSKEY);
  const trusted = trustKeys(set, signers, task.now, task.work);
  if (trusted.ok) return { status: 'secure', keys: trusted.keys };
  return { status: statusOf(task.work), reason: trusted.reason, ...link };
}

/** The message that answers for the set; undefined where nobody gives one, or the budget ends. */
async function fetchSet(links: Links, name: Name, type: number, task: Task): Promise<Message | undefined> {
  if (!spend(task.work, 'fetches')) return undefined;
  const lookup = await links.source.fetch(name, type, task.deadlineMs);
  task.tries += lookup.evidence.tries;
  const [first] = lookup.replies;
  const usable = first?.message.rcode === RCODE.NOERROR || first?.message.rcode === RCODE.NXDOMAIN;
  return usable ? first?.message : undefined;
}
