import { readFileSync } from 'node:fs';
import { exportRoot } from '../authority/ca/index.ts';
import { type Fault, systemClock } from '../core/index.ts';
import { createHealthCheck, judgeHealth } from '../delegation/health/index.ts';
import { delegate, DNS_01 } from '../delegation/names/index.ts';
import { checkPersist, readWish } from '../delegation/persist/index.ts';
import {
  type Finding,
  type LeafId,
  type Seen,
  type Site,
  testChain,
  type Tested,
  testHosting,
  testPathOnly,
  testTimeBoxed,
  testTlsAlpn,
} from '../doctor/advice/index.ts';
import type { Kit } from '../doctor/outside/index.ts';
import { describeFault } from '../i18n/index.ts';
import type { AdviseOptions, Typed } from './advice-site.ts';
import type { Session } from './session.ts';
import { wrap } from './table.ts';

/** What a test found, in words. `usage`: it could not be begun with what was given. */
export type Outcome =
  | {
      readonly findings: readonly {
        readonly code: string;
        readonly address: string | null;
        readonly message: string;
      }[];
      readonly seen: readonly Seen[];
    }
  | { readonly usage: string }
  | { readonly fault: Fault };

/** Any time that is long. */
const ALIVE_MS = 60_000;

/** Measures whether one way works now. */
export async function testLeaf(
  session: Session,
  leaf: LeafId,
  { site, waitMs }: Typed,
  options: AdviseOptions,
  kit: Kit,
): Promise<Outcome> {
  const { clock, dialer, tls, policy, ports } = kit;
  const tools = { resolver: kit.resolver(site.name), clock, dialer, tls, policy, ports };
  switch (leaf) {
    case 'delegation':
      return testDelegation(session, site, kit);
    case 'persist':
      return testPersist(session, site, kit);
    case 'private-ca':
    case 'central': {
      const root = await rootOf(session, leaf, options);
      if ('usage' in root) return root;
      return told(session, await testChain(tools, site, root.pem));
    }
    case 'path-only':
      return told(session, await testPathOnly(tools, site, options.token));
    case 'tls-alpn':
      return told(session, await testTlsAlpn(tools, site));
    case 'hosting':
      return told(session, await testHosting(tools, site));
    case 'time-boxed': {
      const { phases } = session.messages.doctor.advice.tests;
      const tell = (phase: keyof typeof phases) =>
        session.terminal.err(wrap(session.terminal, phases[phase]({ seconds: waitMs / 1_000 })));
      const alive = setInterval(() => {}, ALIVE_MS); // timers of the clock keep no process alive, and between two looks nothing else does
      const tested = await testTimeBoxed(tools, site, waitMs, tell).finally(() => clearInterval(alive));
      return told(session, tested);
    }
  }
}

function told(session: Session, { findings, seen }: Tested): Outcome {
  return {
    findings: findings.map((one) => ({
      code: one.code,
      address: one.address ?? null,
      message: text(session, one),
    })),
    seen,
  };
}

function text({ messages }: Session, { code, address, values }: Finding): string {
  const texts: Readonly<Record<Finding['code'], (values: never) => string>> =
    messages.doctor.advice.tests.codes;
  return texts[code]({ at: address ?? '', ...values } as never);
}

/** The same questions as `sixfour name check`, of a name that need not be known here. */
async function testDelegation(session: Session, { name, zone }: Site, kit: Kit): Promise<Outcome> {
  if (zone === undefined) return { usage: session.messages.doctor.advice.needs({ option: '--zone' }) };
  const { policy, clock, servers: prober } = kit;
  const check = createHealthCheck({ resolver: kit.resolver(name), prober, policy, clock });
  const wanted = { delegation: delegate(name, DNS_01, 'readable', zone), zone, nameServers: [] };
  const evidence = await check.collect(wanted);
  const seen = [evidence.customer, evidence.ours].flatMap(({ servers }) =>
    servers.flatMap(({ address, answers }) =>
      answers.map(({ question, transport, outcome }) => ({
        address,
        asked: `${question} ${transport}`,
        said: outcome,
      })),
    ),
  );
  return { findings: judgeHealth(evidence).findings.map((one) => ofFault(session, one)), seen };
}

/** The same as `sixfour persist check`, of a record that need not be in the inventory. */
async function testPersist(session: Session, { name, issuer, accountUrl }: Site, kit: Kit): Promise<Outcome> {
  const { needs } = session.messages.doctor.advice;
  if (issuer === undefined) return { usage: needs({ option: '--issuer' }) };
  if (accountUrl === undefined) return { usage: needs({ option: '--account-url' }) };
  const draft = accountUrl.includes('/sha-256/') ? '02' : '01';
  const wish = readWish({ name, issuer, accountUri: accountUrl, draft, wildcard: false }, systemClock.now());
  if (!wish.ok) return { fault: wish.fault };
  const { policy, clock, servers: prober } = kit;
  const inventory = { of: async () => [wish.value], saveCheck: async () => false };
  const checked = await checkPersist(
    inventory,
    { resolver: kit.resolver(name), prober, policy, clock },
    name,
  );
  if (!checked.ok) return { fault: checked.fault };
  const { findings, evidence } = checked.value;
  const seen = [evidence.owner, evidence.target].flatMap((place) =>
    (place?.answers ?? []).map(({ address, transport, outcome }) => ({
      address,
      asked: `TXT ${transport}`,
      said: outcome,
    })),
  );
  return { findings: findings.map((one) => ofFault(session, one)), seen };
}

function ofFault({ messages }: Session, one: Fault) {
  return { code: one.code, address: null, message: describeFault(one, messages) };
}

/** The root to verify with: of the file, or of this data directory; of a public CA those that Node brings. */
async function rootOf(
  session: Session,
  leaf: LeafId,
  { root }: AdviseOptions,
): Promise<{ readonly pem: string | undefined } | { readonly usage: string }> {
  const texts = session.messages.doctor.advice;
  if (root !== undefined) {
    const pem = readPem(root);
    return pem === undefined ? { usage: texts.rootUnreadable({ file: root }) } : { pem };
  }
  if (leaf === 'central') return { pem: undefined };
  const own = await exportRoot(session.loaded.directory);
  return own.ok ? { pem: own.value.pem } : { usage: texts.rootMissing() };
}

function readPem(file: string): string | undefined {
  try {
    const pem = readFileSync(file, 'utf8');
    return pem.includes('-----BEGIN CERTIFICATE-----') ? pem : undefined;
  } catch {
    return undefined;
  }
}
