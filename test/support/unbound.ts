import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../src/core/index.ts';
import { createStubResolver, type Resolver } from '../../src/net/index.ts';
import { freeDnsPort } from './free-port.ts';
import { type Service, start } from './process.ts';

const START_MS = 20_000;

/**
 * Unbound on a loopback port of its own, which validates from one trust anchor and asks only where it is told: by zone, the port of a
 * name server on 127.0.0.1; `.` is a resolver to which everything goes on. `server`: further lines of that clause.
 */
export async function startUnbound(
  directory: string,
  settings: {
    readonly anchor: string;
    readonly zones: Readonly<Record<string, number>>;
    readonly server?: readonly string[];
  },
): Promise<{ readonly service: Service; readonly resolver: Resolver }> {
  const port = await freeDnsPort(['127.0.0.1']);
  const file = join(directory, 'unbound.conf');
  const server = [
    'interface: 127.0.0.1',
    `port: ${port}`,
    `directory: "${directory}"`,
    'username: ""',
    'chroot: ""',
    'pidfile: ""',
    'use-syslog: no',
    'num-threads: 1',
    'do-ip6: no',
    'do-not-query-localhost: no',
    'local-zone: "test." nodefault',
    `trust-anchor: "${settings.anchor}"`,
    ...(settings.server ?? []),
  ];
  const zones = Object.entries(settings.zones).flatMap(([name, at]) => {
    const kind = name === '.' ? 'forward' : 'stub';
    return [`${kind}-zone:`, `  name: "${name}"`, `  ${kind}-addr: 127.0.0.1@${at}`];
  });
  const lines = ['server:', ...server.map((line) => `  ${line}`), ...zones];
  await writeFile(file, `${lines.join('\n')}\nremote-control:\n  control-enable: no\n`);
  const service = start(['unbound', '-d', '-c', file]);
  await service.until(/start of service/, START_MS);
  const servers = [{ address: '127.0.0.1', port }];
  return { service, resolver: createStubResolver({ servers, clock: systemClock }) };
}
