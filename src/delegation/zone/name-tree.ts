import { createLabelStore } from './label-store.ts';

export const ROOT = 0;
export const NONE = -1;

const NODES_AT_FIRST = 1_024;
const SHARD_BITS = 10;
const SHARD_SLOTS_AT_FIRST = 4;

/**
 * The names that exist, as the tree that the DNS is: a name exists where something stands at it or below it, so that empty
 * non-terminals need no rule of their own (RFC 8020). A node is a number; its children are found by hash, in many small tables
 * of which each grows by itself, so that no update ever waits for a large one. About 60 bytes a name.
 */
export type NameTree = {
  /** The child of `parent` by the label (length byte first, lower case) at `at`, or NONE. */
  child(parent: number, bytes: Uint8Array, at: number): number;
  /** The same, made if it is missing. */
  grow(parent: number, bytes: Uint8Array, at: number): number;
  /** Takes away a node without children and without a mark, and every parent that is then one. */
  prune(node: number): void;
  /** What stands at a node: bits that mean nothing here, but that a node with any of them stays. */
  mark(node: number): number;
  setMark(node: number, mark: number): void;
  parent(node: number): number;
  label(node: number): Uint8Array;
  /** Nodes that there are, without the root. */
  size(): number;
  /** No node's number is higher; some below are nobody's at the moment. */
  highest(): number;
};

/** `seed`: whoever can choose names must not be able to choose their hashes. */
export function createNameTree(seed: number): NameTree {
  const labels = createLabelStore();
  let parents = new Int32Array(NODES_AT_FIRST);
  let hashes = new Int32Array(NODES_AT_FIRST);
  let places = new Uint32Array(NODES_AT_FIRST);
  let children = new Int32Array(NODES_AT_FIRST);
  let marks = new Uint8Array(NODES_AT_FIRST);
  const shards = Array.from({ length: 1 << SHARD_BITS }, () => new Int32Array(SHARD_SLOTS_AT_FIRST));
  const counts = new Int32Array(1 << SHARD_BITS);
  const unused: number[] = [];
  let highest = ROOT;
  return {
    child: (parent, bytes, at) => find(parent, bytes, at, hashOf(seed, parent, bytes, at)),
    grow,
    prune,
    mark: (node) => marks[node] ?? 0,
    setMark: (node, mark) => void (marks[node] = mark),
    parent: (node) => parents[node] ?? ROOT,
    label: (node) => labels.read(places[node] ?? 0),
    size: () => highest - unused.length,
    highest: () => highest,
  };

  function find(parent: number, bytes: Uint8Array, at: number, hash: number): number {
    const slots = shardOf(hash);
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const node = slots[slot] ?? 0;
      if (node === 0) return NONE; // the root is nobody's child, so its number marks an empty slot
      if (hashes[node] === hash && parents[node] === parent && labels.equals(places[node] ?? 0, bytes, at)) {
        return node;
      }
    }
  }

  function grow(parent: number, bytes: Uint8Array, at: number): number {
    const hash = hashOf(seed, parent, bytes, at);
    const known = find(parent, bytes, at, hash);
    if (known !== NONE) return known;
    const node = unused.pop() ?? ++highest;
    if (node >= parents.length) enlarge();
    parents[node] = parent;
    hashes[node] = hash;
    places[node] = labels.keep(bytes, at);
    children[node] = 0;
    marks[node] = 0;
    children[parent] = (children[parent] ?? 0) + 1;
    insert(node, hash);
    return node;
  }

  function prune(from: number): void {
    for (let node = from; node !== ROOT && marks[node] === 0 && children[node] === 0; ) {
      const parent = parents[node] ?? ROOT;
      remove(node);
      labels.free(places[node] ?? 0);
      unused.push(node);
      children[parent] = (children[parent] ?? 0) - 1;
      node = parent;
    }
  }

  function insert(node: number, hash: number): void {
    const shard = hash >>> (32 - SHARD_BITS);
    let slots = shardOf(hash);
    counts[shard] = (counts[shard] ?? 0) + 1;
    if ((counts[shard] ?? 0) * 2 > slots.length) {
      const larger = new Int32Array(slots.length * 2);
      for (const other of slots) if (other !== 0) put(larger, other, hashes[other] ?? 0);
      shards[shard] = larger;
      slots = larger;
    }
    put(slots, node, hash);
  }

  /** Closes the gap, so that no search ends before what it looks for. */
  function remove(node: number): void {
    const hash = hashes[node] ?? 0;
    const shard = hash >>> (32 - SHARD_BITS);
    counts[shard] = (counts[shard] ?? 0) - 1;
    const slots = shardOf(hash);
    const mask = slots.length - 1;
    let gap = hash & mask;
    while (slots[gap] !== node) gap = (gap + 1) & mask;
    for (let slot = (gap + 1) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const other = slots[slot] ?? 0;
      const home = (hashes[other] ?? 0) & mask;
      // may it move back to the gap: is its home not between the gap and where it is?
      if (((slot - home) & mask) < ((slot - gap) & mask)) continue;
      slots[gap] = other;
      gap = slot;
    }
    slots[gap] = 0;
  }

  function shardOf(hash: number): Int32Array {
    return shards[hash >>> (32 - SHARD_BITS)] as Int32Array;
  }

  function enlarge(): void {
    const length = parents.length * 2;
    parents = larger(parents, new Int32Array(length));
    hashes = larger(hashes, new Int32Array(length));
    places = larger(places, new Uint32Array(length));
    children = larger(children, new Int32Array(length));
    marks = larger(marks, new Uint8Array(length));
  }
}

function put(slots: Int32Array, node: number, hash: number): void {
  const mask = slots.length - 1;
  let slot = hash & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = node;
}

function larger<T extends Int32Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function hashOf(seed: number, parent: number, bytes: Uint8Array, at: number): number {
  let hash = Math.imul(seed ^ parent, 0x9e37_79b1);
  const end = at + (bytes[at] ?? 0);
  for (let i = at; i <= end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x0100_0193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85eb_ca6b);
  return hash ^ (hash >>> 13);
}
