import type { check as english } from '../en/doctor-check.ts';
import type { Translation } from '../translation.ts';

/** French texts of `sixfour check`. */
export const check: Translation<typeof english> = {
  describe: () =>
    'dire pourquoi la validation ou les visiteurs échouent, dans quelle famille, et quelle ligne y remédie ; se termine avec 1 en cas de constat',
  argument: () => 'nom d’hôte',
  flags: {
    network: () => 'joindre ce réseau bien qu’il ne soit pas public (CIDR ; répétable)',
  },
  progress: (p) => `${p.name} : ${p.step} (${p.seconds} s)`,
  steps: {
    names: () => 'adresses',
    records: () => 'enregistrements DNS',
    answers: () => 'serveurs de noms',
    challenge: () => 'défi délégué',
    signed: () => 'DNSSEC',
    caches: () => 'caches',
    connects: () => 'connexions',
    reach: () => 'ce lieu lui-même',
    handshakes: () => 'TLS',
    responses: () => 'HTTP',
    page: () => 'la page et ce dont elle a besoin',
    packets: () => 'gros paquets',
    latency: () => 'latence',
    trace: () => 'chemin',
    verdict: () => 'validation',
  },
  certainty: {
    proven: () => 'prouvé',
    strong: () => 'quasi certain',
    likely: () => 'probable',
    ambiguous: () => 'ambigu',
  },
};
