import { mutateText } from './mutate-text.ts';
import { pick } from './random.ts';
import type { Random } from './types.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** As they would be written: constants of these kinds. */
const VALUES =
  '[null,true,false,0,-1,1,0.5,1e308,4294967296,9007199254740993,[],{},[[]],[{}],"","__proto__","\\ud800"]';
const LONG_CHARS = [300, 9_000];
const SIMPLE: readonly Json[] = [
  ...(JSON.parse(VALUES) as Json[]),
  ...LONG_CHARS.map((count) => 'a'.repeat(count)),
];
const NAMES = ['__proto__', 'constructor', 'toString', 'length', '', 'a', 'then'];

/** Values, members and elements of a JSON text changed, taken out and doubled, inside of base64url too (a JWS); or the text itself. */
export function mutateJson(
  bytes: Uint8Array,
  other: Uint8Array,
  words: readonly string[],
  random: Random,
): Uint8Array | undefined {
  const text = Buffer.from(bytes).toString();
  const value = parse(text);
  if (value === undefined || random(8) === 0) return mutateText(bytes, words, random);
  if (random(10) === 0) return Buffer.from(repeatMember(text, random));
  const foreign = parse(Buffer.from(other).toString());
  const values = [...SIMPLE, ...words, ...(foreign === undefined ? [] : [foreign])];
  return Buffer.from(JSON.stringify(change(value, values, random, 0)));
}

/** Goes down to a random place and changes what stands there. */
function change(value: Json, words: readonly Json[], random: Random, depth: number): Json {
  if (typeof value === 'string') return changeString(value, words, random, depth);
  if (typeof value !== 'object' || value === null) return pick(words, random);
  if (random(6) === 0) return random(3) === 0 ? nested(value, random) : pick(words, random);
  if (Array.isArray(value)) {
    const list: Json[] = [...value];
    const at = random(list.length + 1);
    const act = random(6);
    if (act === 0) list.splice(at, 1);
    else if (act === 1) list.splice(at, 0, pick(words, random));
    else if (act === 2 && list.length > 0)
      list.push(...Array<Json>(random(8) === 0 ? 500 : 1).fill(list[0] ?? null));
    else if (list[at] !== undefined) list[at] = change(list[at], words, random, depth + 1);
    return list;
  }
  const members: [string, Json][] = Object.entries(value);
  const at = random(members.length + 1);
  const [name, old] = members[at] ?? [pick(NAMES, random), null];
  const act = random(8);
  if (act === 0) members.splice(at, 1);
  else if (act === 1) members[at] = [pick(NAMES, random), old];
  else members[at] = [name, change(old, words, random, depth + 1)];
  return Object.fromEntries(members);
}

function changeString(text: string, words: readonly Json[], random: Random, depth: number): Json {
  const inside = depth < 4 && random(4) > 0 ? parse(Buffer.from(text, 'base64url').toString()) : undefined;
  if (typeof inside === 'object' && inside !== null)
    return Buffer.from(JSON.stringify(change(inside, words, random, depth + 1))).toString('base64url');
  if (random(3) === 0) return pick(words, random);
  const strings = words.filter((word) => typeof word === 'string');
  return Buffer.from(mutateText(Buffer.from(text), strings, random)).toString();
}

function nested(value: Json, random: Random): Json {
  let made = value;
  for (let depth = pick([1, 2, 8, 9, 2_000], random); depth > 0; depth--)
    made = random(2) === 0 ? [made] : { a: made };
  return made;
}

/** A member of the text twice in one object, spelled with an escape at times. */
function repeatMember(text: string, random: Random): string {
  const members = [...text.matchAll(/"((?:[^"\\]|\\.)*)":/g)];
  if (members.length === 0) return text;
  const { 1: name = '', index } = pick(members, random);
  const spelled =
    random(2) === 0 ? name : name.replace(/[a-z]/, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
  return `${text.slice(0, index)}"${spelled}":0,${text.slice(index)}`;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
