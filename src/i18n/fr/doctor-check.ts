import type { check as english } from '../en/doctor-check.ts';
import type { Translation } from '../translation.ts';

/** French texts of `sixfour check`. */
export const check: Translation<typeof english> = {
  describe: () =>
    'dire pourquoi la validation ou les visiteurs échouent, dans quelle famille, et quelle ligne y remédie ; se termine avec 1 en cas de constat',
  argument: () => 'nom d’hôte',
  flags: {
    network: () => 'joindre ce réseau bien qu’il ne soit pas public (CIDR ; répétable)',
    confirm: () =>
      'regarder une seconde fois, une minute plus tard, ce qui se connecte : certaines causes l’exigent',
  },
  progress: (p) => `${p.name} : ${p.step} (${p.seconds} s)`,
  confirm: {
    waiting: (p) => `${p.name} : second examen dans ${p.seconds} s`,
    second: (p) => `Après un second examen, ${p.seconds} s plus tard :`,
    stopped: () => 'Le second examen n’a pas eu lieu : ce que le premier a vu reste valable.',
    withoutApply: () => '--apply regarde de nouveau par lui-même : omettez --confirm.',
  },
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
    quic: () => 'HTTP/3',
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
