// Open MPIC over real HTTP: a foreign coordinator that uses our agents, foreign agents that our coordinator uses, and our
// perspectives for other CAs. The foreign ones are strict: they take the published shapes and nothing else.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { createStop, fault, type Fault, type Region, systemClock } from '../../src/core/index.ts';
import {
  createAgentHandlers,
  createCoordinator,
  createCoordinatorHandlers,
  createRemotePerspective,
  forOwnServer,
  dns01Digest,
  type Handlers,
  type Perspective,
  quorumPolicy,
} from '../../src/validation/index.ts';
import { ASK_BYTES_MAX } from '../../src/validation/perspective/limits.ts';
import { httpCall, serveHandlers } from '../support/perspective-calls.ts';
import { type Doing, scripted, scriptedValidator } from '../support/perspectives.ts';
import { recordingLog } from '../support/recording-log.ts';
import { REQUEST } from './validation-network.ts';

const WRONG = fault('validationTxtWrong', { name: '_acme-challenge.www.example', records: 1 });

// the shapes as a strict reader has them: what is not listed is an error, but for members of our own
const error = z.strictObject({ error_type: z.string(), error_message: z.string() });
const history = z.looseObject({ status_code: z.int(), url: z.string() });
const dcvDetails = z.discriminatedUnion('validation_method', [
  z.strictObject({
    validation_method: z.literal('acme-http-01'),
    response_history: z.array(history).nullable(),
    response_url: z.string().nullable(),
    response_status_code: z.int().nullable(),
    response_page: z.null(),
  }),
  z.strictObject({
    validation_method: z.literal(['acme-dns-01', 'dns-persistent']),
    records_seen: z.array(z.string()).nullable(),
    response_code: z.int().nullable(),
    ad_flag: z.boolean().nullable(),
    found_at: z.string().nullable(),
    cname_chain: z.array(z.string()).nullable(),
  }),
  z.strictObject({ validation_method: z.literal('acme-tls-alpn-01'), common_name: z.string().nullable() }),
]);
const caaDetails = z.strictObject({
  caa_record_present: z.boolean().nullable(),
  found_at: z.string().nullable(),
  records_seen: z.array(z.string()).nullable(),
});
const checked = {
  check_completed: z.boolean(),
  check_passed: z.boolean(),
  errors: z.array(error).nullable(),
  timestamp_ns: z.number(),
};
const checkResponse = z.discriminatedUnion('check_type', [
  z.strictObject({ check_type: z.literal('dcv'), ...checked, details: dcvDetails }),
  z.strictObject({ check_type: z.literal('caa'), ...checked, details: caaDetails }),
]);
const counts = z.strictObject({ perspective_count: z.int(), quorum_count: z.int(), attempt_count: z.int() });
const mpicResponse = z.strictObject({
  mpic_completed: z.boolean(),
  is_valid: z.boolean(),
  check_type: z.enum(['dcv', 'caa']),
  domain_or_ip_target: z.string(),
  trace_identifier: z.string().nullable(),
  request_orchestration_parameters: z.unknown(),
  actual_orchestration_parameters: counts,
  dcv_check_parameters: z.unknown(),
  caa_check_parameters: z.unknown(),
  perspectives: z.array(z.strictObject({ perspective_code: z.string(), check_response: checkResponse })),
  previous_attempt_results: z.null(),
});
const issues = z.strictObject({
  error: z.literal('request-validation-failed'),
  validation_issues: z.array(z.strictObject({ issue_type: z.string(), message: z.string() })).min(1),
});

const HTTP_ASK = {
  domain_or_ip_target: 'www.example',
  trace_identifier: 't1',
  dcv_check_parameters: {
    validation_method: 'acme-http-01',
    token: 'tok',
    key_authorization: 'tok.thumb',
    require_exact_case: true,
  },
};
const DNS_ASK = {
  domain_or_ip_target: '*.www.example',
  dcv_check_parameters: {
    validation_method: 'acme-dns-01',
    key_authorization_hash: dns01Digest('tok.thumb'),
  },
};

