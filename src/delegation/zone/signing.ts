import {
  decodeMessage,
  type RequestView,
  type ResourceRecord,
  TYPE,
  type WireName,
} from '../../wire/dns/index.ts';
import { KEY_TYPES } from './compile.ts';
import { createBitmaps, nsecBytes, nsecRecord } from './denial.ts';
import { DENIALS_KEPT, SIGNATURES_KEPT } from './limits.ts';
import { makeSignature } from './make-signature.ts';
import { NONE } from './name-tree.ts';
import { ASKED_NAME, insertRecord, type Reply, truncate, writeCounts } from './reply.ts';
import { wireName } from './record-set.ts';
import type { PlannedSet, SignPlan } from './sign-plan.ts';
import { createSignatureCache, type Signature } from './signature-cache.ts';
import type { Turns } from './turns.ts';
import type { Zone, ZoneSet } from './zone-set.ts';

/** What became of an answer that is to be signed: it has no next name, which nobody can ask for in earnest; or its turn is to come. */
type Signed = 'signed' | 'impossible' | 'later';

/** Signs answers as they go out (RFC 4035 section 3.1), with what is kept of earlier ones. */
export type Signing = {
  /** Adds to the reply what `plan` says; 'later' leaves it as it was. `now` in seconds since 1970. */
  sign(plan: SignPlan, request: RequestView, reply: Reply, now: number): Signed;
};

