import { addressesOf, familyOf } from '../ask.ts';
import { byHand, remedy, run } from '../steps.ts';
import type { RemedyRule } from '../types.ts';

/** What only the provider can mend, with what belongs into the ticket. */
export const ticket: RemedyRule = (finding, patient) => {
  const family = familyOf(finding);
  const [address = patient.name] = addressesOf(finding, patient, family);
  const now =
    finding.id === PORT_80
      ? [byHand('provider-port')]
      : [byHand(finding.id === UNROUTED ? 'provider-ipv6' : 'provider-path', { address })];
  const trace = run(`traceroute -${family} -T -p 80 ${address}`);
  return [remedy(finding, patient, { id: 'ticket', at: 'provider', now: [...now, ...trace] })];
};

const PORT_80 = 'D11';
const UNROUTED = 'C5';
