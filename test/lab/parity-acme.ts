// Rows 19 and 20: what an ACME client meets at the server. Real packets over loopback: the ACME server, its validator, and the name
// server that fails on purpose; only the clock of the server is moved on. One server for each retry rule.
import assert from 'node:assert/strict';
import { type Clock, RETRY_RULES, type RetryRule, silentLog, systemClock } from '../../src/core/index.ts';
import { compileScript, type LabAnswer, type LabScript, startLabDns } from '../../src/lab/index.ts';
import { createFetcher, createStubResolver, createTlsProber } from '../../src/net/index.ts';
import { createValidator, dns01Digest } from '../../src/validation/index.ts';
import type { AcmeClient, AcmeReply } from '../support/acme-client.ts';
import { startTestAcme } from '../support/acme-server.ts';
import { makeCsr } from '../support/csr.ts';
import { thumbprintOf } from '../support/dns-acme.ts';
import type { Line } from './parity-table.ts';
import { CA_NAME } from './parity-shape.ts';

const ZONE = 'acme.test';
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SLOW_MS = 600;
const ALLOWED = `@ CAA 0 issue "${CA_NAME}"`;

type AcmeRow = {
  readonly row: string;
  readonly what: string;
  readonly expected: string;
  /** What the client met, in a word. */
  readonly play: (world: AcmeWorld, name: string) => Promise<string>;
};

export const ACME_ROWS: readonly AcmeRow[] = [
  {
    row: '19a',
    what: 'finalize 6 h 59 after the validation, CAA changed to forbid',
    expected: 'issued',
    play: (world, name) => finalizeLater(world, name, 7 * HOUR_MS - MINUTE_MS, 'other.example'),
  },
  {
    row: '19b',
    what: 'finalize 7 h 01 after the validation, CAA changed to forbid',
    expected: 'caa',
    play: (world, name) => finalizeLater(world, name, 7 * HOUR_MS + MINUTE_MS, 'other.example'),
  },
  {
    row: '19c',
    what: 'finalize 7 h 01 after the validation, CAA as it was',
    expected: 'issued',
    play: (world, name) => finalizeLater(world, name, 7 * HOUR_MS + MINUTE_MS, CA_NAME),
  },
  {
    row: '20a',
    what: 'two POSTs on one challenge at once: one validation, the other told',
    expected: '409 conflict',
    play: twoAtOnce,
  },
  {
    row: '20b',
    what: 'POST to a challenge of a valid authorization: echoed, nothing run',
    expected: 'echoed',
    play: postAgain,
  },
];

/** Plays every row under every rule; a row that breaks is seen as its error. */
export async function playAcmeRows(end: (run: () => Promise<void> | void) => void): Promise<readonly Line[]> {
  const worlds = await Promise.all(
    RETRY_RULES.map(async (rule) => [rule, await startWorld(rule, end)] as const),
  );
  const seen = new Map<string, string>();
  await Promise.all(
    worlds.map(async ([rule, world]) => {
      // one after the other: a row may move the clock, which makes what is open older
      for (const { row, play } of ACME_ROWS) {
        const said = await play(world, `row-${row}.${ZONE}`).catch((error: unknown) => String(error));
        seen.set(`${row} ${rule}`, said);
      }
    }),
  );
  return ACME_ROWS.map(({ row, what, expected }) => {
    const cell = (rule: RetryRule) => ({ expected, seen: seen.get(`${row} ${rule}`) ?? 'nothing' });
    return {
      row,
      what,
      cells: { documented: cell('documented'), boulder: cell('boulder'), 'per-hop': cell('per-hop') },
    };
  });
}

type AcmeWorld = {
  readonly client: AcmeClient;
  /** Every answer of the name server. */
  readonly answers: readonly LabAnswer[];
  load(records: readonly string[], rules?: LabScript['rules']): Promise<void>;
  age(ms: number): void;
};