export function createSigning(parts: {
  readonly zones: ZoneSet;
  readonly turns: Turns;
  /** 0 to below 1: the jitter of signatures. */
  readonly chance: () => number;
}): Signing {
  const { zones, turns, chance } = parts;
  const bitmaps = createBitmaps(zones);
  const kept = createSignatureCache(SIGNATURES_KEPT);
  const denials = createSignatureCache(DENIALS_KEPT);
  const apexKeys = new WeakMap<Zone, string>();
  /** Those of the answer that is being signed: of its sets, then SOA's. */
  const found: Signature[] = [];
  return { sign };

  function sign(plan: SignPlan, request: RequestView, reply: Reply, now: number): Signed {
    const { zone, name } = plan;
    if (zone === undefined || name === undefined) return 'signed';
    const hasProof = plan.denies || plan.explicit !== 0;
    let proof: Signature | undefined;
    if (hasProof) {
      const made = proofOf(plan, zone, name, now);
      if (typeof made === 'string') return made;
      proof = made;
    }
    if (!gather(plan, zone, request, reply, now)) return 'later';
    write(plan, reply, proof);
    return 'signed';
  }

  /** Fills `found`. False: there is one to be made, and not in this turn. */
  function gather(plan: SignPlan, zone: Zone, request: RequestView, reply: Reply, now: number): boolean {
    const sets = plan.count;
    let records: ReturnType<typeof decodeMessage> | undefined;
    const all = plan.denies ? sets + 1 : sets;
    for (let i = 0; i < all; i++) {
      const set = i < sets ? plan.sets[i] : undefined;
      const key = set?.name === undefined ? apexKey(zone) : keyOf(set.name, set.type);
      const source = set === undefined ? zone.compiled.soa : set.source;
      const source2 = set === undefined ? zone.serial : set.source2;
      let signature = kept.find(key, zone, source, source2, now);
      if (signature === undefined) {
        if (records === undefined && !turns.left()) return false;
        records ??= recordsOf(request, reply);
        const own = set === undefined ? records.authorities.slice(0, 1) : recordsIn(records.answers, set);
        signature = make(zone, own, source, source2, undefined, now, set?.type);
        kept.keep(key, signature);
      }
      found[i] = signature;
    }
    return true;
  }

  function proofOf(
    plan: SignPlan,
    zone: Zone,
    name: WireName,
    now: number,
  ): Signature | 'impossible' | 'later' {
    const values = plan.node === NONE ? undefined : zones.values(plan.node);
    const bitmap = bitmaps(plan.node, values, plan.cut);
    const key = keyOf(name, TYPE.NSEC);
    // what exists is asked for again; what does not, only once by a flood
    const cache = plan.node === NONE ? denials : kept;
    const known = cache.find(key, zone, bitmap, undefined, now);
    if (known !== undefined) return known;
    if (!turns.left()) return 'later';
    const record = nsecRecord(name, bitmap);
    if (record === undefined) return 'impossible';
    const signature = make(zone, [record], bitmap, undefined, nsecBytes(record), now);
    cache.keep(key, signature);
    return signature;
  }

  function make(
    zone: Zone,
    records: readonly ResourceRecord[],
    source: unknown,
    source2: unknown,
    nsec: Uint8Array | undefined,
    now: number,
    type?: number,
  ): Signature {
    const { name, key, secondKey } = zone.compiled;
    if (key === undefined) throw new TypeError('the zone is not signed');
    turns.spend();
    const signature = { zone, source, source2, nsec, ...makeSignature(name, key, records, now, chance()) };
    if (secondKey === undefined || type === undefined || !KEY_TYPES.has(type)) return signature;
    turns.spend();
    const { bytes: second, until } = makeSignature(name, secondKey, records, now, chance());
    return { ...signature, second, until: Math.min(until, signature.until) };
  }

  /** Signatures behind the records of their section (RFC 4035 section 3.1.1): no pointer leads to what they move. */
  function write(plan: SignPlan, reply: Reply, proof: Signature | undefined): void {
    const authoritiesFrom = plan.denies ? reply.at - (plan.zone?.compiled.soa.bytes.length ?? 0) : reply.at;
    let at = authoritiesFrom;
    const add = (record: Uint8Array | undefined, owner: number, where: number) => {
      if (reply.truncated || record === undefined) return false;
      return insertRecord(reply, record, owner, where);
    };
    for (let i = 0; i < plan.count; i++) {
      const set = plan.sets[i];
      for (const record of [found[i]?.bytes, found[i]?.second]) {
        if (!add(record, set?.owner ?? ASKED_NAME, at)) continue;
        at += record?.length ?? 0;
        reply.answers++;
      }
    }
    if (plan.explicit === TYPE.NSEC && add(proof?.nsec, plan.owner, reply.at)) reply.answers++;
    if (plan.explicit !== 0 && add(proof?.bytes, plan.owner, reply.at)) reply.answers++;
    if (!plan.denies) return;
    if (add(found[plan.count]?.bytes, plan.apex, reply.at)) reply.authorities++;
    if (add(proof?.nsec, plan.owner, reply.at)) reply.authorities++;
    if (add(proof?.bytes, plan.owner, reply.at)) reply.authorities++;
    if (proof?.nsec === undefined) truncate(reply);
  }

  function apexKey(zone: Zone): string {
    let key = apexKeys.get(zone);
    if (key === undefined) {
      key = keyOf(wireName(zone.compiled.name), TYPE.SOA);
      apexKeys.set(zone, key);
    }
    return key;
  }
}

/** The records written until now, read back: only where a signature is to be made. */
function recordsOf(request: RequestView, reply: Reply): ReturnType<typeof decodeMessage> {
  writeCounts(reply, request, reply.additionals);
  const message = reply.out.slice(0, reply.at);
  message.fill(0, 0, COUNTS_AT);
  return decodeMessage(message);
}
const COUNTS_AT = 4;

function recordsIn(
  answers: readonly ResourceRecord[],
  { first, count }: PlannedSet,
): readonly ResourceRecord[] {
  return answers.slice(first, first + count);
}

function keyOf({ bytes, offsets, labels }: WireName, type: number): string {
  const last = labels === 0 ? 0 : (offsets[labels - 1] ?? 0);
  const length = labels === 0 ? 0 : last + 1 + (bytes[last] ?? 0);
  return String.fromCharCode(type) + Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1');
}
