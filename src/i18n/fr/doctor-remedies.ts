import type { remedies as english } from '../en/doctor-remedies.ts';
import type { Translation } from '../translation.ts';
import { remedyByHand } from './doctor-remedies-by-hand.ts';

/** French texts of remedies: what each one does, as a heading, and what has to be done by hand. */
export const remedies: Translation<typeof english> = {
  titles: {
    W: () => 'corriger la configuration du serveur web',
    W1: (p) => `écouter aussi en ${p.family}, port ${p.ports}`,
    W2: (p) => `écouter sur toutes les adresses, port ${p.ports}`,
    W3: (p) => `écouter sur toutes les adresses, port ${p.ports}`,
    W4: (p) => `écouter sur toutes les adresses, port ${p.ports}`,
    W5: (p) => `lier aussi ${p.family}, port ${p.ports}`,
    W6: (p) => `écouter sur toutes les adresses, port ${p.ports}`,
    W7: () => 'un seul certificat à jour pour les deux familles',
    W8: (p) => `rendre les conteneurs joignables en IPv6, port ${p.ports}`,
    W9: () => 'parler TLS 1.2 et 1.3',
    N1: () => 'donner à la machine son adresse IPv6',
    N2: () => 'donner à la machine sa route IPv6 par défaut',
    N4: () => 'faire passer les gros paquets',
    N5: () => 'de plus grandes tables dans le noyau',
    F1: (p) => `laisser entrer ${p.family}, port TCP ${p.ports}`,
    F2: () => 'laisser entrer l’ICMPv6 dont IPv6 ne peut se passer',
    F3: (p) => `laisser entrer le web, port ${p.ports}`,
    F4: () => 'ne pas jeter de paquets à cause du chemin par lequel ils sont venus',
    F5: () => 'conserver les règles après un redémarrage',
    C1: (p) => `ouvrir le pare-feu du fournisseur pour ${p.family}, port TCP ${p.ports}`,
    D1: () => 'corriger les enregistrements d’adresses',
    D2: () => 'corriger les enregistrements du défi',
    D3: () => 'réparer les serveurs de noms',
    X: () => 'laisser passer le chemin des défis',
    X1: () => 'pas de redirection pour le chemin des défis',
    X2: () => 'un seul dossier pour le défi, quel que soit celui qui répond',
    wait: () => 'attendre',
    ticket: () => 'prévenir le fournisseur',
    'other-challenge': () => 'prouver le nom d’une autre façon',
    site: () => 'modifier la page',
  },
  byHand: remedyByHand,
};