describe('a foreign coordinator and an agent of ours', () => {
  test('every check, passed and failed: 200, in the published shapes and nothing else', async () => {
    for (const refusal of [undefined, WRONG]) {
      await using agent = await serveAgent(refusal);
      for (const [path, ask] of [
        ['/dcv', HTTP_ASK],
        ['/dcv', DNS_ASK],
        [
          '/caa',
          { domain_or_ip_target: 'www.example', caa_check_parameters: { caa_domains: ['other.example'] } },
        ],
        ['/caa', { domain_or_ip_target: 'www.example' }],
      ] as const) {
        const { status, json } = await post(agent.port, path, ask);
        assert.equal(status, 200);
        const answer = checkResponse.parse(json);
        assert.equal(answer.check_passed, refusal === undefined);
        assert.equal(answer.check_completed, true);
        assert.equal(answer.errors === null, refusal === undefined);
      }
      assert.equal(agent.validator.validated.length, 2);
      assert.equal(agent.validator.validated[1]?.digest, dns01Digest('tok.thumb'));
      assert.equal(agent.validator.validated[1]?.wildcard, true);
      assert.deepEqual(
        agent.validator.caaChecked.map(({ caa }) => caa.issuers),
        [['other.example'], ['ours.example']],
      );
    }
  });

  test('what it adds as if it were ours is neither read nor answered', async () => {
    await using agent = await serveAgent(WRONG);
    const x_sixfour = {
      protocol: 1,
      type: 'http-01',
      rule: 'boulder',
      subscriber: { account_urls: ['https://ca.example/1'], thumbprint: 'x' },
      caa: { mode: 'advisory', issuers: ['x.example'], method_unknown: false },
      directory: 'inside',
      owner: '',
    };
    for (const added of [x_sixfour, { protocol: 99 }, 'anything']) {
      const { status, json } = await post(agent.port, '/dcv', { ...HTTP_ASK, x_sixfour: added });
      assert.equal(status, 200);
      checkResponse.parse(json);
    }
    for (const { directory, rule, subscriber } of agent.validator.validated)
      assert.deepEqual([directory, rule, subscriber.accountUrls], ['', undefined, []]);
    assert.equal(agent.validator.validated.length, 3);
  });

  test('healthz and configz', async () => {
    await using agent = await serveAgent(undefined);
    assert.deepEqual(await get(agent.port, '/healthz'), { status: 200, json: { status: 'healthy' } });
    const { json } = await get(agent.port, '/configz');
    assert.deepEqual(json, {
      open_mpic_api_spec_version: '3.5.0',
      app_version: 'test',
      mpic_core_version: null,
      x_sixfour: { protocol: 1 },
    });
  });

  test('what is not taken is said as Open MPIC says it, and nothing is looked at', async () => {
    await using agent = await serveAgent(undefined);
    for (const [ask, issue] of [
      [{}, 'invalid-request'],
      [{ ...HTTP_ASK, domain_or_ip_target: 'a b' }, 'invalid-domain-or-ip-target'],
      [
        { ...HTTP_ASK, dcv_check_parameters: { validation_method: 'website-change' } },
        'unsupported-validation-method',
      ],
    ] as const) {
      const { status, json } = await post(agent.port, '/dcv', ask);
      assert.equal(status, 400);
      assert.equal(issues.parse(json).validation_issues[0]?.issue_type, issue);
    }
    const broken = await fetch(`http://127.0.0.1:${agent.port}/dcv`, { method: 'POST', body: '{"a":' });
    assert.equal(broken.status, 400);
    const large = await post(agent.port, '/dcv', { x: 'x'.repeat(ASK_BYTES_MAX) });
    assert.equal(large.status, 413);
    assert.equal((await get(agent.port, '/dcv')).status, 405);
    assert.equal((await get(agent.port, '/mpic')).status, 404);
    assert.equal((await get(agent.port, '/constructor')).status, 404);
    assert.equal(agent.validator.validated.length, 0);
  });

  test('a bug inside is a 500 that says nothing', async () => {
    const validator = {
      ...scriptedValidator(systemClock, undefined),
      validate: () => Promise.reject(new Error('secret')),
    };
    const log = recordingLog();
    const handlers = createAgentHandlers({ ...AGENT, log, validator });
    const reply = await handlers({
      method: 'POST',
      path: '/dcv',
      body: Buffer.from(JSON.stringify(HTTP_ASK)),
      peer: 'x',
    });
    assert.deepEqual([reply.status, JSON.parse(reply.body)], [500, { error: 'internal error' }]);
    assert.equal(log.above('warn').length, 1);
  });
});

