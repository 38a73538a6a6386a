import { sysctl, uplink } from '../ask.ts';
import { remedy, run } from '../steps.ts';
import type { RemedyRule } from '../types.ts';
import { sysctlFile } from './sysctl-file.ts';

/** Tables of the kernel that are full: neighbours, connections that are tracked, connections that wait to be accepted. */
export const tables: RemedyRule = (finding, patient) => {
  const { inside } = patient;
  const wanted = Object.fromEntries(
    Object.entries(finding.id === NEIGHBOURS ? NEIGHBOUR_TABLE : CONNECTION_TABLES).map(([key, least]) => {
      const before = Number(sysctl(inside, key) ?? 0);
      return [key, String(Math.max(least, before * FACTOR))];
    }),
  );
  const saved = sysctlFile(wanted, patient);
  const now = run(...Object.entries(wanted).map(([key, value]) => `sysctl -w ${key}=${value}`));
  const undo = Object.keys(wanted).flatMap((key) => {
    const before = sysctl(inside, key);
    return before === undefined ? [] : [`sysctl -w ${key}=${before}`];
  });
  const larger = remedy(finding, patient, {
    id: 'N5',
    label: 'sysctl',
    at: 'host',
    now,
    permanent: saved.steps,
    verify: run(...Object.entries(wanted).map(([key, value]) => `test "$(sysctl -n ${key})" = ${value}`)),
    undo: run(...undo),
    undoPermanent: saved.undo,
  });
  if (finding.id !== NEIGHBOURS) return [larger];
  return [larger, proxy(finding, patient)];
};

const NEIGHBOURS = 'C10';
const FACTOR = 4;
/** What Linux ships with is for a home; distributions of routers have eight times that. */
const NEIGHBOUR_TABLE = {
  'net.ipv6.neigh.default.gc_thresh1': 1_024,
  'net.ipv6.neigh.default.gc_thresh2': 4_096,
  'net.ipv6.neigh.default.gc_thresh3': 8_192,
};
const CONNECTION_TABLES = {
  'net.netfilter.nf_conntrack_max': 262_144,
  'net.core.somaxconn': 4_096,
};

/** Where the provider expects each address to answer on the link, somebody has to answer for those behind this machine. */
const proxy: (...given: Parameters<RemedyRule>) => ReturnType<RemedyRule>[number] = (finding, patient) => {
  const ifname = (patient.inside && uplink(patient.inside)) ?? 'eth0';
  const [address = '2001:db8::2'] = finding.places.flatMap((place) => place.address ?? []);
  const key = `net.ipv6.conf.${ifname}.proxy_ndp`;
  return remedy(finding, patient, {
    id: 'N5',
    label: 'proxy_ndp',
    at: 'host',
    now: run(`sysctl -w ${key}=1`, `ip -6 neigh add proxy ${address} dev ${ifname}`),
    permanent: sysctlFile({ [key]: '1' }, patient).steps,
    verify: run(`ip -6 neigh show proxy | grep -F '${address}'`),
    undo: run(
      `ip -6 neigh del proxy ${address} dev ${ifname}`,
      `sysctl -w ${key}=${sysctl(patient.inside, key) ?? '0'}`,
    ),
  });
};
