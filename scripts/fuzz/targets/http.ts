import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { type Clock, ok } from '../../../src/core/index.ts';
import { createFetcher, FETCH_LIMITS } from '../../../src/net/index.ts';
import { bodyKind } from '../../../src/validation/challenges/http01-body.ts';
import type { Target } from '../types.ts';
import { HTTP_WORDS } from './words.ts';

/** Longer than all real ones: a response that ends must end the attempt at once. */
const ANSWER_MS = 2_000;

export const HTTP_TARGETS: readonly Target[] = [
  { name: 'http-response', kind: 'text', bytesMax: 100_000, weight: 1, words: HTTP_WORDS, run: runResponse },
];

/** The bytes of a response, then the end of the connection; the time limits never strike. */
async function runResponse(input: Uint8Array): Promise<string> {
  const clock: Clock = { now: () => 0, monotonic: () => 0, after: () => () => {} };
  const dialer = { dial: () => Promise.resolve({ ok: true, socket: answering(input), ms: 0 } as const) };
  const fetched = createFetcher({ clock, dialer }).fetch({
    url: 'http://www.example.org/.well-known/acme-challenge/token',
    hop: 0,
    address: { text: '192.0.2.1', family: 4 },
    limits: FETCH_LIMITS,
    policy: { check: () => ok(undefined) },
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ANSWER_MS, undefined);
  });
  const result = await Promise.race([fetched, late]);
  clearTimeout(timer);
  assert.ok(result !== undefined, 'an end of the connection ends the attempt');
  const { evidence, body } = result;
  assert.ok(body.length <= FETCH_LIMITS.bodyBytes, `${body.length} bytes of a body`);
  assert.ok(JSON.stringify(evidence).length < 20_000, 'little is recorded');
  assert.equal(
    evidence.outcome === 'response',
    evidence.http !== undefined && evidence.http.body !== 'too-long',
  );
  if (body.length > 0) assert.equal(evidence.http?.status, 200);
  const location = evidence.http?.location;
  if (location !== undefined) assert.match(location, /^[!-~]*$/);
  return `${evidence.outcome} ${evidence.errno ?? ''} ${evidence.phase} ${Math.floor((evidence.http?.status ?? 0) / 100)} ${
    location !== undefined
  } ${bodyKind(body, 'token', 'token.thumbprint')}`;
}

/** A connection that answers the first bytes of a request with all of these, in two pieces, and ends. */
function answering(input: Uint8Array): Socket {
  const middle = input.length >> 1;
  const duplex = new Duplex({
    read: () => {},
    write: (_, __, done) => {
      if (duplex.readableEnded || answered) return done();
      answered = true;
      if (middle > 0) duplex.push(input.subarray(0, middle));
      if (middle < input.length) duplex.push(input.subarray(middle));
      duplex.push(null);
      done();
    },
  });
  let answered = false;
  return duplex as unknown as Socket;
}
