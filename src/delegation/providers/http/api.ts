import type { z } from 'zod';
import type { Clock } from '../../../core/index.ts';
import { createHttpClient, type HttpCall } from '../../../net/index.ts';
import type { ProviderFailure, ProviderResult, Until } from '../types.ts';
import { failureOf } from './failure.ts';
import { API_LIMITS, ECHO_CHARS } from './limits.ts';

export type ApiCall<T> = {
  readonly method: HttpCall['method'];
  /** Below the base URL. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Beside those of all calls. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** What a success has to look like; an empty body is undefined. */
  readonly answer: z.ZodType<T>;
  /** What 404 means here, where it means anything else than that the zone is missing. */
  readonly absent?: T;
};

/** A provider's JSON API: every answer is either read by its schema, or a failure. */
export type Api = {
  call<T>(call: ApiCall<T>, until: Until): Promise<ProviderResult<T>>;
  close(): void;
};

export type ApiSettings = {
  readonly base: string;
  readonly ca?: string | undefined;
  readonly clock: Clock;
  /** Requests at the same time; a few where it is left out. */
  readonly connections?: number;
  /** What no failure may tell. */
  readonly secrets: readonly string[];
  /** How a request shows who asks. */
  readonly headers: (call: {
    readonly method: string;
    readonly url: string;
    readonly body: string;
  }) => Readonly<Record<string, string>>;
  /** Where an error's code is in an answer. */
  readonly error?: z.ZodType<string | number>;
  /** What such a code means, where its status alone would say something else. */
  readonly outcomes?: Readonly<Record<string, ProviderFailure['outcome']>>;
};

export function createApi(settings: ApiSettings): Api {
  const { base, ca, clock, secrets, headers, error, outcomes = {} } = settings;
  const { connections = API_LIMITS.connections } = settings;
  const client = createHttpClient({ base, limits: { ...API_LIMITS, connections }, clock, ca });
  return {
    close: () => client.close(),
    async call({ method, path: place, query, headers: more, body, answer, absent }, until) {
      const path = query === undefined ? place : `${place}?${new URLSearchParams(query).toString()}`;
      const text = body === undefined ? '' : JSON.stringify(body);
      const own = { ...headers({ method, url: `${base}${path}`, body: text }), ...more };
      const sent: HttpCall = {
        method,
        path,
        headers: {
          accept: 'application/json',
          'user-agent': 'sixfour',
          ...(text !== '' && JSON_HEADERS),
          ...own,
        },
        ...(text !== '' && { body: text }),
      };
      const called = await client.call(sent, until);
      if (!called.ok) return called;
      if (called.status === 404 && absent !== undefined) return { ok: true, value: absent };
      const json = readJson(called.body);
      if (called.status < 200 || called.status > 299) {
        const given = json.ok ? error?.safeParse(json.value).data : undefined;
        const code = isEcho(given, secrets) ? undefined : given;
        const failure = failureOf(called, code, clock.now());
        const outcome = Object.hasOwn(outcomes, String(code)) ? outcomes[String(code)] : undefined;
        return outcome === undefined ? failure : { ...failure, outcome };
      }
      const read = json.ok ? answer.safeParse(json.value) : undefined;
      if (read?.success !== true) return { ok: false, outcome: 'malformed', code: `HTTP ${called.status}` };
      return { ok: true, value: read.data };
    },
  };
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/** Is it (a piece of) a secret, or one in it? Whatever has sent that back, it is told to nobody. */
export function isEcho(code: string | number | undefined, secrets: readonly string[]): boolean {
  const text = String(code);
  return secrets.some((one) => text.includes(one) || (text.length >= ECHO_CHARS && one.includes(text)));
}

function readJson(body: Buffer): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  if (body.length === 0) return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(body.toString()) };
  } catch {
    return { ok: false };
  }
}
