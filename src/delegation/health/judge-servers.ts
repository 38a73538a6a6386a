import { type Family, type Fault, fault } from '../../core/index.ts';
import { isNoWayOut } from '../../net/index.ts';
import { serverNames } from './judge-records.ts';
import type { ServerAnswer, ServerEvidence, ZoneEvidence } from './types.ts';

/** Findings about the name servers of one zone: those without an address, silent, lame, answering from elsewhere, of one family. */
export function judgeServers(evidence: ZoneEvidence, familiesNotMeasured: readonly Family[]): Fault[] {
  const { zone, hosts, servers } = evidence;
  if (zone === undefined) return [];
  const findings: Fault[] = [];
  for (const host of hosts) {
    if (!servers.some((server) => server.host === host))
      findings.push(fault('nameServerUnaddressed', { zone, host }));
  }
  const families = new Set(servers.map(({ family }) => family));
  if (families.size === 1) {
    const family = families.has(6) ? 'IPv4' : 'IPv6';
    findings.push(fault('nameServersOneFamily', { zone, family, type: family === 'IPv6' ? 'AAAA' : 'A' }));
  }
  const measured = servers.filter(({ family }) => !familiesNotMeasured.includes(family));
  for (const transport of ['udp', 'tcp'] as const) {
    const silent = measured.filter((server) =>
      some(server, (answer) => answer.transport === transport && SILENT.has(answer.outcome)),
    );
    if (silent.length > 0) {
      const servers = serverNames(silent);
      findings.push(
        fault('nameServerSilent', { zone, transport: transport === 'udp' ? 'UDP' : 'TCP', servers }),
      );
    }
  }
  const keyless = measured.filter((server) =>
    some(server, ({ question, outcome }) => question === 'keys' && NONE.has(outcome)),
  );
  if (evidence.signed === true && keyless.length > 0)
    findings.push(fault('zoneKeysMissing', { zone, servers: serverNames(keyless) }));
  const lame = measured.filter((server) => some(server, ({ outcome }) => LAME.has(outcome)));
  if (lame.length > 0) findings.push(fault('nameServerLame', { zone, servers: serverNames(lame) }));
  for (const server of measured) {
    const source = server.answers.find((answer) => answer.source !== undefined)?.source;
    if (source !== undefined)
      findings.push(fault('nameServerOtherSource', { server: serverNames([server]), source }));
  }
  return findings;
}

const SILENT: ReadonlySet<ServerAnswer['outcome']> = new Set(['timeout', 'unreachable', 'error']);
const NONE: ReadonlySet<ServerAnswer['outcome']> = new Set(['nodata', 'nxdomain']);
const LAME: ReadonlySet<ServerAnswer['outcome']> = new Set([
  'lame',
  'refused',
  'servfail',
  'malformed',
  'loop',
]);

/** Families that this machine has no way out over: every question ended before it left. */
export function notMeasured(zones: readonly ZoneEvidence[]): Family[] {
  const servers = zones.flatMap((zone) => zone.servers);
  return ([6, 4] as const).filter((family) => {
    const answers = servers.flatMap((server) => (server.family === family ? server.answers : []));
    return answers.length > 0 && answers.every(({ errno }) => isNoWayOut(errno));
  });
}

function some(server: ServerEvidence, is: (answer: ServerAnswer) => boolean): boolean {
  return server.answers.some(is);
}
