import { addressesOf, portsOf } from '../ask.ts';
import { byHand, remedy, run } from '../steps.ts';
import type { RemedyRule, Step } from '../types.ts';

/** A firewall in front of the machine, in the words of each provider; which one it is, nothing here tells. */
export const cloud: RemedyRule = (finding, patient) => {
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

const HOME = 'D10';
const UNROUTED = 'C5';
