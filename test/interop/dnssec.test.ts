// Our DNSSEC verdicts against those of BIND's `delv` and of Unbound, on zones that BIND's tools signed.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parseTrustAnchor } from '../../src/config/index.ts';
import { systemClock } from '../../src/core/index.ts';
import {
  createIterativeResolver,
  createStubResolver,
  createValidatingResolver,
} from '../../src/net/index.ts';
import type { Lookup, QuestionType, Resolver } from '../../src/net/index.ts';
import { nameFromText } from '../../src/wire/dns/index.ts';
import { describe as describeRun, installed, run } from '../support/process.ts';
import type { Service } from '../support/process.ts';
import { startUnbound } from '../support/unbound.ts';
import { buildSignedWorld } from './dnssec-world.ts';
import type { SignedWorld } from './dnssec-world.ts';

type Status = 'secure' | 'insecure' | 'bogus';
type Case = {
  readonly name: string;
  readonly type: QuestionType;
  readonly outcome: 'answer' | 'nodata' | 'nxdomain';
  readonly status: Status;
  /** Reason and link, where it is not secure. */
  readonly why?: string;
  /** What others say, where they say something else; the reason stands at the case. */
  readonly delv?: Status;
  readonly unbound?: Status;
};

const UNSIGNED = 'no-ds at unsigned.test DS';
const EXPIRED = 'signature-expired at expired.test DNSKEY';

/** Every kind of answer that a well signed zone gives. */
const ANSWERS: readonly (readonly [string, QuestionType, Case['outcome'], Status?, string?])[] = [
  ['www', 'A', 'answer'],
  ['www', 'TXT', 'nodata'],
  ['none', 'A', 'nxdomain'],
  ['any.wild', 'A', 'answer'],
  ['away', 'A', 'answer'],
  ['', 'CAA', 'answer'],
  ['any.wild', 'TXT', 'nodata'],
  ['b', 'A', 'nodata'],
  ['alias', 'A', 'answer'],
  ['chain', 'A', 'answer'],
  ['to-unsigned', 'A', 'answer', 'insecure', UNSIGNED],
  ['to-broken', 'A', 'answer', 'bogus', EXPIRED],
  ['to-nowhere', 'A', 'nxdomain'],
  ['x.d', 'A', 'nxdomain'],
  ['any.dd', 'A', 'answer'],
  ['x.wildalias', 'A', 'answer'],
  ['mixed.case', 'A', 'answer'],
  ['big', 'TXT', 'answer'],
  ['none.ns', 'A', 'nxdomain'],
  ['txt.alias', 'A', 'nxdomain'],
];
const FEW = 5;

const good = (label: string, count: number): readonly Case[] =>
  ANSWERS.slice(0, count).map(([head, type, outcome, status = 'secure', why]) => ({
    name: `${head}${head === '' ? '' : '.'}${label}.test`,
    type,
    outcome,
    status,
    ...(why !== undefined && { why }),
  }));

