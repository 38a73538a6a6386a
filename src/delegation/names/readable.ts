import { createHash } from 'node:crypto';
import { base32 } from '../../core/index.ts';
import { HASH_CHARS, LABEL_CHARS_MAX } from './limits.ts';
import type { Purpose } from './types.ts';

/**
 * One label that tells which name it stands for, and stands for no other: the labels from the last to the first, joined by one
 * hyphen, each of their own hyphens doubled. `www.example.com` gives `com-example-www`, `my-site.com` gives `com-my--site`.
 * Separators are runs of one hyphen and literals runs of an even number, so a run of exactly three is free to mark what is added:
 * - `---persist` and `---a<account>`: for dns-persist-01, for dns-account-01;
 * - `idn---` in front, where hyphens would stand at places 3 and 4: parsers take such a label for a broken A-label (RFC 5891
 *   section 4.2.3.1);
 * - `---h<26 characters>`: the SHA-256 of the name, where the label would have more than 63 characters. It is not decodable.
 *
 * `name`: a host name in lower-case A-labels, without a wildcard.
 */
export function readableLabel(name: string, purpose: Purpose): string {
  const mark = markOf(purpose);
  const reversed = name
    .split('.')
    .toReversed()
    .map((label) => label.replaceAll('-', '--'))
    .join('-');
  const label = guarded(reversed + mark);
  if (label.length <= LABEL_CHARS_MAX) return label;
  const hash = `${MARK}h${base32(createHash('sha256').update(name).digest()).slice(0, HASH_CHARS)}${mark}`;
  const readable = guarded(reversed).slice(0, LABEL_CHARS_MAX - hash.length);
  return readable.replace(/-+$/, '') + hash;
}

const MARK = '---';
const GUARD = 'idn---';

/** What a label ends with, by purpose. */
export function markOf(purpose: Purpose): string {
  switch (purpose.type) {
    case 'dns-01':
      return '';
    case 'dns-persist-01':
      return `${MARK}persist`;
    case 'dns-account-01':
      return `${MARK}a${purpose.account}`;
  }
}

function guarded(label: string): string {
  return label.slice(2, 4) === '--' ? GUARD + label : label;
}
