import { splice } from './mutate-bytes.ts';
import { pick } from './random.ts';
import type { Random } from './types.ts';

/** What some grammar or some regular expression trips over. */
const CHARACTERS = [
  ' | |\t|\n|\r\n|\0|\u007f|\u00a0|\u00ad|\u200b|\u2028|\ufeff|\u{1f512}|\u3002|\u2460|\uff0e|\u00df|\u0130|xn--',
  '"|\'|\\|/|//|.|..|,|;|:|::|=|==|#|?|@|%|%00|%25|+|-|--|*|*.|(|[|]|{|}|<|>|_|~|A|z|\\032|\\999',
  '0|1|9|00|255|256|65535|4294967296|1e309|-1|0x7f|0177',
].flatMap((line) => line.split('|'));
const REPEATS = [1, 1, 1, 1, 2, 8, 64, 2_000];

/** Words of the grammar and characters that trip others up, put in, put over and repeated; letters of the other case. */
export function mutateText(bytes: Uint8Array, words: readonly string[], random: Random): Uint8Array {
  const at = random(bytes.length + 1);
  if (random(6) === 0) {
    const byte = bytes[at] ?? 0;
    const letter = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
    if (letter) return splice(bytes, at, 1, [byte ^ 0x20]);
  }
  const word = words.length > 0 && random(2) === 0 ? pick(words, random) : pick(CHARACTERS, random);
  const by = Buffer.from(word.repeat(pick(REPEATS, random)), random(8) === 0 ? 'latin1' : 'utf8');
  return splice(bytes, at, random(2) * random(16), by);
}
