// Open MPIC's own implementation (open-mpic-core, Python) against ours: its checkers asked by our coordinator, its coordinator
// asking our agents, over HTTP, with DNS answers from a scripted server.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type ChallengeType, createStop, silentLog, systemClock } from '../../src/core/index.ts';
import {
  createAddressPolicy,
  createFetcher,
  createStubResolver,
  createTlsProber,
} from '../../src/net/index.ts';
import {
  createAgentHandlers,
  createRemotePerspective,
  createValidator,
  dns01Digest,
  type Perspective,
  type ValidationRequest,
  type Validator,
} from '../../src/validation/index.ts';
import { type DnsServer, startDnsServer } from '../support/dns-server.ts';
import { httpCall, serveHandlers } from '../support/perspective-calls.ts';
import { run, type Service, start } from '../support/process.ts';

/** A Python that has open-mpic-core; the only setting of this test. */
const PYTHON = process.env['OPEN_MPIC_PYTHON'] ?? 'python3';
const HOW =
  'open-mpic-core is not installed: python3 -m venv DIR && DIR/bin/pip install open-mpic-core==6.5.0, then set OPEN_MPIC_PYTHON=DIR/bin/python';
const there = await run([PYTHON, '-c', 'import open_mpic_core']).then(
  ({ code }) => code === 0,
  () => false,
);

const KEY_AUTHORIZATION = 'token.thumbprint';
const DIGEST = dns01Digest(KEY_AUTHORIZATION);
const ACCOUNT = 'https://example.com/acme/acct/ExampleAccount';
const ACCOUNT_NAME = '_ujmmovf2vn55tgye._acme-challenge';
const CODES = ['amsterdam', 'boston', 'chennai'] as const;
const RIRS = ['RIPE NCC', 'ARIN', 'APNIC'] as const;

// a skipped describe counts as nothing: this says it
test('open-mpic-core is installed', { skip: there ? false : HOW }, () => {});

