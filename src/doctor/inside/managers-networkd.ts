import { basename } from 'node:path';
import { type IniLine, iniLines, iniValue } from './managers-ini.ts';
import { factsOfFiles } from './managers-files.ts';
import type { ManagerFact, ManagerFiles } from './managers.ts';
import type { Machine } from './shell.ts';

/** The .network files of systemd.network(5) that are in force; those that netplan has generated are netplan's. */
export async function networkdFacts(machine: Machine, active: boolean): Promise<ManagerFiles> {
  const byName = new Map<string, string>();
  for (const dir of ['/etc/systemd/network', '/run/systemd/network', '/usr/local/lib/systemd/network']) {
    for (const name of await machine.list(dir)) {
      if (name.endsWith('.network') && !byName.has(name)) byName.set(name, `${dir}/${name}`);
    }
  }
  const files = [...byName.keys()].toSorted().map((name) => byName.get(name) ?? '');
  return factsOfFiles(machine, files, { manager: 'networkd', active }, async (text, file) => {
    const name = basename(file);
    const dropIns = await dropInsOf(machine, name);
    const lines = [...iniLines(text), ...dropIns.flatMap(iniLines)];
    const matched = iniValue(lines, 'Match', 'Name');
    const id = /^10-netplan-(.*)\.network$/.exec(name)?.[1];
    const ifname = matched !== undefined && !/[*?![\s]/.test(matched) ? matched : id;
    return { id, ifname, ...ipv6Of(lines) };
  });
}

async function dropInsOf(machine: Machine, name: string): Promise<string[]> {
  const texts: string[] = [];
  for (const dir of [`/etc/systemd/network/${name}.d`, `/run/systemd/network/${name}.d`]) {
    for (const file of await machine.list(dir)) {
      if (file.endsWith('.conf')) texts.push((await machine.readFile(`${dir}/${file}`)) ?? '');
    }
  }
  return texts;
}

function ipv6Of(lines: readonly IniLine[]): Pick<ManagerFact, 'ipv6' | 'addresses' | 'gateway'> {
  const values = (section: string, key: string) =>
    lines.filter((one) => one.section === section && one.key === key).map(({ value }) => value);
  const addresses = [...values('Network', 'Address'), ...values('Address', 'Address')].filter(isSix);
  const [gateway] = [...values('Network', 'Gateway'), ...values('Route', 'Gateway')].filter(isSix);
  const dhcp = iniValue(lines, 'Network', 'DHCP') ?? 'no';
  const ra = iniValue(lines, 'Network', 'IPv6AcceptRA');
  const linkLocal = iniValue(lines, 'Network', 'LinkLocalAddressing');
  const rest = { addresses, ...(gateway !== undefined && { gateway }) };
  if (addresses.length > 0) return { ipv6: 'static', ...rest };
  if (/^(?:yes|true|1|on|ipv6)$/i.test(dhcp)) return { ipv6: 'dhcp', ...rest };
  if (linkLocal !== undefined && /^(?:no|false|0|off|ipv4)$/i.test(linkLocal))
    return { ipv6: 'disabled', ...rest };
  if (ra !== undefined) return { ipv6: /^(?:yes|true|1|on)$/i.test(ra) ? 'auto' : 'absent', ...rest };
  // without a word networkd takes what routers advertise (IPv6AcceptRA=), where link-local addresses are on
  return { ipv6: 'auto', ...rest };
}

function isSix(value: string): boolean {
  return value.includes(':');
}
