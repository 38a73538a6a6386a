import type { health as english } from '../en/cli-health.ts';
import type { Translation } from '../translation.ts';
import { count } from './plural.ts';

/** French texts of `sixfour name check`. */
export const health: Translation<typeof english> = {
  describe: () =>
    'demander à chaque serveur de noms, dans les deux familles, en UDP et en TCP, si un nom est délégué correctement ; se termine avec 1 en cas de constat',
  looking: (p) => `Interrogation des serveurs de noms pour ${p.name} ...`,
  good: (p) => `${p.challenge} mène à ${p.target}, et chaque serveur de noms le dit.`,
  goodHeld: (p) =>
    `${p.challenge} est bien là où son fournisseur DNS écrit, dans ${p.zone}, et rien n’y fait obstacle sur aucun serveur de noms.`,
  findings: (p) => count(p.count, 'constat', 'constats'),
  unmeasured: (p) =>
    `Non mesuré : cette machine n’a pas de sortie en ${p.family}. Rien n’est dit des serveurs de noms dans cette famille.`,
  notAsked: (p) =>
    `Non interrogés, car la politique d’adresses l’interdit : ${p.addresses}. Les réseaux privés s’autorisent avec : sixfour allow --network`,
  columns: {
    zone: () => 'zone',
    server: () => 'serveur de noms',
    address: () => 'adresse',
    udp: () => 'UDP',
    tcp: () => 'TCP',
    says: () => 'réponse',
  },
};
