import { LABEL_CHARS_MAX } from './limits.ts';
import { readableLabel } from './readable.ts';
import { DNS_01, type Purpose } from './types.ts';

/** What a readable label stands for; of a hashed one only what it is for and how it begins. */
export type Decoded =
  | { readonly outcome: 'name'; readonly name: string; readonly purpose: Purpose }
  | { readonly outcome: 'hashed'; readonly readable: string; readonly purpose: Purpose }
  | { readonly outcome: 'none' };

/** The inverse of `readableLabel`: a label that it would not write, letter by letter, stands for nothing. */
export function decodeLabel(label: string): Decoded {
  if (label.length > LABEL_CHARS_MAX || !LABEL.test(label)) return { outcome: 'none' };
  const parts = label.split(EXACTLY_THREE);
  // a name may itself be `idn` or `persist`: what is right is what would be written so
  for (const guard of parts[0] === 'idn' ? [1, 0] : [0]) {
    for (const purpose of purposesOf(parts.slice(guard))) {
      const rest = parts.slice(guard, purpose === DNS_01 ? undefined : -1);
      const found = read(label, rest, purpose);
      if (found !== undefined) return found;
    }
  }
  return { outcome: 'none' };
}

const LABEL = /^[a-z0-9][a-z0-9-]*[a-z0-9]$|^[a-z0-9]$/;
const EXACTLY_THREE = /(?<!-)---(?!-)/;
const HASH = /^h[a-z2-7]{26}$/;
const ACCOUNT = /^a([a-z2-7]{16})$/;

function* purposesOf(parts: readonly string[]): Generator<Purpose> {
  const last = parts.at(-1) ?? '';
  const account = ACCOUNT.exec(last)?.[1];
  if (parts.length > 1 && last === 'persist') yield { type: 'dns-persist-01' };
  if (parts.length > 1 && account !== undefined) yield { type: 'dns-account-01', account };
  yield DNS_01;
}

function read(label: string, parts: readonly string[], purpose: Purpose): Decoded | undefined {
  const [first = '', hash, ...more] = parts;
  if (more.length > 0) return undefined;
  if (hash !== undefined) {
    return HASH.test(hash) ? { outcome: 'hashed', readable: first, purpose } : undefined;
  }
  const name = first
    .split(/(?<!-)-(?!-)/) // literals have an even number of hyphens
    .map((one) => one.replaceAll('--', '-'))
    .toReversed()
    .join('.');
  return readableLabel(name, purpose) === label ? { outcome: 'name', name, purpose } : undefined;
}
