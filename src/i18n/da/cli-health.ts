import type { health as english } from '../en/cli-health.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of `sixfour name check`. */
export const health: Translation<typeof english> = {
  describe: () =>
    'spørg alle navneservere, over begge familier, UDP og TCP, om et navn er rigtigt delegeret; slutter med 1 ved et fund',
  looking: (p) => `Spørger navneserverne for ${p.name} ...`,
  good: (p) => `${p.challenge} fører til ${p.target}, og det siger alle navneservere.`,
  goodHeld: (p) =>
    `${p.challenge} ligger der, hvor DNS-udbyderen skriver, i ${p.zone}, og ingen navneserver har noget dér, der står i vejen.`,
  findings: (p) => (p.count === 1 ? '1 fund' : `${p.count} fund`),
  unmeasured: (p) =>
    `Ikke målt: denne maskine kan ikke komme ud over ${p.family}. Der siges intet om navneservere over den.`,
  notAsked: (p) =>
    `Ikke spurgt, fordi adressepolitikken forbyder det: ${p.addresses}. Private netværk tillades med: sixfour allow --network`,
  columns: {
    zone: () => 'zone',
    server: () => 'navneserver',
    address: () => 'adresse',
    udp: () => 'UDP',
    tcp: () => 'TCP',
    says: () => 'siger',
  },
};