/** `www A`, an existing name without TXT, and a name that does not exist, all with the same verdict. */
const three = (label: string, status: Status, why: string, others: Partial<Case> = {}): readonly Case[] =>
  ANSWERS.slice(0, 3).map(([head, type, outcome]) => ({
    name: `${head}.${label}.test`,
    type,
    outcome,
    status,
    why,
    ...others,
  }));

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'P-256, NSEC': good('nsec', ANSWERS.length),
  'P-256, NSEC3 with salt and iterations': good('nsec3', ANSWERS.length),
  'RSA with SHA-256': good('rsa', FEW),
  'RSA with SHA-512': good('rsa512', FEW),
  'P-384, DS with SHA-384': good('p384', FEW),
  Ed25519: good('ed25519', FEW),
  Ed448: good('ed448', FEW),
  'an unsigned delegation': three('unsigned', 'insecure', UNSIGNED),
  'a signed zone without DS': three('island', 'insecure', 'no-ds at island.test DS'),
  'a DS that fits no key': three('wrongds', 'bogus', 'key-not-in-ds at wrongds.test DNSKEY'),
  'a DS, but no signature at all': three('nosignatures', 'bogus', 'key-missing at nosignatures.test DNSKEY'),
  'signatures left out by the server': three('bare', 'bogus', 'signature-missing at bare.test DNSKEY'),
  'expired signatures': three('expired', 'bogus', EXPIRED),
  'signatures of the future': three('future', 'bogus', 'signature-not-yet-valid at future.test DNSKEY'),
  'one signature taken away': [
    {
      name: 'www.stripped.test',
      type: 'A',
      outcome: 'answer',
      status: 'bogus',
      why: 'signature-missing at www.stripped.test A',
    },
    {
      name: 'alias.stripped.test',
      type: 'A',
      outcome: 'answer',
      status: 'bogus',
      why: 'signature-missing at www.stripped.test A',
    },
    { name: 'www.stripped.test', type: 'AAAA', outcome: 'answer', status: 'secure' },
  ],
  'one record changed': [
    {
      name: 'www.forged.test',
      type: 'A',
      outcome: 'answer',
      status: 'bogus',
      why: 'signature-wrong at www.forged.test A',
    },
    { name: 'www.forged.test', type: 'TXT', outcome: 'nodata', status: 'secure' },
  ],
  'opt-out': [
    { name: 'www.optout.test', type: 'A', outcome: 'answer', status: 'secure' },
    { name: 'www.optout.test', type: 'TXT', outcome: 'nodata', status: 'secure' },
    // RFC 5155 section 9.2: no AD for what an opt-out record covers; delv calls it validated, Unbound does not
    {
      name: 'none.optout.test',
      type: 'A',
      outcome: 'nxdomain',
      status: 'insecure',
      why: 'opt-out at none.optout.test A',
      delv: 'secure',
    },
    {
      name: 'www.un.optout.test',
      type: 'A',
      outcome: 'answer',
      status: 'insecure',
      why: 'opt-out at un.optout.test DS',
    },
  ],
  // RFC 9905: SHA-1 proves nothing any more; older validators still count it
  'a DS with SHA-1 only': three('sha1ds', 'insecure', 'unsupported-algorithm at sha1ds.test DS', {
    delv: 'secure',
    unbound: 'secure',
  }),
  'RSA with SHA-1': three('sha1alg', 'insecure', 'unsupported-algorithm at sha1alg.test DS', {
    delv: 'secure',
    unbound: 'secure',
  }),
  'NSEC3 with 60 iterations': [
    { name: 'www.iterations.test', type: 'A', outcome: 'answer', status: 'secure' },
    // RFC 9276 section 3.2; older validators compute up to 150
    {
      name: 'none.iterations.test',
      type: 'A',
      outcome: 'nxdomain',
      status: 'insecure',
      why: 'nsec3-iterations',
      delv: 'secure',
      unbound: 'secure',
    },
  ],
  'a zone and its parent on one server': [
    { name: 'here.test', type: 'A', outcome: 'answer', status: 'secure' },
    { name: 'none.test', type: 'A', outcome: 'nxdomain', status: 'secure' },
  ],
};

