import { mutateBytes } from './mutate-bytes.ts';
import { pick } from './random.ts';
import type { Random } from './types.ts';

const DEPTH_MAX = 24;
const TAGS = [1, 2, 3, 4, 5, 6, 12, 19, 22, 23, 24, 0x30, 0x31, 0x80, 0x82, 0x87, 0xa0, 0xa3, 0x1f, 0];

/** An element: parts where its contents are elements, whatever its tag says (extensions stand inside of OCTET STRINGs). */
type Node = {
  readonly tag: number;
  readonly contents: Uint8Array;
  readonly parts?: readonly Node[];
  /** The octet of unused bits before the parts of a BIT STRING. */
  readonly lead?: number;
  /** A length that lies by so much, or one that is not in its shortest form. */
  readonly lie?: number;
  readonly long?: boolean;
};
type Change = (node: Node, other: Node, random: Random) => readonly Node[];

/** Changes of one element, with the lengths around it set right, so that what lies deep is reached. */
export function mutateDer(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array | undefined {
  const root = parse(bytes, 0);
  if (root === undefined) return undefined;
  const foreign = parse(other, 0) ?? root;
  const target = pick(flatten(root), random);
  const from = pick(flatten(foreign), random);
  const change = pick(CHANGES, random);
  return Buffer.concat(replaced(root, target, change(target, from, random)).map(encode));
}

const CHANGES: readonly Change[] = [
  (node, _, random) => [{ ...node, tag: pick(TAGS, random) }],
  (node, _, random) => [{ ...node, tag: random(256) }],
  (node, _, random) => [{ ...node, lie: pick([-1, 1, 2, 0x7f, 0x10000, 0x7fffffff], random) }],
  (node) => [{ ...node, long: true }],
  (node) => [node, node],
  (node, _, random) => Array.from({ length: random(32) === 0 ? 2_000 : 3 }, () => node),
  () => [],
  (_, other) => [other],
  (node, other, random) => (random(2) === 0 ? [node, other] : [other, node]),
  (node, _, random) => {
    let made = node;
    const { tag, contents } = node;
    for (let depth = random(4) === 0 ? 40 : 1; depth > 0; depth--)
      made = { tag: 0x30, contents, parts: [made] };
    return [random(2) === 0 ? made : { ...made, tag }];
  },
  (node) => [...(node.parts ?? [node])],
  ({ tag, contents }, other, random) => [{ tag, contents: mutateBytes(contents, other.contents, random) }],
  ({ tag, contents }, other, random) => [{ tag, contents: mutateBytes(contents, other.contents, random) }],
  (node, _, random) => {
    const { parts } = node;
    if (parts === undefined || parts.length < 2) return [node];
    const [i, j] = [random(parts.length), random(parts.length)];
    const at = (k: number) => (k === i ? j : k === j ? i : k);
    return [{ ...node, parts: parts.map((part, k) => parts[at(k)] ?? part) }];
  },
];

function flatten(node: Node): Node[] {
  return [node, ...(node.parts ?? []).flatMap(flatten)];
}

function replaced(node: Node, target: Node, by: readonly Node[]): readonly Node[] {
  if (node === target) return by;
  const { parts } = node;
  return parts === undefined
    ? [node]
    : [{ ...node, parts: parts.flatMap((part) => replaced(part, target, by)) }];
}

function parse(bytes: Uint8Array, depth: number): Node | undefined {
  const [node, ...more] = parseAll(bytes, depth) ?? [];
  return more.length === 0 ? node : undefined;
}

/** The elements that `bytes` consist of; undefined where they do not. */
function parseAll(bytes: Uint8Array, depth: number): Node[] | undefined {
  const nodes: Node[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [tag = 0, first = 0x80] = bytes.subarray(at, at + 2);
    const octets = first < 0x80 ? 0 : first - 0x80;
    if (first === 0x80 || octets > 3 || (tag & 0x1f) === 0x1f) return undefined;
    const start = at + 2 + octets;
    if (start > bytes.length) return undefined;
    const length = octets === 0 ? first : Buffer.from(bytes).readUIntBE(at + 2, octets);
    if (start + length > bytes.length) return undefined;
    const contents = bytes.subarray(start, start + length);
    nodes.push({ tag, contents, ...inner(tag, contents, depth) });
    at = start + length;
  }
  return nodes;
}

function inner(tag: number, contents: Uint8Array, depth: number): Partial<Node> {
  const bits = tag === 3 && contents[0] === 0;
  if (depth >= DEPTH_MAX || contents.length === 0 || !(bits || tag === 4 || (tag & 0x20) !== 0)) return {};
  const parts = parseAll(bits ? contents.subarray(1) : contents, depth + 1);
  return parts === undefined || parts.length === 0 ? {} : { parts, ...(bits && { lead: 0 }) };
}

function encode({ tag, contents, parts, lead, lie = 0, long = false }: Node): Buffer {
  const body =
    parts === undefined
      ? contents
      : Buffer.concat([...(lead === undefined ? [] : [Buffer.of(lead)]), ...parts.map(encode)]);
  const length = Math.max(0, body.length + lie);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  if (long) octets.unshift(0);
  const header = length < 0x80 && !long ? [length] : [0x80 | octets.length, ...octets];
  return Buffer.concat([Buffer.of(tag, ...header), body]);
}
