import { type ChildProcess, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchServer } from '../launch.ts';
import { findTool, type Tool } from '../tools.ts';
import { ADDRESS, labelOf, NAME_SERVER, TTL_SECONDS, valueOf, ZONE } from './shape.ts';

export const PEERS = {
  nsd: 'Debian’s package; one server process (`server-count: 1`), no response rate limiting (`rrl-ratelimit: 0`)',
  knotd: 'Debian’s package; one worker each for UDP, TCP and the background, no `mod-rrl`',
} as const;
export type Peer = keyof typeof PEERS;

/** Starts a peer with the same zone, on the servers' core; `prefix`: how it is to be scheduled. */
export function startPeer(setup: {
  readonly peer: Peer;
  readonly dir: string;
  readonly names: number;
  readonly signed: boolean;
  readonly prefix: readonly string[];
}): Promise<ChildProcess> {
  const { peer, dir, names, signed, prefix } = setup;
  writeFileSync(join(dir, 'zone'), zoneText(names));
  if (signed) signZone(dir);
  const file = join(dir, `${peer}.conf`);
  writeFileSync(file, peer === 'nsd' ? nsdConf(dir) : knotConf(dir));
  const command = [findTool(peer) ?? peer, ...(peer === 'nsd' ? ['-d'] : []), '-c', file];
  const [program = '', ...args] = [...prefix, ...command];
  return launchServer({ port: 53, dir, realtime: false, program, args });
}

function zoneText(names: number): string {
  const lines = [
    `$ORIGIN ${ZONE}.`,
    `$TTL ${TTL_SECONDS}`,
    `@ SOA ${NAME_SERVER}. hostmaster 1 14400 3600 1209600 300`,
    `@ NS ${NAME_SERVER}.`,
    `${NAME_SERVER}. A ${ADDRESS}`,
  ];
  for (let n = 0; n < names; n++) lines.push(`${labelOf(n)} TXT "${valueOf(n)}"`);
  return `${lines.join('\n')}\n`;
}

/** With one key for everything, as ours. */
function signZone(dir: string): void {
  done('dnssec-keygen', ['-q', '-K', dir, '-a', 'ECDSAP256SHA256', '-f', 'KSK', ZONE], dir);
  done('dnssec-signzone', ['-q', '-z', '-o', ZONE, '-f', 'zone', '-S', '-K', dir, 'zone'], dir);
}

function done(tool: Tool, args: readonly string[], cwd: string): void {
  const ended = spawnSync(findTool(tool) ?? tool, args, { cwd, encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(`${tool}: ${ended.stderr}`);
}

function nsdConf(dir: string): string {
  return `server:
  server-count: 1
  ip-address: ${ADDRESS}
  username: ""
  chroot: ""
  zonesdir: "${dir}"
  database: ""
  pidfile: "${dir}/nsd.pid"
  xfrdfile: "${dir}/xfrd.state"
  zonelistfile: "${dir}/zone.list"
  xfrdir: "${dir}"
  rrl-ratelimit: 0
remote-control:
  control-enable: no
zone:
  name: "${ZONE}"
  zonefile: "zone"
`;
}

function knotConf(dir: string): string {
  return `server:
  rundir: "${dir}"
  listen: ${ADDRESS}@53
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
database:
  storage: "${dir}/db"
control:
  listen: "${dir}/control"
log:
  - target: stderr
    any: warning
zone:
  - domain: ${ZONE}
    storage: "${dir}"
    file: "zone"
    zonefile-load: whole
`;
}
