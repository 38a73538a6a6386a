import type { Finding } from '../../causes/index.ts';
import type { InsideReport } from '../../inside/index.ts';
import { addressesOf, gateway6, stableAddresses, sysctl, uplink } from '../ask.ts';
import { byHand, remedy, run } from '../steps.ts';
import type { Patient, Remedy, RemedyRule, Step } from '../types.ts';
import { keptBy } from './managers.ts';
import { sysctlFile } from './sysctl-file.ts';

/** The machine's own IPv6 address: switched on, configured, there again after a reboot. */
export const address: RemedyRule = (finding, patient) => {
  const { inside } = patient;
  if (finding.id === DUPLICATE) return [duplicate(finding, patient)];
  if (inside === undefined) return unseen(finding, patient);
  if (finding.id === TOO_WIDE) return narrowed(finding, patient);
  // the record is what is wrong: to keep on the machine what changes by itself, or what is not its own, mends nothing
  if (finding.id === TEMPORARY && stableAddresses(inside, 6).length > 0) return [];
  if (finding.id === NOT_ASSIGNED && finding.values['what'] === 'foreign') return [];
  const ifname = uplink(inside) ?? 'eth0';
  const off = switchedOff(inside, ifname);
  const [wanted] = wantedAddresses(finding, patient, ifname);
  const gateway = gateway6(inside, ifname);
  const boot = inside.boot.map(({ text, file }) => byHand('kernel-command-line', { text, file }));
  if (off.length === 0 && wanted === undefined && boot.length === 0) {
    const asked = [byHand('address-of-provider', { ifname })];
    return [remedy(finding, patient, { id: 'N1', at: 'host', now: asked })];
  }
  const saved =
    off.length === 0 ? NOTHING : sysctlFile(Object.fromEntries(off.map((key) => [key, '0'])), patient);
  const present = inside.addresses.some((one) => one.address === wanted?.split('/')[0]);
  const add = wanted === undefined || present ? [] : [`ip -6 address add ${wanted} dev ${ifname}`];
  const route =
    wanted === undefined || gateway === undefined || hasDefault(inside)
      ? []
      : [`ip -6 route replace default via ${gateway} dev ${ifname} onlink`];
  const kept = wanted === undefined ? [] : keptBy({ ifname, address: wanted, gateway }, patient);
  const now = [...boot, ...run(...off.map((key) => `sysctl -w ${key}=0`), ...add, ...route)];
  const undo = [
    ...run(
      ...route.map(() => `ip -6 route del default via ${gateway} dev ${ifname}`),
      ...add.map(() => `ip -6 address del ${wanted} dev ${ifname}`),
      ...off.map((key) => `sysctl -w ${key}=${sysctl(inside, key) ?? '1'}`),
    ),
  ];
  const verify = run(
    wanted === undefined
      ? `test "$(sysctl -n net.ipv6.conf.${ifname}.disable_ipv6)" = 0`
      : `ip -6 address show dev ${ifname} scope global | grep -F ' ${wanted.split('/')[0]}/'`,
  );
  // written already where it should be: applying that again is enough
  const written = inside.networkManagers.some(({ addresses }) => addresses.includes(wanted ?? ''));
  const managers = written || kept.length === 0 ? [{ label: undefined, steps: [], undo: [] }] : kept;
  return managers.map((one) =>
    remedy(finding, patient, {
      id: 'N1',
      label: one.label,
      at: 'host',
      now,
      permanent: [...saved.steps, ...one.steps],
      verify,
      undo,
      undoPermanent: [...saved.undo, ...one.undo],
    }),
  );
};

const DUPLICATE = 'B5';
const TOO_WIDE = 'B10';
const TEMPORARY = 'B8';
const NOT_ASSIGNED = 'B9';
/** RFC 4291 section 2.5.4: a link's prefix. */
const LINK_PREFIX = 64;
const NOTHING: { steps: readonly Step[]; undo: readonly Step[] } = { steps: [], undo: [] };