describe('our coordinator and foreign agents', () => {
  const pass = {
    check_type: 'dcv',
    check_completed: true,
    check_passed: true,
    errors: null,
    timestamp_ns: 1,
    details: { validation_method: 'acme-http-01' },
  };
  const no = { ...pass, check_passed: false };
  const rows: readonly (readonly [
    string,
    readonly (readonly [number, unknown])[],
    boolean,
    readonly string[],
  ])[] = [
    [
      'all pass',
      [
        [200, pass],
        [200, pass],
        [200, pass],
      ],
      true,
      ['passed', 'passed', 'passed'],
    ],
    [
      'one says 500 with a body that is valid, as Open MPIC does where there were errors',
      [
        [200, pass],
        [500, { ...no, errors: [{ error_type: 'mpic_error:http', error_message: 'x' }] }],
        [200, pass],
      ],
      true,
      ['passed', 'failed', 'passed'],
    ],
    [
      'a pass counts whatever the status',
      [
        [500, pass],
        [200, pass],
        [200, no],
      ],
      true,
      ['passed', 'passed', 'failed'],
    ],
    [
      'two fail',
      [
        [200, no],
        [200, pass],
        [200, no],
      ],
      false,
      ['failed', 'passed', 'failed'],
    ],
    [
      'one breaks, one does not speak it',
      [
        [500, { error: 'x' }],
        [404, 'not found'],
        [200, pass],
      ],
      false,
      ['malformed', 'malformed', 'passed'],
    ],
    [
      'one says more than anybody reads',
      [
        [200, { ...pass, x: 'x'.repeat(300_000) }],
        [200, pass],
        [200, pass],
      ],
      true,
      ['malformed', 'passed', 'passed'],
    ],
  ];
  for (const [what, answers, valid, outcomes] of rows) {
    test(`${what}: ${valid ? 'valid' : 'invalid'}`, async () => {
      await using world = await foreignAgents(answers);
      const report = await world.coordinator.validate(REQUEST);
      assert.equal(report.verdict.valid, valid);
      const seen = report.evidence.flatMap((one) => (one.kind === 'perspective' ? [one.outcome] : []));
      assert.deepEqual(seen, outcomes);
      assert.deepEqual(
        world.asked.map(({ path }) => path),
        ['/dcv', '/dcv', '/dcv'],
      );
      for (const { body } of world.asked) {
        assert.deepEqual(Object.keys(body).toSorted(), [
          'dcv_check_parameters',
          'domain_or_ip_target',
          'trace_identifier',
        ]);
        assert.equal(body['domain_or_ip_target'], REQUEST.identifier.value);
      }
    });
  }
});

