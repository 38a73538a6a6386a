// What every `Perspective` keeps to, whatever carries its questions: it never rejects, ends in time, and says what it was told.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createStop, type Evidence, fault, systemClock } from '../../src/core/index.ts';
import type { ValidationRequest, Validator } from '../../src/validation/index.ts';
import type { Perspective } from '../../src/validation/perspective/types.ts';
import { scriptedValidator } from '../support/perspectives.ts';
import { plainTerms } from '../support/validation-request.ts';

/** A perspective `frankfurt` in the region RIPE whose place looks through `validator`. */
export type OpenPerspective = (validator: Validator) => Promise<{
  readonly perspective: Perspective;
  close(): Promise<void>;
}>;

const TOKEN = 'evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA';
export const ASK: ValidationRequest = {
  identifier: { type: 'dns', value: 'www.example' },
  wildcard: false,
  type: 'http-01',
  token: TOKEN,
  keyAuthorization: `${TOKEN}.9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI`,
  ...plainTerms,
  caa: { mode: 'enforce', issuers: ['ca.example'] },
  rule: 'boulder',
  owner: 'account-1',
};
const REFUSAL = fault('validationTxtMissing', { name: '_acme-challenge.www.example' });
export const EVIDENCE: readonly Evidence[] = [
  {
    kind: 'lookup',
    at: 1_000,
    hop: 0,
    name: 'www.example',
    type: 'AAAA',
    outcome: 'answer',
    rcode: 'NOERROR',
    ad: true,
    ede: [{ code: 22, text: 'No Reachable Authority' }],
    chain: ['web.example'],
    addresses: ['2001:db8::6'],
    server: '2001:db8::53',
    transport: 'udp',
    tries: 1,
    ms: 4.5,
    dnssec: { status: 'insecure', reason: 'no-ds', link: 'example DS' },
  },
  {
    kind: 'attempt',
    at: 1_005,
    hop: 1,
    url: 'http://www.example/.well-known/acme-challenge/x?y',
    address: '2001:db8::6',
    family: 6,
    port: 80,
    phase: 'connect',
    outcome: 'unreachable',
    errno: 'EHOSTUNREACH',
    times: { connectMs: 3, totalMs: 3.5 },
  },
  {
    kind: 'attempt',
    at: 1_010,
    hop: 0,
    url: 'tls://www.example:443',
    address: '192.0.2.4',
    family: 4,
    port: 443,
    phase: 'done',
    outcome: 'response',
    times: { connectMs: 3, tlsMs: 7, firstByteMs: 8, totalMs: 9 },
    http: { status: 302, location: 'https://www.example/', bodyBytes: 0, body: 'not-read' },
    tlsAlpn: { protocol: 'agreed', certificate: 'wrong-name' },
  },
  {
    kind: 'caa',
    at: 1_020,
    name: 'www.example',
    found: 'example',
    decision: 'forbidden',
    record: '0 issue ";"',
    reason: 'nobody',
    mode: 'enforce',
  },
];
const FAR = 60_000;

export function perspectiveContract(name: string, open: OpenPerspective): void {
  describe(`Perspective: ${name}`, { timeout: 60_000 }, () => {
    test('says that it passed, in its own name and about what it was asked', async () => {
      const validator = scriptedValidator(systemClock, undefined, EVIDENCE);
      await using world = await opened(open, validator);
      const { perspective } = world;
      assert.deepEqual([perspective.name, perspective.region], ['frankfurt', 'RIPE']);
      for (const check of ['dcv', 'caa'] as const) {
        assert.deepEqual(await perspective.ask(check, ASK, until(FAR)), {
          answered: true,
          perspective: 'frankfurt',
          target: 'www.example',
          passed: true,
          evidence: EVIDENCE,
        });
      }
      assert.equal(validator.validated.length, 1);
      assert.equal(validator.caaChecked.length, 1);
    });

    test('says why it refuses, as a code and parameters, and what it saw', async () => {
      await using world = await opened(open, scriptedValidator(systemClock, REFUSAL, EVIDENCE));
      const wildcard = { ...ASK, type: 'dns-01', wildcard: true } as const;
      assert.deepEqual(await world.perspective.ask('dcv', wildcard, until(FAR)), {
        answered: true,
        perspective: 'frankfurt',
        target: '*.www.example',
        passed: false,
        fault: { code: REFUSAL.code, params: REFUSAL.params },
        evidence: EVIDENCE,
      });
    });

    test('looks by the rule, for the account and under the terms that it was asked with', async () => {
      const validator = scriptedValidator(systemClock, undefined);
      await using world = await opened(open, validator);
      await world.perspective.ask('dcv', ASK, until(FAR));
      await world.perspective.ask('caa', { ...ASK, wildcard: true, type: 'dns-01' }, until(FAR));
      const [dcv] = validator.validated;
      const [caa] = validator.caaChecked;
      assert.ok(dcv && caa);
      assert.deepEqual(
        [dcv.identifier, dcv.type, dcv.token, dcv.keyAuthorization, dcv.rule, dcv.subscriber, dcv.caa.mode],
        [ASK.identifier, 'http-01', ASK.token, ASK.keyAuthorization, 'boulder', ASK.subscriber, 'off'],
      );
      assert.deepEqual(
        [caa.wildcard, caa.type, caa.caa, caa.subscriber],
        [true, 'dns-01', ASK.caa, ASK.subscriber],
      );
    });

    test('asks for many at once', async () => {
      await using world = await opened(open, scriptedValidator(systemClock, undefined, [], 20));
      const { perspective } = world;
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, at) => {
          const identifier = { type: 'dns', value: `n${at}.example` } as const;
          return perspective.ask('dcv', { ...ASK, identifier }, until(FAR));
        }),
      );
      const targets = answers.map((answer) => (answer.answered && answer.passed ? answer.target : 'none'));
      assert.deepEqual(
        targets,
        Array.from({ length: 100 }, (_, at) => `n${at}.example`),
      );
    });

    test('ends at its deadline and at the signal, whatever goes on elsewhere', async () => {
      await using world = await opened(open, scriptedValidator(systemClock, undefined, [], FAR));
      const { perspective } = world;
      const late = await perspective.ask('dcv', ASK, until(50));
      assert.equal(late.answered || late.outcome, 'timeout');
      const { signal, stop } = createStop();
      const stopped = perspective.ask('dcv', ASK, { ...until(FAR), signal });
      setTimeout(stop, 20);
      assert.equal((await stopped).answered, false);
      const already = await perspective.ask('dcv', ASK, { ...until(FAR), signal });
      assert.equal(already.answered, false);
    });

    test('does not reject when its place is gone', async () => {
      const world = await opened(open, scriptedValidator(systemClock, undefined));
      await world.close();
      assert.deepEqual(await world.perspective.ask('dcv', ASK, until(2_000)), {
        answered: false,
        outcome: 'unreachable',
      });
    });
  });
}

async function opened(open: OpenPerspective, validator: Validator) {
  const world = await open(validator);
  let closed = false;
  const close = async () => {
    if (!closed) await world.close();
    closed = true;
  };
  return { perspective: world.perspective, close, [Symbol.asyncDispose]: close };
}

function until(ms: number) {
  return { deadlineMs: systemClock.monotonic() + ms, signal: createStop().signal };
}