describe('open-mpic-core', { skip: there ? false : HOW, timeout: 120_000 }, () => {
  let dns: DnsServer;
  let peer: Service;
  let port = 0;
  let agents: Awaited<ReturnType<typeof startAgent>>[] = [];

  before(async () => {
    dns = await startDnsServer({
      names: {
        '_acme-challenge.good.example': { TXT: ['another', DIGEST] },
        '_acme-challenge.wrong.example': { TXT: ['another'] },
        '_acme-challenge.broken.example': { rcode: 'SERVFAIL' },
        [`${ACCOUNT_NAME}.good.example`]: { TXT: [DIGEST] },
        [`${ACCOUNT_NAME}.wrong.example`]: { TXT: [DIGEST.toLowerCase()] },
        '_validation-persist.good.example': { TXT: [`ca.example; accounturi=${ACCOUNT}`] },
        '_validation-persist.wrong.example': { TXT: [`ca.example; accounturi=${ACCOUNT}2`] },
        'good.example': { CAA: [{ tag: 'issue', value: 'ca.example' }] },
        'wrong.example': { CAA: [{ tag: 'issue', value: ';' }] },
        'tied.example': { CAA: [{ tag: 'issue', value: 'ca.example; validationmethods=dns-01' }] },
        'broken.example': { rcode: 'SERVFAIL' },
        example: {},
      },
      listen: ['127.0.0.1'],
    });
    agents = await Promise.all(CODES.map((name) => startAgent(name, dns)));
    const settings = {
      dns: dns.port,
      agents: agents.map((agent, at) => ({ code: CODES[at], rir: RIRS[at], port: agent.port })),
    };
    peer = start([PYTHON, join(import.meta.dirname, 'open-mpic', 'peer.py'), JSON.stringify(settings)]);
    const [, printed] = await peer.until(/port (\d+)/, 60_000);
    port = Number(printed);
  });

  after(async () => {
    await peer?.stop();
    await Promise.all(agents.map((agent) => agent.close()));
    await dns?.close();
  });

  describe('its checker, asked by us', () => {
    const rows: readonly (readonly [ChallengeType | 'caa', string, boolean])[] = [
      ['dns-01', 'good.example', true],
      ['dns-01', '*.good.example', true],
      ['dns-01', 'wrong.example', false],
      ['dns-01', 'none.example', false],
      ['dns-01', 'broken.example', false],
      ['dns-account-01', 'good.example', true],
      ['dns-account-01', 'wrong.example', false],
      ['dns-persist-01', 'good.example', true],
      ['dns-persist-01', 'wrong.example', false],
      ['caa', 'good.example', true],
      ['caa', 'below.good.example', true],
      ['caa', 'none.example', true],
      ['caa', 'wrong.example', false],
      ['caa', 'broken.example', false],
    ];
    for (const [what, target, passes] of rows) {
      test(`${what} of ${target}: ${passes ? 'passed' : 'failed'}`, async () => {
        const answer = await theirs().ask(what === 'caa' ? 'caa' : 'dcv', requestOf(what, target), soon());
        assert.ok(answer.answered, JSON.stringify(answer));
        assert.equal(answer.passed, passes);
        if (target === 'broken.example')
          assert.match(String(answer.errors), /^mpic_error:(dcv|caa)_checker:lookup$/);
      });
    }
  });

  describe('its coordinator, asking agents of ours', () => {
    const dcv = { validation_method: 'acme-dns-01', key_authorization_hash: DIGEST };
    const rows: readonly (readonly [string, object, boolean])[] = [
      [
        'dns-01 of good.example',
        { check_type: 'dcv', domain_or_ip_target: 'good.example', dcv_check_parameters: dcv },
        true,
      ],
      [
        'dns-01 of *.good.example',
        { check_type: 'dcv', domain_or_ip_target: '*.good.example', dcv_check_parameters: dcv },
        true,
      ],
      [
        'dns-01 of wrong.example',
        { check_type: 'dcv', domain_or_ip_target: 'wrong.example', dcv_check_parameters: dcv },
        false,
      ],
      [
        'dns-01 of broken.example',
        { check_type: 'dcv', domain_or_ip_target: 'broken.example', dcv_check_parameters: dcv },
        false,
      ],
      [
        'caa of good.example',
        {
          check_type: 'caa',
          domain_or_ip_target: 'good.example',
          caa_check_parameters: { caa_domains: ['ca.example'] },
        },
        true,
      ],
      [
        'caa of good.example, whose names we know',
        { check_type: 'caa', domain_or_ip_target: 'good.example' },
        true,
      ],
      ['caa of wrong.example', { check_type: 'caa', domain_or_ip_target: 'wrong.example' }, false],
      [
        'caa of tied.example: by which method is not said',
        { check_type: 'caa', domain_or_ip_target: 'tied.example' },
        false,
      ],
    ];
    for (const [what, ask, valid] of rows) {
      test(`${what}: ${valid ? 'valid' : 'invalid'}`, async () => {
        const answer = await mpic(ask);
        assert.equal(answer.is_valid, valid, JSON.stringify(answer));
        assert.equal(answer.mpic_completed, true);
        assert.deepEqual(
          answer.perspectives.map((one) => one.perspective_code).toSorted(),
          [...CODES].toSorted(),
        );
        for (const { check_response: one } of answer.perspectives) {
          assert.equal(one.check_passed, valid);
          assert.equal(one.errors === null, valid);
        }
      });
    }

    test('what we do not take is its failed check, not its end', async () => {
      const parameters = { validation_method: 'website-change', challenge_value: 'x', http_token_path: 'x' };
      const answer = await mpic({
        check_type: 'dcv',
        domain_or_ip_target: 'good.example',
        dcv_check_parameters: parameters,
      });
      assert.deepEqual([answer.is_valid, answer.mpic_completed], [false, false]);
    });

    test('one agent gone: valid; two gone: not', async () => {
      const ask = { check_type: 'dcv', domain_or_ip_target: 'good.example', dcv_check_parameters: dcv };
      await agents[0]?.close();
      const one = await mpic(ask);
      assert.equal(one.is_valid, true, JSON.stringify(one));
      const gone = one.perspectives.find(({ perspective_code: code }) => code === 'amsterdam');
      assert.equal(gone?.check_response.check_completed, false);
      await agents[1]?.close();
      assert.equal((await mpic(ask)).is_valid, false);
    });
  });

  function theirs(): Perspective {
    const call = httpCall(port);
    return createRemotePerspective({
      name: 'theirs',
      region: 'ARIN',
      speaks: 'open-mpic',
      call,
      clock: systemClock,
      log: silentLog,
    });
  }

  type Answer = {
    is_valid: boolean;
    mpic_completed: boolean;
    perspectives: {
      perspective_code: string;
      check_response: { check_completed: boolean; check_passed: boolean; errors: unknown };
    }[];
  };

  async function mpic(ask: object): Promise<Answer> {
    const called = await httpCall(port)('/mpic', Buffer.from(JSON.stringify(ask)), soon());
    assert.ok(called.ok);
    assert.equal(called.status, 200, Buffer.from(called.body).toString());
    return JSON.parse(Buffer.from(called.body).toString()) as Answer;
  }
});

/** An agent of ours with a validator of its own, over plain HTTP. */
async function startAgent(name: string, dns: DnsServer) {
  const resolver = createStubResolver({ servers: dns.servers, clock: systemClock });
  const validator: Validator = createValidator({
    resolverFor: () => resolver,
    fetcher: createFetcher({ clock: systemClock }),
    tlsProber: createTlsProber({ clock: systemClock }),
    policyFor: () => createAddressPolicy({ allowed: () => [], allowLoopback: false }),
    rule: 'documented',
    clock: systemClock,
    log: silentLog,
  });
  const caaIssuers = ['ca.example'];
  const parts = {
    name,
    region: 'RIPE',
    caaIssuers,
    version: 'test',
    clock: systemClock,
    log: silentLog,
  } as const;
  const server = await serveHandlers(createAgentHandlers({ ...parts, validator }));
  return {
    port: server.port,
    async close() {
      await server.close();
      await validator.close();
    },
  };
}

function requestOf(what: ChallengeType | 'caa', target: string): ValidationRequest {
  const type = what === 'caa' ? 'dns-01' : what;
  return {
    identifier: { type: 'dns', value: target.replace('*.', '') },
    wildcard: target.startsWith('*.'),
    type,
    token: type === 'dns-persist-01' ? '' : 'token',
    keyAuthorization: type === 'dns-persist-01' ? '' : KEY_AUTHORIZATION,
    subscriber: { accountUrls: [ACCOUNT], thumbprint: 'thumbprint' },
    caa: { mode: 'enforce', issuers: ['ca.example'] },
    directory: 'default',
  };
}

function soon() {
  return { deadlineMs: systemClock.monotonic() + 60_000, signal: createStop().signal };
}
