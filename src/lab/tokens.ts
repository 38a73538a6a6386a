/** One word of a line in presentation form. */
export type Token = {
  /** As written, without its quotes; escapes stay, for names are read with them. */
  readonly raw: string;
  readonly quoted: boolean;
  /** Escapes resolved (RFC 1035 section 5.1), other characters in UTF-8. */
  readonly bytes: Uint8Array;
};

/** The words of a line; undefined where a quote stays open, or an escape says no byte. */
export function tokensOf(line: string): Token[] | undefined {
  const tokens: Token[] = [];
  let rest = line;
  for (;;) {
    rest = rest.replace(/^[ \t]+/, '');
    if (rest === '' || rest.startsWith(';')) return tokens;
    const quoted = rest.startsWith('"');
    const match = (quoted ? QUOTED : PLAIN).exec(rest);
    const raw = match?.[1];
    const bytes = raw === undefined ? undefined : unescape(raw);
    if (match === null || raw === undefined || bytes === undefined) return undefined;
    tokens.push({ raw, quoted, bytes });
    rest = rest.slice(match[0].length);
  }
}

const PLAIN = /^((?:[^\s"\\;]|\\.)+)(?=[\s;]|$)/;
const QUOTED = /^"((?:[^"\\]|\\.)*)"(?=[\s;]|$)/;

function unescape(raw: string): Uint8Array | undefined {
  const bytes: number[] = [];
  for (const [part, digits, character] of raw.matchAll(/\\([0-9]{3})|\\(.)|[^\\]+|\\/gs)) {
    if (digits !== undefined) {
      if (Number(digits) > 255) return undefined;
      bytes.push(Number(digits));
    } else if (part === '\\' || /[0-9]/.test(character ?? '')) return undefined;
    else bytes.push(...Buffer.from(character ?? part));
  }
  return Uint8Array.from(bytes);
}