describe('another CA and our perspectives (POST /mpic)', () => {
  const ask = { check_type: 'dcv', ...HTTP_ASK };

  test('valid and invalid, each perspective named with what it said', async () => {
    await using world = await serveCoordinator(['passes', 'passes', { fails: WRONG }, 'passes']);
    const { status, json } = await post(world.port, '/mpic', ask);
    assert.equal(status, 200);
    const answer = mpicResponse.parse({ caa_check_parameters: null, ...(json as object) });
    assert.deepEqual([answer.is_valid, answer.mpic_completed], [true, true]);
    assert.deepEqual(answer.actual_orchestration_parameters, {
      perspective_count: 4,
      quorum_count: 3,
      attempt_count: 1,
    });
    assert.equal(answer.trace_identifier, 't1');
    const failed = answer.perspectives.find(({ perspective_code: code }) => code === 'p2')?.check_response;
    assert.equal(failed?.check_passed, false);
    assert.equal(failed.errors?.[0]?.error_type, 'x_sixfour:txt_wrong');

    await using lost = await serveCoordinator(['passes', 'unreachable', { fails: WRONG }, 'passes']);
    const second = await post(lost.port, '/mpic', ask);
    const refused = mpicResponse.parse({ caa_check_parameters: null, ...(second.json as object) });
    assert.deepEqual([second.status, refused.is_valid, refused.mpic_completed], [200, false, true]);
    const gone = refused.perspectives.find(({ perspective_code: code }) => code === 'p1')?.check_response;
    assert.equal(gone?.check_completed, false);
    assert.equal(gone.errors?.[0]?.error_type, 'mpic_error:coordinator:remote_check');
  });

  test('CAA, and more that failed to look than may', async () => {
    await using world = await serveCoordinator(['unreachable', 'timeout', 'passes']);
    const { json } = await post(world.port, '/mpic', {
      check_type: 'caa',
      domain_or_ip_target: 'www.example',
    });
    const answer = mpicResponse.parse({ dcv_check_parameters: null, ...(json as object) });
    assert.deepEqual([answer.is_valid, answer.mpic_completed, answer.check_type], [false, false, 'caa']);
  });

  test('a part of the perspectives: always the same ones for a name, from different regions', async () => {
    await using world = await serveCoordinator(['passes', 'passes', 'passes', 'passes', 'passes', 'passes']);
    const some = {
      ...ask,
      orchestration_parameters: { perspective_count: 3, quorum_count: 2, max_attempts: 5 },
    };
    const chosen = async () => {
      const { json } = await post(world.port, '/mpic', some);
      const answer = mpicResponse.parse({ caa_check_parameters: null, ...(json as object) });
      assert.deepEqual(answer.actual_orchestration_parameters, {
        perspective_count: 3,
        quorum_count: 2,
        attempt_count: 1,
      });
      return answer.perspectives.map(({ perspective_code: code }) => code);
    };
    const first = await chosen();
    assert.deepEqual(await chosen(), first);
    const regions = first.map((name) => world.perspectives.find((one) => one.name === name)?.region);
    assert.equal(new Set(regions).size, 3);
  });

  test('a quorum is never below the table, whether a count is named or not; 0 least of all', async () => {
    await using world = await serveCoordinator(['passes', 'passes', 'passes', 'passes']);
    for (const [parameters, issue] of [
      [{ quorum_count: 0 }, 'invalid-quorum-count'],
      [{ perspective_count: 4, quorum_count: 0 }, 'invalid-quorum-count'],
      [{ perspective_count: 4, quorum_count: 2 }, 'invalid-quorum-count'],
      [{ perspective_count: 4, quorum_count: 5 }, 'invalid-quorum-count'],
      [{ perspective_count: 4, quorum_count: -1 }, 'invalid-quorum-count'],
      [{ perspective_count: 1 }, 'invalid-perspective-count'],
      [{ perspective_count: 0 }, 'invalid-perspective-count'],
      [{ perspective_count: 5 }, 'invalid-perspective-count'],
      [{ perspective_count: 2.5 }, 'invalid-request'],
      [{ cohort_for_single_attempt: 2 }, 'invalid-cohort'],
    ] as const) {
      const { status, json } = await post(world.port, '/mpic', {
        ...ask,
        orchestration_parameters: parameters,
      });
      assert.equal(status, 400, JSON.stringify(parameters));
      assert.equal(issues.parse(json).validation_issues[0]?.issue_type, issue);
    }
    assert.equal(world.perspectives.flatMap(({ asked }) => asked).length, 0);
  });

  test('all that pass in one region is not valid', async () => {
    await using world = await serveCoordinator(['passes', 'passes', 'passes'], ['RIPE']);
    const { json } = await post(world.port, '/mpic', ask);
    assert.equal((json as { is_valid: boolean }).is_valid, false);
  });

  test('through agents of ours, which are told that there is no account and no known method', async () => {
    await using agent = await serveAgent(undefined, forOwnServer);
    const perspective = createRemotePerspective({ ...AGENT, speaks: 'sixfour', call: httpCall(agent.port) });
    const twin = scripted('twin', 'ARIN', 'unreachable', { clock: systemClock, ms: 1 });
    const { handlers } = createCoordinatorHandlers({
      perspectives: () => [perspective, twin],
      caaIssuers: [],
      version: 'test',
      clock: systemClock,
      log: recordingLog(),
    });
    await using server = await served(handlers);
    const caa = {
      check_type: 'caa',
      domain_or_ip_target: 'www.example',
      caa_check_parameters: { caa_domains: ['other.example'] },
    };
    for (const one of [ask, caa]) {
      const { json } = await post(server.port, '/mpic', one);
      assert.equal((json as { is_valid: boolean }).is_valid, true);
    }
    const [checkedCaa] = agent.validator.caaChecked;
    assert.deepEqual(checkedCaa?.caa, { mode: 'enforce', issuers: ['other.example'], methodUnknown: true });
    assert.deepEqual(checkedCaa?.subscriber.accountUrls, []);
  });
});

