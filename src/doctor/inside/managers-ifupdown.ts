import type { ManagerFact, ManagerFiles } from './managers.ts';
import type { Machine } from './shell.ts';

/** interfaces(5): every interface that has a stanza, of either family, and what its `inet6` stanzas say. */
export async function ifupdownFacts(machine: Machine, active: boolean): Promise<ManagerFiles> {
  const dir = '/etc/network/interfaces.d';
  const listed = (await machine.list(dir)).filter((name) => /^[a-zA-Z0-9_.-]+$/.test(name));
  const files = ['/etc/network/interfaces', ...listed.map((name) => `${dir}/${name}`)];
  const stanzas = (
    await Promise.all(files.map(async (file) => stanzasOf(file, (await machine.readFile(file)) ?? '')))
  ).flat();
  const names = [...new Set(stanzas.map(({ ifname }) => ifname))].filter((name) => name !== 'lo');
  return { facts: names.map((name) => factOf(name, stanzas, active)), unread: [] };
}

type Stanza = {
  readonly ifname: string;
  readonly family: string;
  readonly method: string;
  readonly file: string;
  readonly line: number;
  readonly options: readonly (readonly [string, string])[];
};

function stanzasOf(file: string, text: string): Stanza[] {
  const stanzas: (Stanza & { options: (readonly [string, string])[] })[] = [];
  let open = false;
  for (const [at, line] of text.split('\n').entries()) {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    if (word === '' || word.startsWith('#')) continue;
    if (word === 'iface') {
      const [ifname = '', family = '', method = ''] = rest;
      stanzas.push({ ifname, family, method, file, line: at + 1, options: [] });
      open = true;
    } else if (/^(?:auto|allow-.*|mapping|source|source-directory|no-auto-down|no-scripts)$/.test(word)) {
      open = false;
    } else if (open) stanzas.at(-1)?.options.push([word, rest.join(' ')]);
  }
  return stanzas;
}

const METHODS: Readonly<Record<string, ManagerFact['ipv6']>> = {
  static: 'static',
  auto: 'auto',
  dhcp: 'dhcp',
};

const UP = /^(?:pre-|post-)?up$/;
const ADDRESS = /\bip\s.*\baddr(?:ess)?\s+(?:add|replace)\s+([0-9a-f:]+:[0-9a-f:]*\/\d+)/i;
const ROUTE = /\bip\s.*\broute\s+(?:add|replace|append)\s+(?:default|::\/0)\s+via\s+([0-9a-f:]*:[0-9a-f:]+)/i;

function factOf(ifname: string, all: readonly Stanza[], active: boolean): ManagerFact {
  const own = all.filter((one) => one.ifname === ifname);
  const six = own.filter(({ family }) => family === 'inet6');
  const [first] = six.length > 0 ? six : own;
  const source = { file: first?.file ?? '', ...(first !== undefined && { line: first.line }) };
  const options = (name: string) =>
    six.flatMap((one) => one.options.filter(([key]) => key === name).map(([, value]) => value));
  const [netmask] = options('netmask');
  const written = options('address').map((one) =>
    one.includes('/') || netmask === undefined ? one : `${one}/${netmask}`,
  );
  // many write it as commands, in a stanza of either family
  const commands = own.flatMap((one) => one.options.flatMap(([key, value]) => (UP.test(key) ? [value] : [])));
  const added = commands.flatMap((line) => ADDRESS.exec(line)?.[1] ?? []);
  const addresses = [...written, ...added];
  const gateway = options('gateway')[0] ?? commands.flatMap((line) => ROUTE.exec(line)?.[1] ?? [])[0];
  const method = METHODS[six.find((one) => one.method in METHODS)?.method ?? ''];
  const ipv6 = method ?? (added.length > 0 ? 'static' : 'absent');
  const rest = { addresses, ...(gateway !== undefined && { gateway }) };
  return { manager: 'ifupdown', active, ifname, ...source, ipv6, ...rest };
}
