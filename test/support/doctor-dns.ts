// The DNS part of a look, over loopback, at a zone of the lab's scripted server; everything else is that of a healthy host.
import assert from 'node:assert/strict';
import { parseTrustAnchor } from '../../src/config/index.ts';
import { createStop, systemClock } from '../../src/core/index.ts';
import { collectAnswers } from '../../src/doctor/outside/dns/answers.ts';
import { collectCaches } from '../../src/doctor/outside/dns/caches.ts';
import { collectChallenge } from '../../src/doctor/outside/dns/challenge.ts';
import { collectNames } from '../../src/doctor/outside/dns/names.ts';
import { collectRecords } from '../../src/doctor/outside/dns/records.ts';
import { collectSigned } from '../../src/doctor/outside/dns/signed.ts';
import { createGate } from '../../src/doctor/outside/connects-gate.ts';
import type { Kit, OutsideReport } from '../../src/doctor/outside/index.ts';
import {
  compileScript,
  type LabAnswer,
  type LabScript,
  startLabDns,
  trustAnchors,
} from '../../src/lab/index.ts';
import {
  createAddressPolicy,
  createDialer,
  createIterativeResolver,
  createServerProber,
  createStubResolver,
  createValidatingResolver,
  type TrustAnchor,
} from '../../src/net/index.ts';
import { nameFromText } from '../../src/wire/dns/index.ts';
import { healthyReport, NAME } from './doctor-reports.ts';

export const ZONE = 'example.org';
const DEADLINE_MS = 20_000;

/** What a zone holds that is well; `more` beside it. */
export function zoneRecords(more = ''): string {
  return [
    '@ NS ns1.example.org.',
    '@ NS ns2.example.org.',
    ...['ns1', 'ns2'].flatMap((host) => [`${host} AAAA ::1`, `${host} A 127.0.0.1`]),
    '@ AAAA 2001:db8::10',
    '@ A 192.0.2.10',
    more,
  ].join('\n');
}

export const WELL = 'www AAAA 2001:db8::10\nwww A 192.0.2.10';

export type Seen = { readonly report: OutsideReport; readonly asked: readonly LabAnswer[] };

/** Starts the script, looks at `NAME`, closes everything. The zone above is there, and empty. */
export async function lookAtDns(given: LabScript, over: Partial<Kit> = {}): Promise<Seen> {
  const script = { ...given, zones: [{ name: 'org' }, ...given.zones] };
  const plan = compileScript(script);
  assert.ok(plan.ok, JSON.stringify(plan));
  const asked: LabAnswer[] = [];
  const started = await startLabDns({
    plan: plan.value,
    addresses: ['::1', '127.0.0.1'],
    port: 0,
    clock: systemClock,
    onAnswer: (answer) => void asked.push(answer),
  });
  assert.ok(started.ok, JSON.stringify(started));
  const dns = started.value;
  const anchors = trustAnchors(plan.value).flatMap(({ ds }) => {
    const anchor = parseTrustAnchor(ds);
    return anchor === undefined ? [] : [{ zone: nameFromText(anchor.zone), data: anchor.data }];
  });
  const zones = script.zones.map(({ name }) => name);
  try {
    return { report: await lookVia(dns.listeners, zones, anchors, over), asked };
  } finally {
    await dns.close();
  }
}

/** Looks at `NAME` through servers that are given, which serve these zones. */
export async function lookVia(
  listeners: readonly { readonly address: string; readonly port: number }[],
  zones: readonly string[],
  anchors: readonly TrustAnchor[] = [],
  over: Partial<Kit> = {},
): Promise<OutsideReport> {
  const servers = listeners.map(({ address, port }) => ({ address, port }));
  const port = servers[0]?.port ?? 0;
  const stubs = zones.map((zone) => ({ zone, servers }));
  const walk = createIterativeResolver({ clock: systemClock, hints: [], stubs, port });
  const dns = {
    clock: systemClock,
    resolver: () => walk.session(),
    signed: () =>
      createValidatingResolver({
        source: walk.signedSession(),
        clock: systemClock,
        anchors: { anchors, islands: [] },
        mode: 'require',
      }),
    caches: [createStubResolver({ clock: systemClock, servers })],
    servers: createServerProber({ clock: systemClock }),
    dialer: createDialer(systemClock),
    policy: createAddressPolicy({ allowed: () => [], allowLoopback: true }),
    ports: { http: 80, https: 443, closed: 1, dns: port },
    timeScale: 1,
    ...over,
  };
  const look = {
    name: NAME,
    vantage: 'here',
    // collectors of the DNS use no other tool
    kit: dns as unknown as Kit,
    deadlineMs: systemClock.monotonic() + DEADLINE_MS,
    signal: createStop().signal,
    gate: createGate(64, 6),
  };
  let report = { ...healthyReport({ names: [] }), at: systemClock.now() };
  const add = (more: Partial<OutsideReport>) => {
    const { names = [], answers = [], records = [] } = more;
    report = {
      ...report,
      names: [...report.names, ...names],
      answers: [...report.answers, ...answers],
      records: [...report.records, ...records],
    };
  };
  const inTurn = async () => {
    await collectNames(look, report, add);
    await collectRecords(look, report, add);
    await Promise.all([collectAnswers(look, report, add), collectChallenge(look, report, add)]);
  };
  await Promise.all([inTurn(), collectSigned(look, report, add), collectCaches(look, report, add)]);
  return report;
}
