import type { Finding } from '../../causes/index.ts';
import type { InsideReport } from '../../inside/index.ts';
import { portsOf, uplink } from '../ask.ts';
import { edit, reverse } from '../diff.ts';
import { byHand, remedy, run, write } from '../steps.ts';
import type { Patient, Remedy, RemedyRule, Step } from '../types.ts';

/** firewalld and ufw: their own commands; a rule put in beside them is gone with their next reload. */
export const manager: RemedyRule = (finding, patient) => {
  const { inside } = patient;
  const is = (name: string) => inside?.firewalls.some((one) => one.manager === name && one.active) === true;
  return [
    ...(inside === undefined || is('firewalld') ? [firewalld(finding, patient)] : []),
    ...(inside === undefined || is('ufw') ? [ufw(finding, patient)] : []),
  ];
};

/** HTTP/3: UDP port 443. */
const QUIC = 'E13';

/** Zones are for both families alike; what counts is the zone of the interface. */
function firewalld(finding: Finding, patient: Patient): Remedy {
  const zone = zoneOf(patient.inside);
  const services = finding.id === QUIC ? ['http3'] : portsOf(finding).map(serviceOf);
  const each = (verb: string, permanent: boolean) =>
    run(
      ...services.map(
        (one) => `firewall-cmd${permanent ? ' --permanent' : ''} --zone=${zone} --${verb}-${one}`,
      ),
    );
  return remedy(finding, patient, {
    id: 'F3',
    label: 'firewalld',
    at: 'host',
    now: each('add', false),
    permanent: each('add', true),
    verify: each('query', false),
    undo: each('remove', false),
    undoPermanent: each('remove', true),
  });
}

function serviceOf(port: number): string {
  if (port === 80) return 'service=http';
  return port === 443 ? 'service=https' : `port=${port}/tcp`;
}

function zoneOf(inside: InsideReport | undefined): string {
  const ifname = inside && uplink(inside);
  const fact = inside?.firewalls.find((one) => one.manager === 'firewalld');
  const zones = fact?.manager === 'firewalld' ? fact.zones : [];
  const own = zones.find(({ interfaces }) => ifname !== undefined && interfaces.includes(ifname));
  return own?.name ?? '"$(firewall-cmd --get-default-zone)"';
}

/** ufw: IPv6 switched on in its settings, then a rule that names no source: it is for both families. */
function ufw(finding: Finding, patient: Patient): Remedy {
  const protocol = finding.id === QUIC ? 'udp' : 'tcp';
  const ports = `${portsOf(finding).join(',')}/${protocol}`;
  const fact = patient.inside?.firewalls.find((one) => one.manager === 'ufw');
  const off = fact?.manager === 'ufw' ? !fact.ipv6 : patient.inside === undefined;
  const setting = off ? ipv6Setting(patient) : [];
  const restart = off ? ['ufw --force disable', 'ufw --force enable'] : [];
  const back = setting.flatMap((step) => (step.do === 'edit' ? [reverse(step)] : []));
  // where the rule of IPv4 is there already, only that of IPv6 is added: no more than that may be taken back
  const had = fact?.manager === 'ufw' && fact.rules.some((one) => isRule(one, ports));
  const line = `ufw status numbered | sed -n 's#^\\[ *\\([0-9]*\\)\\] ${ports} (v6) .*#\\1#p' | head -n 1`;
  const deleted = had ? `ufw --force delete "$(${line})"` : `ufw delete allow ${ports}`;
  return remedy(finding, patient, {
    id: 'F3',
    label: 'ufw',
    at: 'host',
    now: [...setting, ...run(...restart, `ufw allow ${ports}`)],
    verify: run(`ufw status | grep -F '(v6)'`),
    undo: [...run(deleted), ...back, ...run(...restart)],
  });
}

/** As its file has it. */
function isRule(rule: string, ports: string): boolean {
  const [list = '', protocol] = ports.split('/');
  return rule.startsWith(`allow ${protocol} ${list} 0.0.0.0/0 any 0.0.0.0/0`);
}

const DEFAULTS = '/etc/default/ufw';

function ipv6Setting({ files }: Patient): Step[] {
  const lines = files?.[DEFAULTS]?.split('\n') ?? [];
  const at = lines.findIndex((line) => /^\s*IPV6=/i.test(line));
  const old = lines[at];
  if (old === undefined)
    return [byHand('replace-in-file', { file: DEFAULTS, old: 'IPV6=no' }), ...write('IPV6=yes')];
  return [edit(DEFAULTS, [{ from: at + 1, take: [old], put: ['IPV6=yes'] }], files)];
}
