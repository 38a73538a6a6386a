import type { Finding } from '../../causes/index.ts';
import { addressesOf, portsOf } from '../ask.ts';
import { byHand, remedy, run } from '../steps.ts';
import type { Patient, Remedy, RemedyRule, Step } from '../types.ts';

/** A firewall in front of the machine, in the words of each provider; which one it is, nothing here tells. */
export const cloud: RemedyRule = (finding, patient) => {
  if (finding.id === QUIC) return inFront(finding, patient);
  const ports = portsOf(finding).join(', ');
  const [address = patient.name] = addressesOf(finding, patient, 6);
  const verify = run(
    ...portsOf(finding).map(
      (port) => `curl -6 -sSo /dev/null --max-time 10 http${port === 443 ? 's' : ''}://${patient.name}/`,
    ),
  );
  if (finding.id === HOME) {
    const now = [byHand('home-router', { address, ports })];
    return [remedy(finding, patient, { id: 'C1', at: 'site', now, verify })];
  }
  const routed: readonly Step[] = finding.id === UNROUTED ? [byHand('provider-ipv6', { address })] : [];
  if (routed.length > 0)
    return [remedy(finding, patient, { id: 'ticket', at: 'provider', now: routed, verify })];
  const texts: readonly (readonly [string, Step])[] = [
    ['AWS', byHand('cloud-aws', { ports })],
    ['Google Cloud', byHand('cloud-gcp', { ports })],
    ['Azure', byHand('cloud-azure', { ports })],
    ['Hetzner Cloud', byHand('cloud-hetzner', { ports })],
    ['Hetzner Robot', byHand('cloud-robot', { ports })],
    ['Cloudflare', byHand('cloud-cloudflare')],
    ['', byHand('cloud-other', { ports })],
  ];
  return texts.map(([label, step]) =>
    remedy(finding, patient, {
      id: 'C1',
      label: label === '' ? undefined : label,
      at: 'cloud',
      now: [step],
      verify,
    }),
  );
};

/** What the machine itself lets in, or what is asked about from outside alone: UDP beside TCP, or no offer. */
function inFront(finding: Finding, patient: Patient): readonly Remedy[] {
  const own = finding.values['what'];
  if (own === 'filter' || own === 'listener') return [];
  return [remedy(finding, patient, { id: 'C1', at: 'cloud', now: [byHand('http3-in-front')] })];
}

const QUIC = 'E13';
const HOME = 'D10';
const UNROUTED = 'C5';