async function startWorld(
  rule: RetryRule,
  end: (run: () => Promise<void> | void) => void,
): Promise<AcmeWorld> {
  let offset = 0;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + offset };
  const answers: LabAnswer[] = [];
  const dns = await startLabDns({
    plan: planOf([]),
    addresses: ['::1', '127.0.0.1'],
    port: 0,
    clock: systemClock,
    onAnswer: (answer) => void answers.push(answer),
  });
  assert.ok(dns.ok, JSON.stringify(dns));
  end(() => dns.value.close());
  const resolver = createStubResolver({ servers: dns.value.listeners, clock });
  const validator = createValidator({
    resolverFor: () => resolver,
    fetcher: createFetcher({ clock }),
    tlsProber: createTlsProber({ clock }),
    policyFor: () => ({ check: () => ({ ok: true, value: undefined }) }),
    rule,
    clock,
    log: silentLog,
  });
  const caa = { mode: 'enforce', issuers: [CA_NAME] } as const;
  const directories = [{ name: 'default', profile: 'default', profiles: ['default'], caa }] as const;
  const acme = await startTestAcme({ after: end }, { validator, clock, directories });
  end(() => validator.close());
  return {
    client: await acme.client(),
    answers,
    async load(records, rules) {
      const loaded = await dns.value.load(planOf(records, rules));
      assert.ok(loaded.ok, JSON.stringify(loaded));
    },
    age: (ms) => void (offset += ms),
  };
}

function planOf(records: readonly string[], rules: LabScript['rules'] = []) {
  const plan = compileScript({ zones: [{ name: ZONE, records: records.join('\n') }], rules });
  assert.ok(plan.ok, JSON.stringify(plan));
  return plan.value;
}

async function finalizeLater(
  world: AcmeWorld,
  name: string,
  laterMs: number,
  issuerThen: string,
): Promise<string> {
  const { client } = world;
  const { order, challenge, proof } = await begin(world, name);
  await world.load([proof, ALLOWED]);
  const proven = await client.post(challenge.url, {});
  assert.equal(proven.body.status, 'valid', proven.text);
  await world.load([proof, `@ CAA 0 issue "${issuerThen}"`]);
  world.age(laterMs);
  const asked = world.answers.length;
  const done = await client.finalize(order, makeCsr([name]));
  const askedAgain = world.answers.slice(asked).some(({ type }) => type === 'CAA');
  assert.equal(askedAgain, laterMs > 7 * HOUR_MS, 'CAA is asked for again after 7 hours, and not before');
  if (done.body.status === 'valid') return 'issued';
  const problem = done.status >= 400 ? done.body : done.body.error;
  assert.match(problem.detail, /CAA record 0 issue "other\.example" at acme\.test forbids/);
  return typeOf(problem);
}

async function twoAtOnce(world: AcmeWorld, name: string): Promise<string> {
  const { client } = world;
  const { order, challenge, proof } = await begin(world, name);
  await world.load([proof, ALLOWED], [{ type: 'TXT', fault: 'delay', delay_ms: SLOW_MS }]);
  // nonces are had before, so that nothing comes between the two
  const signed = [await client.sign(challenge.url, {}), await client.sign(challenge.url, {})];
  const asked = world.answers.length;
  const replies = await Promise.all(
    signed.map((jws) =>
      client.send('POST', challenge.url, JSON.stringify(jws), { 'content-type': 'application/jose+json' }),
    ),
  );
  const [first, second] = replies.toSorted((a, b) => a.status - b.status);
  assert.ok(first && second);
  assert.equal(first.status, 200);
  assert.equal(first.body.status, 'valid', first.text);
  const [authorization] = order.body.authorizations;
  assert.equal((await client.post(authorization)).body.status, 'valid', 'the other did no harm');
  const questions = world.answers.slice(asked).filter(({ type }) => type === 'TXT');
  assert.equal(questions.length, 1, 'one validation');
  return `${second.status} ${typeOf(second.body)}`;
}

async function postAgain(world: AcmeWorld, name: string): Promise<string> {
  const { client } = world;
  const { challenge, proof } = await begin(world, name);
  await world.load([proof, ALLOWED]);
  assert.equal((await client.post(challenge.url, {})).body.status, 'valid');
  const asked = world.answers.length;
  const again = await client.post(challenge.url, {});
  assert.equal(world.answers.length, asked, 'nothing is run');
  return again.status === 200 && again.body.status === 'valid' ? 'echoed' : `${again.status} ${again.text}`;
}

/** An order for one name, its dns-01 challenge, and the record that proves it. */
async function begin({ client }: AcmeWorld, name: string) {
  const order: AcmeReply = await client.newOrder([name]);
  const { body } = await client.post(order.body.authorizations[0]);
  const challenge = body.challenges.find((one: { type: string }) => one.type === 'dns-01') as {
    url: string;
    token: string;
  };
  const digest = dns01Digest(`${challenge.token}.${thumbprintOf(client.key)}`);
  return { order, challenge, proof: `_acme-challenge.${name}. TXT ${digest}` };
}

function typeOf(problem: { readonly type: string }): string {
  return problem.type.replace(/^.*:/, '');
}