describe('DNSSEC on zones that BIND signed', async () => {
  const programs = ['named', 'dnssec-signzone', 'dnssec-keygen', 'delv', 'unbound'];
  const missing: string[] = [];
  for (const program of programs) if (!(await installed(program))) missing.push(program);
  const skip =
    missing.length > 0
      ? `not installed: ${missing.join(', ')} (apt-get install bind9 bind9-utils bind9-dnsutils unbound)`
      : false;

  let world: SignedWorld;
  let unbound: { readonly service: Service; readonly resolver: Resolver };
  let ours: Readonly<Record<string, Resolver>>;
  before(async () => {
    if (skip !== false) return;
    world = await buildSignedWorld();
    unbound = await startUnbound(world.directory, { anchor: world.anchor, zones: { '.': world.all.port } });
    ours = resolvers(world, 'record');
  });
  after(async () => {
    await unbound?.service.stop();
    await world?.close();
  });

  for (const [title, cases] of Object.entries(CASES)) {
    it(title, { skip }, async () => {
      for (const one of cases) {
        for (const [how, resolver] of Object.entries(ours)) {
          const { evidence } = await ask(resolver, one.name, one.type);
          const { status, reason, link } = evidence.dnssec ?? {};
          const label = `${one.name} ${one.type} ${how}`;
          assert.equal(evidence.outcome, one.outcome, label);
          const why = reason === undefined ? undefined : `${reason} at ${link}`;
          assert.equal(status, one.status, `${label}: ${why}`);
          if (one.why?.includes(' at ') !== false) assert.equal(why, one.why, label);
          else assert.equal(reason, one.why, label);
        }
        const [delv, other] = await Promise.all([askDelv(world, one), askUnbound(unbound.resolver, one)]);
        assert.equal(delv, one.delv ?? one.status, `delv: ${one.name} ${one.type}`);
        assert.equal(other, one.unbound ?? one.status, `unbound: ${one.name} ${one.type}`);
      }
    });
  }

  it('required: what is bogus has no data, what is not signed has', { skip }, async () => {
    for (const [how, resolver] of Object.entries(resolvers(world, 'require'))) {
      const forged = await ask(resolver, 'www.forged.test', 'A');
      assert.equal(forged.evidence.outcome, 'bogus', how);
      assert.deepEqual([forged.addresses, forged.records, forged.evidence.addresses], [[], [], []]);
      assert.deepEqual(forged.evidence.dnssec, {
        status: 'bogus',
        reason: 'signature-wrong',
        link: 'www.forged.test A',
      });
      const unsigned = await ask(resolver, 'www.unsigned.test', 'A');
      assert.deepEqual(
        [unsigned.evidence.outcome, unsigned.addresses.map(({ text }) => text)],
        ['answer', ['192.0.2.1']],
      );
    }
  });
});

function resolvers(world: SignedWorld, mode: 'record' | 'require'): Readonly<Record<string, Resolver>> {
  const anchor = parseTrustAnchor(world.anchor);
  assert.ok(anchor !== undefined, world.anchor);
  const anchors = { anchors: [{ zone: nameFromText(anchor.zone), data: anchor.data }], islands: [] };
  const clock = systemClock;
  const stub = createStubResolver({ servers: [{ address: '127.0.0.1', port: world.all.port }], clock });
  const { port } = world.parents;
  const walker = createIterativeResolver({ hints: [{ address: '::1', port }], port, clock });
  return {
    'by a stub': createValidatingResolver({ source: stub.signed, clock, anchors, mode }),
    'from the root': createValidatingResolver({ source: walker.signedSession(), clock, anchors, mode }),
  };
}

function ask(resolver: Resolver, name: string, type: QuestionType): Promise<Lookup> {
  return resolver.lookup({ name, type, hop: 0, deadlineMs: systemClock.monotonic() + 10_000 });
}

/** The worst of the lines that delv says about the parts of an answer. */
async function askDelv(world: SignedWorld, { name, type }: Case): Promise<Status> {
  const server = ['-4', '@127.0.0.1', '-p', String(world.all.port)];
  const done = await run(['delv', '-a', world.anchorFile, '+root=.', ...server, name, type]);
  const text = done.stdout + done.stderr;
  if (/resolution failed: (?!ncache)/.test(text)) return 'bogus';
  if (/^; (negative response, )?unsigned/m.test(text)) return 'insecure';
  assert.match(text, /fully validated/, describeRun(done));
  return 'secure';
}

async function askUnbound(unbound: Resolver, { name, type }: Case): Promise<Status> {
  const { evidence } = await ask(unbound, name, type);
  if (evidence.outcome === 'servfail') return 'bogus';
  assert.match(evidence.outcome, /^(answer|nodata|nxdomain)$/, `unbound: ${name} ${type}`);
  return evidence.ad === true ? 'secure' : 'insecure';
}
