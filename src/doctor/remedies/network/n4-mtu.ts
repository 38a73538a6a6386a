import { gateway6, sysctl, uplink } from '../ask.ts';
import { byHand, remedy, run } from '../steps.ts';
import type { RemedyRule } from '../types.ts';
import { sysctlFile } from './sysctl-file.ts';

/**
 * Large packets that vanish: the server finds the size out by itself when answers stall (`tcp_mtu_probing`, of both families despite
 * its name), or announces a size that passes everywhere (1280 bytes, RFC 8200 section 5).
 */
export const packetSize: RemedyRule = (finding, patient) => {
  const { inside } = patient;
  const before = sysctl(inside, PROBING) ?? '0';
  const saved = sysctlFile({ [PROBING]: '1' }, patient);
  const probing = remedy(finding, patient, {
    id: 'N4',
    label: 'tcp_mtu_probing',
    at: 'host',
    now: run(`sysctl -w ${PROBING}=1`),
    permanent: saved.steps,
    verify: run(`test "$(sysctl -n ${PROBING})" = 1`),
    undo: run(`sysctl -w ${PROBING}=${before}`),
    undoPermanent: saved.undo,
  });
  const ifname = inside && uplink(inside);
  const gateway = inside && ifname !== undefined ? gateway6(inside, ifname) : undefined;
  const link = remedy(finding, patient, { id: 'N4', at: 'provider', now: [byHand('mend-link')] });
  if (ifname === undefined || gateway === undefined) return [probing, link];
  const route = `ip -6 route replace default via ${gateway} dev ${ifname} onlink`;
  const small = remedy(finding, patient, {
    id: 'N4',
    label: 'advmss',
    at: 'host',
    now: run(`${route} mtu 1280 advmss 1220`),
    verify: run(`ip -6 route get 2001:db8:ffff::1 | grep -F 'advmss 1220'`),
    undo: run(route),
  });
  return [probing, small, link];
};

const PROBING = 'net.ipv4.tcp_mtu_probing';