const AGENT = {
  name: 'frankfurt',
  region: 'RIPE',
  caaIssuers: ['ours.example'],
  version: 'test',
  clock: systemClock,
  log: recordingLog(),
} as const;

async function served(handlers: Handlers) {
  const server = await serveHandlers(handlers);
  return { ...server, [Symbol.asyncDispose]: () => server.close() };
}

async function serveAgent(refusal: Fault | undefined, wrap = (handlers: Handlers) => handlers) {
  const validator = scriptedValidator(systemClock, refusal);
  return { ...(await served(wrap(createAgentHandlers({ ...AGENT, validator })))), validator };
}

async function serveCoordinator(
  doings: readonly Doing[],
  regions: readonly Region[] = ['ARIN', 'RIPE', 'APNIC', 'LACNIC', 'AFRINIC'],
) {
  const perspectives = doings.map((doing, at) =>
    scripted(`p${at}`, regions[at % regions.length] ?? 'RIPE', doing, { clock: systemClock, ms: 1 }),
  );
  const { handlers, close } = createCoordinatorHandlers({
    perspectives: () => perspectives,
    caaIssuers: ['ours.example'],
    version: 'test',
    clock: systemClock,
    log: recordingLog(),
  });
  const server = await served(handlers);
  return {
    ...server,
    perspectives,
    async [Symbol.asyncDispose]() {
      close();
      await server.close();
    },
  };
}

/** Three servers that answer every question with what is given, and keep what they were asked. */
async function foreignAgents(answers: readonly (readonly [number, unknown])[]) {
  const asked: { path: string; body: Record<string, unknown> }[] = [];
  const servers = await Promise.all(
    answers.map(async ([status, answer]) => {
      const server = createServer((incoming, outgoing) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        incoming.on('end', () => {
          asked.push({ path: incoming.url ?? '', body: JSON.parse(text) as Record<string, unknown> });
          outgoing.writeHead(status).end(typeof answer === 'string' ? answer : JSON.stringify(answer));
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const regions: readonly Region[] = ['ARIN', 'RIPE', 'APNIC'];
  const perspectives = servers.map((server, at): Perspective => {
    const { port } = server.address() as AddressInfo;
    const region = regions[at] ?? 'LACNIC';
    const call = httpCall(port);
    return createRemotePerspective({ ...AGENT, name: `f${at}`, region, speaks: 'open-mpic', call });
  });
  const policy = quorumPolicy({ policy: 'baseline-requirements', minimum: 3 });
  assert.ok(policy.ok);
  const coordinator = createCoordinator({
    local: scriptedValidator(systemClock, undefined),
    perspectives: () => perspectives,
    policy: policy.value,
    clock: systemClock,
    log: recordingLog(),
  });
  return {
    asked,
    coordinator,
    async [Symbol.asyncDispose]() {
      await coordinator.close();
      for (const server of servers) server.close();
    },
  };
}

async function post(port: number, path: string, body: object): Promise<{ status: number; json: unknown }> {
  const until = { deadlineMs: systemClock.monotonic() + 30_000, signal: createStop().signal };
  const called = await httpCall(port)(path, Buffer.from(JSON.stringify(body)), until);
  assert.ok(called.ok);
  return { status: called.status, json: JSON.parse(Buffer.from(called.body).toString()) };
}

async function get(port: number, path: string): Promise<{ status: number; json: unknown }> {
  const until = { deadlineMs: systemClock.monotonic() + 30_000, signal: createStop().signal };
  const called = await httpCall(port)(path, undefined, until);
  assert.ok(called.ok);
  return { status: called.status, json: JSON.parse(Buffer.from(called.body).toString()) };
}
