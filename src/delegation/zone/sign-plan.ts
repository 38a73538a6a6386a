import type { WireName } from '../../wire/dns/index.ts';
import { NONE } from './name-tree.ts';
import type { Zone } from './zone-set.ts';

/** A record set of an answer, to be signed: its records are `count` of the answer section, from `first` on. */
export type PlannedSet = {
  /** Where the owner's name stands in the message. */
  owner: number;
  name: WireName | undefined;
  type: number;
  first: number;
  count: number;
  /** What the records were made of: while these are the same, so is the signature. */
  source: unknown;
  source2: unknown;
};

/**
 * What a signed answer needs beside its records, noted while they are written. One object serves all; nothing in it counts
 * unless `zone` is there.
 */
export type SignPlan = {
  /** Undefined: nothing is signed. */
  zone: Zone | undefined;
  readonly sets: PlannedSet[];
  count: number;
  /** A denial: of a type at `node`, or of the name where that is NONE; or, with `explicit`, the proof itself was asked for. */
  denies: boolean;
  /** NSEC or RRSIG; 0: neither. */
  explicit: number;
  owner: number;
  name: WireName | undefined;
  node: number;
  /** The node is the top of a zone below this one: the parent's side of it. */
  cut: boolean;
  apex: number;
};

export function createSignPlan(): SignPlan {
  return {
    zone: undefined,
    sets: [],
    count: 0,
    denies: false,
    explicit: 0,
    owner: 0,
    name: undefined,
    node: NONE,
    cut: false,
    apex: 0,
  };
}

export function clearPlan(plan: SignPlan): void {
  plan.zone = undefined;
  plan.count = 0;
  plan.denies = false;
  plan.explicit = 0;
}

/** Notes a set; `count` records were written last of the `answers` there are now. */
export function planSet(
  plan: SignPlan,
  owner: number,
  name: WireName,
  type: number,
  answers: number,
  count: number,
  source: unknown,
  source2: unknown,
): void {
  if (plan.zone === undefined) return;
  const set = (plan.sets[plan.count] ??= {
    owner,
    name,
    type,
    first: 0,
    count: 0,
    source,
    source2,
  });
  plan.count++;
  set.owner = owner;
  set.name = name;
  set.type = type;
  set.first = answers - count;
  set.count = count;
  set.source = source;
  set.source2 = source2;
}