/** Every switch that is off: an interface's own counts beside the one for all. */
function switchedOff(inside: InsideReport, ifname: string): string[] {
  return ['all', 'default', ifname]
    .map((one) => `net.ipv6.conf.${one}.disable_ipv6`)
    .filter((key) =>
      inside.sysctls.some((one) => one.key === key && (one.runtime === '1' || one.saved?.value === '1')),
    );
}

/** What is written for the machine, else what is published and lies in a prefix of its own. */
function wantedAddresses(finding: Finding, patient: Patient, ifname: string): string[] {
  const { inside } = patient;
  const written = (inside?.networkManagers ?? [])
    .filter((one) => (one.ifname ?? ifname) === ifname)
    .flatMap(({ addresses }) => addresses)
    .filter((text) => text.includes(':'));
  const published = addressesOf(finding, patient, 6);
  const near = published.flatMap((text) => {
    const neighbour = inside?.addresses.find(
      (one) =>
        one.family === 6 && one.scope === 'global' && one.prefix <= 64 && sameNetwork(one.address, text),
    );
    return neighbour === undefined ? [] : [`${text}/${neighbour.prefix}`];
  });
  return [...written, ...near];
}

/** In the same /64: its first four groups, written out. */
function sameNetwork(one: string, other: string): boolean {
  return network(one) === network(other);
}

function network(text: string): string {
  const [head = '', tail] = text.split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}

function hasDefault({ routes }: InsideReport): boolean {
  return routes.some(({ family, to, type }) => family === 6 && to === 'default' && type === 'unicast');
}

/** The same address with the prefix of a link: the kernel takes it with another one only when the first has gone. */
function narrowed(finding: Finding, patient: Patient): Remedy[] {
  const { address: wide = '', prefix = '', ifname: at = 'eth0' } = finding.values;
  const ifname = String(at);
  const [old, wanted] = [`${wide}/${prefix}`, `${wide}/${LINK_PREFIX}`];
  const gateway = patient.inside && gateway6(patient.inside, ifname);
  const other = (from: string, to: string) =>
    run(
      `sh -c 'ip -6 address del ${from} dev ${ifname} && ip -6 address add ${to} dev ${ifname}'`,
      ...(gateway === undefined ? [] : [`ip -6 route replace default via ${gateway} dev ${ifname} onlink`]),
    );
  return keptBy({ ifname, address: wanted, gateway }, patient).map((kept) =>
    remedy(finding, patient, {
      id: 'N1',
      label: kept.label,
      at: 'host',
      now: other(old, wanted),
      permanent: kept.steps,
      verify: run(`ip -6 address show dev ${ifname} | grep -F ' ${wanted} '`),
      undo: other(wanted, old),
      undoPermanent: kept.undo,
    }),
  );
}

function duplicate(finding: Finding, patient: Patient): Remedy {
  const ifname = (patient.inside && uplink(patient.inside)) ?? 'eth0';
  const [text = ''] = addressesOf(finding, patient, 6);
  return remedy(finding, patient, {
    id: 'N1',
    at: 'host',
    now: [byHand('new-address', { address: String(finding.values['address'] ?? text), ifname })],
    verify: run(`! ip -6 address show dev ${ifname} | grep -F dadfailed`),
  });
}

/** Nothing is known of the machine: what to look at, and how each manager writes it. */
function unseen(finding: Finding, patient: Patient): Remedy[] {
  const [published = '2001:db8::2'] = addressesOf(finding, patient, 6);
  const wanted = { ifname: 'eth0', address: `${published}/64`, gateway: 'fe80::1' };
  const first = run(
    'sysctl -a 2>/dev/null | grep disable_ipv6',
    `ip -6 address add ${wanted.address} dev eth0`,
  );
  return keptBy(wanted, patient).map(({ label, steps, undo }) =>
    remedy(finding, patient, {
      id: 'N1',
      label,
      at: 'host',
      now: [byHand('address-of-provider', { ifname: 'eth0' }), ...first],
      permanent: steps,
      verify: run(`ip -6 address show scope global | grep -F '${published}'`),
      undo: run(`ip -6 address del ${wanted.address} dev eth0`),
      undoPermanent: undo,
    }),
  );
}
