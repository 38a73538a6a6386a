import type { Finding } from '../../causes/index.ts';
import type { InsideReport } from '../../inside/index.ts';
import { gateway6, stableAddresses, sysctl, uplink } from '../ask.ts';
import { byHand, remedy, run } from '../steps.ts';
import type { Patient, Remedy, RemedyRule } from '../types.ts';
import { keptBy } from './managers.ts';
import { sysctlFile } from './sysctl-file.ts';

/** The default route: set by hand, or told by the router to a host that forwards and would not listen otherwise. */
export const route: RemedyRule = (finding, patient) => {
  const { inside } = patient;
  if (inside === undefined) return unseen(finding, patient);
  const ifname = uplink(inside) ?? 'eth0';
  if (finding.id === TWO_ROUTERS)
    return [
      remedy(finding, patient, {
        id: 'N2',
        at: 'host',
        now: [byHand('two-routers', { ifname })],
        verify: VERIFY,
      }),
    ];
  if (finding.id === SOURCE) return source(finding, patient, inside, ifname);
  const told = toldByRouter(finding, patient, inside, ifname);
  const gateway = gateway6(inside, ifname);
  if (gateway === undefined) return told.length > 0 ? told : unseen(finding, patient);
  const own = inside.networkManagers.find((one) => one.addresses.some((text) => text.includes(':')));
  const address = own?.addresses.find((text) => text.includes(':')) ?? lasting(inside, ifname);
  const before = inside.routes.find((one) => one.family === 6 && one.to === 'default');
  const back =
    before?.via === undefined
      ? `ip -6 route del default via ${gateway} dev ${ifname}`
      : `ip -6 route replace default via ${before.via} dev ${before.ifname ?? ifname}`;
  const setting = keptBy({ ifname, address, gateway }, patient).map(({ label, steps, undo }) =>
    remedy(finding, patient, {
      id: 'N2',
      label,
      at: 'host',
      now: run(`ip -6 route replace default via ${gateway} dev ${ifname} onlink`),
      permanent: own?.gateway === gateway ? [] : steps,
      verify: VERIFY,
      undo: run(back),
      undoPermanent: own?.gateway === gateway ? [] : undo,
    }),
  );
  return [...told, ...setting];
};

const TWO_ROUTERS = 'C11';
const SOURCE = 'C12';
/** An address of documentation that nobody has: only whether there is a way. */
const VERIFY = run('ip -6 route get 2001:db8:ffff::1');

/** A host that forwards for containers no longer listens to routers, but with `accept_ra=2`. */
function toldByRouter(finding: Finding, patient: Patient, inside: InsideReport, ifname: string): Remedy[] {
  const key = `net.ipv6.conf.${ifname}.accept_ra`;
  const forwards = ['all', ifname].some((one) => sysctl(inside, `net.ipv6.conf.${one}.forwarding`) === '1');
  const now = sysctl(inside, key);
  if (!forwards || now === '2') return [];
  const saved = sysctlFile({ [key]: '2' }, patient);
  return [
    remedy(finding, patient, {
      id: 'N2',
      label: 'accept_ra',
      at: 'host',
      now: run(`sysctl -w ${key}=2`),
      permanent: saved.steps,
      verify: run(`test "$(sysctl -n ${key})" = 2`),
      undo: run(`sysctl -w ${key}=${now ?? '1'}`),
      undoPermanent: saved.undo,
    }),
  ];
}

/** The way out begins at an address that others can answer to. */
function source(finding: Finding, patient: Patient, inside: InsideReport, ifname: string): Remedy[] {
  const [good] = stableAddresses(inside, 6);
  const gateway = gateway6(inside, ifname);
  if (good === undefined || gateway === undefined) return [];
  const { address: bad } = finding.values;
  const base = `ip -6 route replace default via ${gateway} dev ${ifname} onlink`;
  return [
    remedy(finding, patient, {
      id: 'N2',
      label: 'src',
      at: 'host',
      now: run(`${base} src ${good.address}`),
      verify: run(`ip -6 route get 2001:db8:ffff::1 | grep -F 'src ${good.address}'`),
      // what was taken before, whatever took it
      undo: run(bad === undefined ? base : `${base} src ${bad}`),
    }),
  ];
}

function lasting(inside: InsideReport, ifname: string): string | undefined {
  const own = stableAddresses(inside, 6).find(
    (one) => one.ifname === ifname && one.flags.includes('permanent'),
  );
  return own && `${own.address}/${own.prefix}`;
}

function unseen(finding: Finding, patient: Patient): Remedy[] {
  const ifname = (patient.inside && uplink(patient.inside)) ?? 'eth0';
  const now = [
    byHand('address-of-provider', { ifname }),
    ...run(`ip -6 route replace default via fe80::1 dev ${ifname} onlink`),
  ];
  return keptBy({ ifname, address: undefined, gateway: 'fe80::1' }, patient).map(({ label, steps, undo }) =>
    remedy(finding, patient, {
      id: 'N2',
      label,
      at: 'host',
      now,
      permanent: steps,
      verify: VERIFY,
      undo: run(`ip -6 route del default via fe80::1 dev ${ifname}`),
      undoPermanent: undo,
    }),
  );
}
