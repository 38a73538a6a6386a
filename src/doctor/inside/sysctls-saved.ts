import type { Machine } from './shell.ts';

/** What a file sets, and where. */
export type Saved = { readonly value: string; readonly file: string; readonly line: number };

/**
 * What is set again at the next start, by key: sysctl.d(5) in the order of file names whatever their directory, an earlier directory
 * hiding files of the same name in later ones; then /etc/sysctl.conf, which is read last; then ufw's own file, where ufw is enabled.
 * A key written out wins over one with `*`.
 */
export async function savedSettings(machine: Machine): Promise<(key: string) => Saved | undefined> {
  const exact = new Map<string, Saved>();
  const globs: { readonly pattern: RegExp; readonly saved: Saved }[] = [];
  for (const file of await filesOf(machine)) {
    const lines = ((await machine.readFile(file)) ?? '').split('\n');
    for (const [at, text] of lines.entries()) {
      const [, written, value] = /^\s*-?\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(text) ?? [];
      if (written === undefined || value === undefined) continue;
      const saved = { value: value.slice(0, 64), file, line: at + 1 };
      const key = keyOf(written);
      if (key.includes('*')) globs.push({ pattern: globOf(key), saved });
      else exact.set(key, saved);
    }
  }
  return (key) => exact.get(key) ?? globs.findLast(({ pattern }) => pattern.test(key))?.saved;
}

const DIRECTORIES = [
  '/etc/sysctl.d',
  '/run/sysctl.d',
  '/usr/local/lib/sysctl.d',
  '/usr/lib/sysctl.d',
  '/lib/sysctl.d',
];

async function filesOf(machine: Machine): Promise<string[]> {
  const byName = new Map<string, string>();
  for (const dir of DIRECTORIES) {
    for (const name of await machine.list(dir)) {
      if (name.endsWith('.conf') && !byName.has(name)) byName.set(name, `${dir}/${name}`);
    }
  }
  const names = [...byName.keys()].toSorted();
  const files = names.map((name) => byName.get(name) as string);
  const ufw = (await machine.readFile('/etc/ufw/ufw.conf')) ?? '';
  return [
    ...files,
    '/etc/sysctl.conf',
    ...(/^\s*ENABLED\s*=\s*"?yes/im.test(ufw) ? ['/etc/ufw/sysctl.conf'] : []),
  ];
}

/** `net/ipv6/conf/eth0.100/forwarding` and `net.ipv6.conf.eth0/100.forwarding` are the same: the first separator says which is meant. */
function keyOf(written: string): string {
  const [separator] = /[./]/.exec(written) ?? [];
  if (separator !== '/') return written;
  return written
    .split('/')
    .map((part) => part.replaceAll('.', '/'))
    .join('.');
}

function globOf(key: string): RegExp {
  const parts = key.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^.]*')}$`);
}
