import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from './process.ts';
import { startDnsServer } from './dns-server.ts';

export type Named = { readonly port: number; close(): Promise<void> };

const READY_MS = 20_000;

/**
 * BIND as an authoritative server for the zones given (name to zone file text), on loopback and a free port; or on one of
 * its addresses and a port given. `more`: clauses of the configuration, such as keys, and what each zone's clause holds besides.
 */
export async function startNamed(
  zones: Readonly<Record<string, string>>,
  at?: { readonly address: '::1' | '127.0.0.1'; readonly port: number },
  more: { readonly clauses?: string; readonly perZone?: string } = {},
): Promise<Named> {
  const directory = await mkdtemp(join(tmpdir(), 'sixfour-named-'));
  // a port that was free a moment ago on both families, UDP and TCP
  const probe = await startDnsServer();
  const port = at?.port ?? probe.port;
  await probe.close();
  const clauses: string[] = [];
  for (const [index, [zone, text]] of Object.entries(zones).entries()) {
    await writeFile(join(directory, `zone${index}`), text);
    clauses.push(`zone "${zone}" { type primary; file "zone${index}"; ${more.perZone ?? ''} };`);
  }
  await writeFile(
    join(directory, 'named.conf'),
    `options { directory "${directory}"; pid-file none; session-keyfile "${directory}/session.key"; recursion no;
      listen-on port ${port} { ${at?.address === '::1' ? 'none' : '127.0.0.1'}; };
      listen-on-v6 port ${port} { ${at?.address === '127.0.0.1' ? 'none' : '::1'}; }; dnssec-validation no; notify no;
      allow-transfer { any; }; minimal-responses no; };
    controls {};
    ${more.clauses ?? ''}
    ${clauses.join('\n')}\n`,
  );
  const service = start(['named', '-g', '-n', '1', '-c', join(directory, 'named.conf')]);
  const close = async () => {
    await service.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await service.until(/\brunning$/m, READY_MS);
  } catch (error) {
    await close();
    throw error;
  }
  return { port, close };
}
