// Name servers of others as secondaries of one zone: BIND, Knot and NSD, each with a directory that outlives its stops.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Service, start } from './process.ts';

export const SECONDARY_PROGRAMS = ['named', 'knotd', 'nsd'] as const;
export type SecondaryProgram = (typeof SECONDARY_PROGRAMS)[number];

/** `key`: name and base64 secret, HMAC-SHA-256. Everything is on 127.0.0.1. */
export type SecondarySetup = {
  readonly zone: string;
  readonly primaryPort: number;
  readonly port: number;
  readonly directory: string;
  readonly key: { readonly name: string; readonly secret: string };
};

const READY_MS = 20_000;

export async function startSecondary(program: SecondaryProgram, setup: SecondarySetup): Promise<Service> {
  await mkdir(setup.directory, { recursive: true });
  const file = join(setup.directory, `${program}.conf`);
  await writeFile(file, CONFIGURATIONS[program](setup));
  const more = { named: ['-g', '-n', '1'], knotd: [], nsd: ['-d', '-V', '1'] }[program];
  const service = start([program, ...more, '-c', file]);
  const ready = { named: /\brunning$/m, knotd: /server started/, nsd: /nsd started/ }[program];
  await service.until(ready, READY_MS);
  return service;
}

const CONFIGURATIONS: Readonly<Record<SecondaryProgram, (setup: SecondarySetup) => string>> = {
  named: ({ zone, primaryPort, port, directory, key }) => `options {
  directory "${directory}"; pid-file none; session-keyfile "${directory}/session.key"; recursion no;
  listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; }; dnssec-validation no; notify no;
  serial-query-rate 200; minimal-responses no; max-records-per-type 300; };
controls {};
key "${key.name}" { algorithm hmac-sha256; secret "${key.secret}"; };
zone "${zone}" { type secondary; file "secondary.zone"; primaries { 127.0.0.1 port ${primaryPort} key "${key.name}"; };
  allow-notify { key "${key.name}"; }; };
`,
  knotd: ({ zone, primaryPort, port, directory, key }) => `server:
  rundir: "${directory}"
  listen: 127.0.0.1@${port}
log:
  - target: stderr
    any: info
database:
  storage: "${directory}"
key:
  - id: ${key.name}
    algorithm: hmac-sha256
    secret: ${key.secret}
remote:
  - id: primary
    address: 127.0.0.1@${primaryPort}
    key: ${key.name}
acl:
  - id: notify
    address: 127.0.0.1
    key: ${key.name}
    action: notify
zone:
  - domain: ${zone}
    storage: "${directory}"
    file: "secondary.zone"
    master: primary
    acl: notify
`,
  nsd: ({ zone, primaryPort, port, directory, key }) => `server:
  server-count: 1
  ip-address: 127.0.0.1@${port}
  username: ""
  chroot: ""
  zonesdir: "${directory}"
  database: ""
  pidfile: "${directory}/nsd.pid"
  xfrdfile: "${directory}/xfrd.state"
  zonelistfile: "${directory}/zone.list"
  xfrdir: "${directory}"
  rrl-ratelimit: 0
remote-control:
  control-enable: no
key:
  name: "${key.name}"
  algorithm: hmac-sha256
  secret: "${key.secret}"
zone:
  name: "${zone}"
  zonefile: "secondary.zone"
  allow-notify: 127.0.0.1 ${key.name}
  request-xfr: 127.0.0.1@${primaryPort} ${key.name}
`,
};
