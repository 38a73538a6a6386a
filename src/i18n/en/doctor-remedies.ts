import { remedyByHand } from './doctor-remedies-by-hand.ts';

/** English texts of remedies: what each one does, as a heading, and what has to be done by hand. */
export const remedies = {
  titles: {
    W: () => "correct the web server's configuration",
    W1: (p: RemedyTitle) => `listen on ${p.family} too, port ${p.ports}`,
    W2: (p: RemedyTitle) => `listen on every address, port ${p.ports}`,
    W3: (p: RemedyTitle) => `listen on every address, port ${p.ports}`,
    W4: (p: RemedyTitle) => `listen on every address, port ${p.ports}`,
    W5: (p: RemedyTitle) => `bind ${p.family} too, port ${p.ports}`,
    W6: (p: RemedyTitle) => `listen on every address, port ${p.ports}`,
    W7: () => 'one current certificate for both families',
    W8: (p: RemedyTitle) => `let containers be reached over IPv6, port ${p.ports}`,
    W9: () => 'speak TLS 1.2 and 1.3',
    N1: () => 'give the machine its IPv6 address',
    N2: () => 'give the machine its IPv6 default route',
    N4: () => 'make large packets pass',
    N5: () => 'larger tables in the kernel',
    F1: (p: RemedyTitle) => `let ${p.family} in, TCP port ${p.ports}`,
    F2: () => 'let in the ICMPv6 that IPv6 cannot do without',
    F3: (p: RemedyTitle) => `let the web in, port ${p.ports}`,
    F4: () => 'do not drop packets for the way that they came',
    F5: () => 'keep the rules over a reboot',
    C1: (p: RemedyTitle) => `open the provider's firewall for ${p.family}, TCP port ${p.ports}`,
    D1: () => 'correct the address records',
    D2: () => "correct the challenge's records",
    D3: () => 'mend the name servers',
    X: () => 'let the challenge path through',
    X1: () => 'no redirect for the challenge path',
    X2: () => 'one folder for the challenge, whoever answers',
    wait: () => 'wait',
    ticket: () => 'tell the provider',
    'other-challenge': () => 'prove the name in another way',
    site: () => 'change the page',
  },
  byHand: remedyByHand,
};

type RemedyTitle = { name: string; ports: string; family: string };
