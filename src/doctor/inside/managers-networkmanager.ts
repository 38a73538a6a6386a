import { basename } from 'node:path';
import { type IniLine, iniLines, iniValue } from './managers-ini.ts';
import { factsOfFiles } from './managers-files.ts';
import type { ManagerFact, ManagerFiles } from './managers.ts';
import type { Machine } from './shell.ts';

/** Keyfiles of NetworkManager (nm-settings-keyfile(5)); only root may read them, as there may be passwords in them. */
export async function networkManagerFacts(machine: Machine, active: boolean): Promise<ManagerFiles> {
  const files: string[] = [];
  for (const dir of ['/etc/NetworkManager/system-connections', '/run/NetworkManager/system-connections']) {
    for (const name of await machine.list(dir)) files.push(`${dir}/${name}`);
  }
  return factsOfFiles(machine, files, { manager: 'NetworkManager', active }, (text, file) => {
    const lines = iniLines(text);
    const id = /^netplan-(.*)\.nmconnection$/.exec(basename(file))?.[1];
    return { id, ifname: iniValue(lines, 'connection', 'interface-name'), ...ipv6Of(lines) };
  });
}

const METHODS: Readonly<Record<string, ManagerFact['ipv6']>> = {
  auto: 'auto',
  dhcp: 'dhcp',
  manual: 'static',
  disabled: 'disabled',
  ignore: 'disabled',
  'link-local': 'absent',
  shared: 'absent',
};

function ipv6Of(lines: readonly IniLine[]): Pick<ManagerFact, 'ipv6' | 'addresses' | 'gateway'> {
  const own = lines.filter(({ section }) => section === 'ipv6');
  // `address1=2001:db8::10/64,fe80::1`: an address and, behind a comma, a gateway; `addresses=` has several behind semicolons
  const written = own
    .filter(({ key }) => /^address(?:es|\d+)$/.test(key))
    .flatMap(({ value }) => value.split(';'));
  const addresses = written.map((one) => one.split(',')[0]?.trim() ?? '').filter((one) => one.includes(':'));
  const behind = written.map((one) => one.split(',')[1]?.trim()).find((one) => one?.includes(':'));
  const [, routed] =
    own
      .filter(({ key }) => /^route\d+$/.test(key))
      .map(({ value }) => value.split(','))
      .find(([to]) => to?.trim() === '::/0') ?? [];
  const gateway = iniValue(own, 'ipv6', 'gateway') ?? behind ?? routed?.trim();
  const ipv6 = METHODS[iniValue(own, 'ipv6', 'method') ?? 'auto'] ?? 'auto';
  return { ipv6, addresses, ...(gateway !== undefined && { gateway }) };
}
