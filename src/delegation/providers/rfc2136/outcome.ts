import {
  type Message,
  type Name,
  nameEquals,
  RCODE,
  rcodeText,
  TSIG_ERROR,
  TYPE,
} from '../../../wire/dns/index.ts';
import type { ProviderFailure, ProviderResult } from '../types.ts';

/** What a reply whose signature was right says of an update. */
export function readUpdated(reply: Message): ProviderResult<{ readonly change?: string }> {
  return reply.rcode === RCODE.NOERROR ? { ok: true, value: {} } : failureOf(reply);
}

/** The TXT values of a name. Only a server of its zone knows them: what others remember may be old. */
export function readList(reply: Message, name: Name): ProviderResult<readonly string[]> {
  if (reply.rcode !== RCODE.NOERROR && reply.rcode !== RCODE.NXDOMAIN) return failureOf(reply);
  if (!reply.authoritative) return { ok: false, outcome: 'no-zone', code: 'not authoritative' };
  const values = reply.answers.flatMap((record) => {
    if (record.type !== TYPE.TXT || record.data.kind !== 'TXT' || !nameEquals(record.name, name)) return [];
    return [Buffer.concat(record.data.strings).toString('latin1')];
  });
  return { ok: true, value: values };
}

/** What the server said instead: rcodes as BIND and Knot use them (RFC 2136 section 3, RFC 8945 section 5.3). */
export function failureOf({ rcode, tsig }: Message): ProviderFailure {
  const error = tsig?.error ?? TSIG_ERROR.NOERROR;
  const code =
    error === TSIG_ERROR.NOERROR ? rcodeText(rcode) : `${rcodeText(rcode)} ${TSIG_TEXTS.get(error) ?? error}`;
  // a clock that is wrong is mended elsewhere than a key
  if (error === TSIG_ERROR.BADTIME) return { ok: false, outcome: 'refused', code };
  if (error !== TSIG_ERROR.NOERROR) return { ok: false, outcome: 'unauthorized', code };
  return { ok: false, outcome: OUTCOMES.get(rcode) ?? 'refused', code };
}

const TSIG_TEXTS = new Map<number, string>(Object.entries(TSIG_ERROR).map(([text, code]) => [code, text]));
const OUTCOMES = new Map<number, ProviderFailure['outcome']>([
  [RCODE.REFUSED, 'unauthorized'],
  [RCODE.NOTAUTH, 'no-zone'],
  [RCODE.FORMERR, 'malformed'],
]);
