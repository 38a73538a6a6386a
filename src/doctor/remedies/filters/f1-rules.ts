import { familyOf, portsOf } from '../ask.ts';
import type { RemedyRule } from '../types.ts';
import { blockingChains, blocksPort, managersOf } from './chains.ts';
import { manager } from './f3-manager.ts';
import { forEach, inserted, type Rule } from './insert.ts';

/** Rules that let the web in, in front of whatever drops it: behind it they are never asked. */
export const portRules: RemedyRule = (finding, patient) => {
  const { inside } = patient;
  const family = familyOf(finding);
  const ports = portsOf(finding);
  const udp = finding.id === QUIC;
  const rule = ruleFor(ports, udp);
  if (inside === undefined) return [...forEach(finding, patient, rule, family), ...manager(finding, patient)];
  if (managersOf(inside).some((one) => one === 'firewalld' || one === 'ufw'))
    return manager(finding, patient);
  // where its own filters let datagrams in, they are stopped before them
  const letIn = udp && finding.values['what'] !== 'filter';
  const blocking = letIn
    ? []
    : blockingChains(inside, family, blocksPort(ports, family, udp ? 'udp' : 'tcp'));
  if (blocking.length > 0) return inserted(finding, patient, blocking, rule, family);
  // rules that could not be read, as without root
  return inside.unread.some(({ what }) => /filter|nft|tables/.test(what))
    ? forEach(finding, patient, rule, family)
    : [];
};

/** HTTP/3: UDP port 443 beside TCP. */
const QUIC = 'E13';

function ruleFor(ports: readonly number[], udp: boolean): Rule {
  const protocol = udp ? 'udp' : 'tcp';
  const many = ports.length > 1;
  return {
    id: 'F1',
    nft: `${protocol} dport ${many ? `{ ${ports.join(', ')} }` : ports[0]} accept`,
    iptables: [
      `-p ${protocol} ${many ? `-m multiport --dports ${ports.join(',')}` : `--dport ${ports[0]}`} -m conntrack --ctstate NEW -j ACCEPT`,
    ],
  };
}
