// What the providers that speak HTTP by themselves make of every bad answer, at every step of a change.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type {
  Provider,
  ProviderFailure,
  ProviderResult,
} from '../../../../src/delegation/providers/types.ts';
import { within } from '../../../support/providers/open-kind.ts';
import { endless, type Play, playApi, says, silent } from '../../../support/providers/played-api.ts';
import { PLAYED_KINDS, type PlayedKind } from '../../../support/providers/played-kinds.ts';
import type { Played } from '../../../support/providers/played.ts';

const NAME = '_acme-challenge.www.example.com';
const VALUE = { zone: 'example.com', name: NAME, value: 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0' };

const BAD: readonly (readonly [string, Play, Partial<ProviderFailure> & Pick<ProviderFailure, 'outcome'>])[] =
  [
    ['401', says(401, {}), { outcome: 'unauthorized', code: 'HTTP 401' }],
    ['403', says(403, {}), { outcome: 'unauthorized', code: 'HTTP 403' }],
    ['409', says(409, {}), { outcome: 'conflict', code: 'HTTP 409' }],
    ['422', says(422, {}), { outcome: 'refused', code: 'HTTP 422' }],
    [
      '429 with seconds',
      says(429, {}, { 'retry-after': '7' }),
      { outcome: 'rate-limited', retryAfterMs: 7000 },
    ],
    [
      '429 with far too many',
      says(429, {}, { 'retry-after': '99999999999' }),
      { outcome: 'rate-limited', retryAfterMs: 86_400_000 },
    ],
    [
      '429 with nonsense',
      says(429, {}, { 'retry-after': 'soon' }),
      { outcome: 'rate-limited', code: 'HTTP 429' },
    ],
    ['500', says(500, 'oh no'), { outcome: 'unreachable', code: 'HTTP 500' }],
    ['503', says(503, {}, { 'retry-after': '3' }), { outcome: 'unreachable', retryAfterMs: 3000 }],
    ['no JSON', says(200, '{"result": ['), { outcome: 'malformed', code: 'HTTP 200' }],
    ['no HTTP', (response) => void response.socket?.end('SSH-2.0-OpenSSH\r\n'), { outcome: 'malformed' }],
    ['an endless body', endless, { outcome: 'malformed' }],
    ['a connection that ends', (response) => void response.destroy(), { outcome: 'unreachable' }],
    ['half an answer', cut, { outcome: 'unreachable' }],
  ];

for (const kind of PLAYED_KINDS) {
  describe(`bad answers: ${kind.name}`, { timeout: 120_000 }, () => {
    for (const [what, play, expected] of BAD) {
      test(`${what}, at whichever request: the change fails, and works at the next try`, async () => {
        await everyStep(kind, play, expected.outcome, (failure) => {
          assert.deepEqual({ ...failure, ...expected }, failure);
          assert.equal(failure.retryAfterMs, expected.retryAfterMs);
        });
      });
    }

    test('nobody answers: it ends by the deadline', async () => {
      await using world = await open(kind);
      world.played.api.next(silent);
      const done = failed(await world.provider.add(VALUE, within(150)));
      assert.equal(done.outcome, 'timeout');
    });

    test('a redirect to another host is not followed, and nobody there is told a thing', async () => {
      const elsewhere = await playApi('/v1', () => ({ status: 200, body: {} }));
      const redirect = says(307, '', { location: `${elsewhere.url}/zones` });
      await everyStep(kind, redirect, 'malformed', (failure) => {
        assert.equal(failure.outcome, 'malformed');
        assert.equal(failure.code, 'HTTP 307');
      });
      assert.equal(elsewhere.asked.length, 0);
      await elsewhere.close();
    });

    test('an answer that sends the credential back: nothing of it is told', async () => {
      for (const secret of kind.secrets) {
        const errors = [{ code: secret, message: secret }];
        const body = {
          errors,
          error: { code: secret, message: secret },
          id: secret,
          errorCode: secret,
          detail: secret,
        };
        await everyStep(kind, says(400, body, { 'x-echo': secret }), 'refused', (failure) => {
          assert.ok(!JSON.stringify(failure).includes(secret), JSON.stringify(failure));
        });
      }
    });
  });
}

/** Fails the first, the second... request of adding and of removing, each in a world of its own. */
async function everyStep(
  kind: PlayedKind,
  play: Play,
  outcome: ProviderFailure['outcome'],
  check: (failure: ProviderFailure) => void,
): Promise<void> {
  let failures = 0;
  for (const change of ['add', 'remove'] as const) {
    for (let step = 0; ; step++) {
      await using world = await open(kind);
      const { played, provider } = world;
      played.other.add(NAME, 'of somebody else', 3600);
      if (change === 'remove') good(await provider.add(VALUE, within()));
      const began = played.api.asked.length;
      played.api.next(play, step);
      const done = await provider[change](VALUE, within());
      if (done.ok && played.api.asked.length - began <= step) break; // it was done before that many requests
      if (!done.ok) {
        failures++;
        check(done);
      } else
        assert.ok(
          kind.again?.includes(outcome),
          `${change} did not see the bad answer to request ${step + 1}`,
        );
      good(await provider[change](VALUE, within()));
      const wanted = change === 'add' ? [VALUE.value, 'of somebody else'] : ['of somebody else'];
      assert.deepEqual([...played.values(NAME)].toSorted(), wanted);
      assert.equal(played.ttl(NAME), 3600);
    }
  }
  assert.ok(failures >= 2, `only ${failures} requests failed`);
}

async function open(
  kind: PlayedKind,
): Promise<{ readonly played: Played; readonly provider: Provider } & AsyncDisposable> {
  const played = await kind.play();
  const provider = await kind.open(played.api.url);
  return {
    played,
    provider,
    async [Symbol.asyncDispose]() {
      provider.close();
      await played.api.close();
    },
  };
}

function cut(response: Parameters<Play>[0]): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"success": true');
  setTimeout(() => response.destroy(), 10);
}

function failed(done: ProviderResult<unknown>): ProviderFailure {
  assert.ok(!done.ok, 'it is a failure');
  return done;
}

function good(done: ProviderResult<unknown>): void {
  assert.ok(done.ok, JSON.stringify(done));
}
