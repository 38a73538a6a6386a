import { z } from 'zod';
import type { Family } from '../../core/index.ts';
import { readHostName } from '../../delegation/names/index.ts';
import { parseAddress } from '../../net/index.ts';
import { REQUESTS_MAX } from './limits.ts';

/** One request of a validation, as Boulder records it. */
export type RecordedRequest = {
  readonly host: string;
  readonly port: number;
  readonly address: string;
  readonly family: Family;
  /** The same request as an earlier one over IPv6, now over IPv4: the connection right before it failed. */
  readonly retried: boolean;
};

/**
 * The requests in a `validationRecord` of an authorization or a challenge, in their order: what Let's Encrypt really connected to, which its
 * error need not say. Empty where there is none that can be read.
 */
export function recordedRequests(pasted: string): readonly RecordedRequest[] {
  const start = FIELD.exec(pasted);
  if (start === null) return [];
  const parsed = records.safeParse(parseJson(arrayAt(pasted, start.index + start[0].length - 1)));
  if (!parsed.success) return [];
  const requests = parsed.data.flatMap((record) => [...earlier(record), ...used(record, record.addressUsed)]);
  return requests.map(({ url, ...request }, at) => ({
    ...request,
    retried: isRetry({ url, ...request }, requests.slice(0, at)),
  }));
}
const FIELD = /"validationRecord":\s*\[/;

const text = z.string().max(4_096);
const record = z.looseObject({
  url: text.default(''),
  hostname: text,
  port: z.string().regex(/^\d{1,5}$/),
  addressUsed: text,
  addressesTried: z.array(text).max(REQUESTS_MAX).nullish(),
});
const records = z.array(record).max(REQUESTS_MAX);
type Known = z.infer<typeof record>;
type Request = Omit<RecordedRequest, 'retried'> & { readonly url: string };

/** Of tls-alpn-01 one record holds what was tried before as well. */
function earlier(one: Known): Request[] {
  return (one.addressesTried ?? []).flatMap((address) => used(one, address));
}

function used({ url, hostname, port }: Known, literal: string): Request[] {
  const address = parseAddress(literal);
  const host = parseAddress(hostname)?.text ?? nameOf(hostname);
  if (address === undefined || host === undefined) return [];
  return [{ url, host, port: Number(port), address: address.text, family: address.family }];
}

function nameOf(hostname: string): string | undefined {
  const read = readHostName(hostname);
  return read.ok ? read.value.name : undefined;
}

/** Right after it, or, where the one that failed had followed a redirect, from the beginning. */
function isRetry(request: Request, before: readonly Request[]): boolean {
  if (request.family !== 4) return false;
  const same = before.filter(
    ({ url, host, port }) => url === request.url && host === request.host && port === request.port,
  );
  return same.some(({ family }) => family === 6);
}

/** From its opening bracket to the one that closes it; a bracket in a string does not count. */
function arrayAt(pasted: string, start: number): string {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < pasted.length; at++) {
    const character = pasted[at];
    if (quoted) {
      if (character === '\\') at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '[') depth++;
    else if (character === ']' && --depth === 0) return pasted.slice(start, at + 1);
  }
  return '';
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
