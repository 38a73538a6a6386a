import { ALT_SVC_CHARS } from './limits.ts';
import type { OutsideReport } from './report.ts';

/**
 * Does an `Alt-Svc` header (RFC 7838 section 3) offer HTTP/3 (RFC 9114 section 3.1.1) on the same host and this port? Strict: of a
 * header that is not well-formed nothing is taken. Offers on other hosts and ports, which nobody connects to here, are none.
 */
export function offersHttp3(header: string, port: number): boolean {
  if (header.length > ALT_SVC_CHARS) return false;
  return (
    readAlternatives(header)?.some(
      (one) => one.protocol === 'h3' && one.authority === `:${port}` && one.maxAge !== 0,
    ) === true
  );
}

/** Do the HTTPS records of the name itself (RFC 9460 section 7.1) offer it there? */
export function recordOffersHttp3({ names, name }: OutsideReport, port: number): boolean {
  const records = names.find((one) => one.role === 'subject' && one.host === name && one.type === 'HTTPS');
  return (records?.values ?? []).some((value) => isOffer(value, name, port));
}

/** As `record-text.ts` writes it. Priority 0 is another name's business. */
function isOffer(value: string, name: string, port: number): boolean {
  const [priority, target = '', ...params] = value.split(' ');
  const own = target === '.' || target === name;
  if (!own || !/^[1-9][0-9]*$/.test(priority ?? '')) return false;
  const of = (key: string) => params.find((one) => one.startsWith(`${key}=`))?.slice(key.length + 1);
  return (of('port') ?? String(port)) === String(port) && (of('alpn') ?? '').split(',').includes('h3');
}

type Alternative = {
  readonly protocol: string;
  readonly authority: string;
  /** Seconds; a day where it is not said (section 3.1). */
  readonly maxAge: number | undefined;
};

const TOKEN = String.raw`[!#$%&'*+\-.^_\`|~0-9A-Za-z]+`;
const QUOTED = String.raw`"(?:[^"\\\x00-\x08\x0a-\x1f\x7f]|\\[\t -~\x80-\xff])*"`;
const ALTERNATIVE = new RegExp(`(${TOKEN})=(${QUOTED})`, 'y');
const PARAMETER = new RegExp(`[ \\t]*;[ \\t]*(${TOKEN})=(${TOKEN}|${QUOTED})`, 'y');
/** Elements may be empty (RFC 9110 section 5.6.1.2). */
const BETWEEN = /[ \t]*(?:,[ \t]*)+/y;
const AROUND = /[ \t]*/y;

/** Undefined where it is not well-formed, and for `clear`, which takes all back. */
function readAlternatives(header: string): readonly Alternative[] | undefined {
  const all: Alternative[] = [];
  let at = 0;
  const next = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(header) ?? undefined;
    if (found !== undefined) at = pattern.lastIndex;
    return found;
  };
  if (next(BETWEEN) === undefined) next(AROUND);
  while (at < header.length) {
    const found = next(ALTERNATIVE);
    if (found === undefined) return undefined;
    const [, protocol = '', authority = ''] = found;
    let maxAge: number | undefined;
    for (let one = next(PARAMETER); one !== undefined; one = next(PARAMETER)) {
      const [, key = '', value = ''] = one;
      if (key.toLowerCase() === 'ma' && /^\d{1,15}$/.test(unquoted(value))) maxAge = Number(unquoted(value));
    }
    all.push({ protocol, authority: unquoted(authority), maxAge });
    if (next(BETWEEN) !== undefined) continue;
    next(AROUND);
    if (at < header.length) return undefined;
  }
  return all;
}

function unquoted(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
}
