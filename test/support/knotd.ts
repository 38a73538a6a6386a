import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDnsServer } from './dns-server.ts';
import { start } from './process.ts';

export type Knotd = { readonly port: number; close(): Promise<void> };

const READY_MS = 20_000;

/** Knot DNS as the primary of the zones given (name to zone file text), on loopback and a free port; `keys` may update all of them. */
export async function startKnotd(
  zones: Readonly<Record<string, string>>,
  keys: readonly { readonly name: string; readonly algorithm: string; readonly secret: string }[],
): Promise<Knotd> {
  const directory = await mkdtemp(join(tmpdir(), 'sixfour-knotd-'));
  const probe = await startDnsServer(); // a port that was free a moment ago on both families, UDP and TCP
  const { port } = probe;
  await probe.close();
  const lines = [
    'server:',
    `  rundir: "${directory}"`,
    `  listen: [127.0.0.1@${port}, ::1@${port}]`,
    'log:',
    '  - target: stderr',
    '    any: info',
    'database:',
    `  storage: "${directory}"`,
    'key:',
    ...keys.flatMap(({ name, algorithm, secret }) => [
      `  - id: ${name}`,
      `    algorithm: ${algorithm}`,
      `    secret: ${secret}`,
    ]),
    'acl:',
    '  - id: update',
    `    key: [${keys.map(({ name }) => name).join(', ')}]`,
    '    action: update',
    'zone:',
  ];
  for (const [index, [zone, text]] of Object.entries(zones).entries()) {
    await writeFile(join(directory, `zone${index}`), text);
    lines.push(`  - domain: ${zone}`, `    file: "${join(directory, `zone${index}`)}"`, '    acl: update');
  }
  await writeFile(join(directory, 'knot.conf'), `${lines.join('\n')}\n`);
  const service = start(['knotd', '-c', join(directory, 'knot.conf')]);
  const close = async () => {
    await service.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    for (const zone of Object.keys(zones)) {
      await service.until(new RegExp(`\\[${zone.replaceAll('.', '\\.')}\\.\\] loaded, serial`), READY_MS);
    }
    await service.until(/server started/, READY_MS);
  } catch (error) {
    await close();
    throw error;
  }
  return { port, close };
}
