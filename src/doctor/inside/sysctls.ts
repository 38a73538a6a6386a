import type { InsideReport } from './report.ts';
import type { Machine } from './shell.ts';
import { type Saved, savedSettings } from './sysctls-saved.ts';
import type { Part } from './survey.ts';

/** Kernel settings that decide over IPv6, as they are now, and as files set them again after a reboot. */
export async function collectSysctls(machine: Machine): Promise<Part> {
  const [interfaces, saved, boot] = await Promise.all([
    machine.list('/proc/sys/net/ipv6/conf'),
    savedSettings(machine),
    bootWords(machine),
  ]);
  // names of interfaces may have dots: sysctl(8) writes them as slashes
  const own = interfaces.filter((name) => !NOT_OURS.test(name)).map((name) => name.replaceAll('.', '/'));
  const names = own.length > 0 ? own : ['all', 'default'];
  const keys = [
    ...WHOLE,
    ...names.flatMap((name) => OF_INTERFACE.map((key) => `net.ipv6.conf.${name}.${key}`)),
    ...names.flatMap((name) => `net.ipv4.conf.${name}.rp_filter`),
  ];
  const sysctls = await Promise.all(keys.map((key) => settingOf(machine, key, saved)));
  return { sysctls: sysctls.flat(), boot };
}

/** Ends of containers' cables, of which a host may have hundreds; loopback. */
const NOT_OURS = /^(?:lo|veth.*|cali.*|tap.*|ifb.*)$/;
const OF_INTERFACE = [
  'disable_ipv6',
  'accept_ra',
  'forwarding',
  'autoconf',
  'use_tempaddr',
  'addr_gen_mode',
  'accept_dad',
];
const WHOLE = [
  'net.ipv6.bindv6only',
  'net.ipv6.ip_nonlocal_bind',
  'net.ipv6.neigh.default.gc_thresh1',
  'net.ipv6.neigh.default.gc_thresh2',
  'net.ipv6.neigh.default.gc_thresh3',
  'net.ipv4.ip_forward',
  'net.ipv4.tcp_mtu_probing',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_max_syn_backlog',
  'net.core.somaxconn',
  'net.netfilter.nf_conntrack_max',
];

async function settingOf(
  machine: Machine,
  key: string,
  saved: (key: string) => Saved | undefined,
): Promise<InsideReport['sysctls']> {
  const path = key.split('.').map((part) => part.replaceAll('/', '.'));
  const runtime = (await machine.readFile(`/proc/sys/${path.join('/')}`))?.trim().slice(0, 64);
  const later = saved(key);
  if (runtime === undefined && later === undefined) return [];
  return [{ key, ...(runtime !== undefined && { runtime }), ...(later !== undefined && { saved: later }) }];
}

/** Words that turn IPv6 off before any setting is read: of the kernel's command line, and of modprobe.d(5). */
async function bootWords(machine: Machine): Promise<InsideReport['boot']> {
  const found: InsideReport['boot'] = [];
  for (const file of ['/proc/cmdline', '/etc/default/grub', '/etc/kernel/cmdline']) {
    const lines = ((await machine.readFile(file)) ?? '').split('\n');
    for (const [at, line] of lines.entries()) {
      if (/^\s*#/.test(line)) continue;
      const [word] = /\bipv6\.disable(?:_ipv6)?=1\b/.exec(line) ?? [];
      if (word !== undefined) found.push({ text: word, file, line: at + 1 });
    }
  }
  for (const dir of ['/etc/modprobe.d', '/run/modprobe.d', '/usr/lib/modprobe.d', '/lib/modprobe.d']) {
    for (const name of await machine.list(dir)) {
      if (!name.endsWith('.conf')) continue;
      const file = `${dir}/${name}`;
      const lines = ((await machine.readFile(file)) ?? '').split('\n');
      for (const [at, line] of lines.entries()) {
        if (MODPROBE.test(line)) found.push({ text: line.trim().slice(0, 128), file, line: at + 1 });
      }
    }
  }
  return found;
}

const MODPROBE =
  /^\s*(?:blacklist\s+ipv6|install\s+ipv6\s+\S*\/(?:true|false)|options\s+ipv6\s.*\bdisable(?:_ipv6)?=1)\b/;
