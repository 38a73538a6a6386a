import type { Machine } from './shell.ts';

/** The file and line of netplan's that names an interface: the last file that does wins. Needs no YAML: `    eth0:` stands alone there. */
export async function netplanFile(
  machine: Machine,
  id: string,
): Promise<{ readonly file: string; readonly line: number } | undefined> {
  const named = new RegExp(`^\\s+["']?${id.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')}["']?:\\s*(?:#.*)?$`);
  let found: { file: string; line: number } | undefined;
  for (const dir of ['/usr/lib/netplan', '/etc/netplan', '/run/netplan']) {
    for (const name of await machine.list(dir)) {
      if (!/\.ya?ml$/.test(name)) continue;
      const lines = ((await machine.readFile(`${dir}/${name}`)) ?? '').split('\n');
      const at = lines.findIndex((line) => named.test(line));
      if (at >= 0) found = { file: `${dir}/${name}`, line: at + 1 };
    }
  }
  return found;
}
