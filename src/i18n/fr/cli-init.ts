import type { init as english } from '../en/cli-init.ts';
import type { Translation } from '../translation.ts';

/** French texts of `sixfour init`. */
export const init: Translation<typeof english> = {
  flags: {
    organization: () => 'organisation qui figure dans les noms de l’AC',
    publicHost: () =>
      'nom sous lequel les clients joignent ce serveur ; il entre dans les adresses de la CRL et de l’émetteur',
    permitName: () =>
      'contrainte de noms de l’AC émettrice : elle ne pourra jamais émettre en dehors (répétable)',
    listenAll: () => 'écouter sur toutes les adresses des deux familles au lieu de cette machine seulement',
    yes: () => 'ne rien demander ; les réponses manquantes prennent leur valeur par défaut',
    trial: () => 'l’AC que serve crée de lui-même : marquée comme essai, pour essayer',
    test: () =>
      'un répertoire pour des tests : les paramètres réservés aux tests y fonctionnent, et il est marqué comme tel',
  },
  intro: () => 'Une nouvelle autorité de certification',
  organization: () =>
    'Quel est le nom de votre organisation ? Il figure dans les noms de la racine et de l’AC émettrice.',
  publicHost: () =>
    'Sous quel nom les clients joindront-ils ce serveur ? Il est inscrit dans chaque certificat (adresses de la CRL et de l’émetteur).',
  permitNames: () =>
    'En dehors de quels noms cette AC ne doit-elle jamais pouvoir émettre (contraintes de noms) ? Séparez-les par des espaces ; laissez vide s’il n’y en a aucun.',
  listen: () => 'Où le serveur doit-il écouter ?',
  listenLoopback: () => 'sur cette machine seulement (::1 et 127.0.0.1)',
  listenAll: () => 'sur toutes les adresses des deux familles',
  required: () => 'Une réponse est nécessaire ici.',
  notAHost: () => 'Ce n’est pas un nom d’hôte tel que ca.example.org.',
  done: (p) => `L’AC se trouve dans ${p.directory}.`,
  wrote: (p) => `Sa configuration se trouve dans ${p.file}.`,
  kept: (p) => `Sa configuration reste telle quelle dans ${p.file}.`,
  next: () =>
    'Ensuite : déplacer la clé racine hors de cette machine, autoriser des noms, démarrer le serveur :',
  nextDetach: (p) => `  npx sixfour ca root detach /path/to/removable/root-key.pem${p.data}`,
  nextAllow: (p) => `  npx sixfour allow ${p.name}${p.data}`,
  nextServe: (p) => `  npx sixfour serve${p.data}`,
  trialDone: (p) => `Une AC d’essai se trouve dans ${p.directory}.`,
  fileHead: () =>
    '# Configuration de ce sixfour. Chaque clé, sa valeur par défaut et sa raison : docs/settings.md.\n# Ce qui n’est pas défini ici prend sa valeur par défaut ; les variables d’environnement SIXFOUR_* ont priorité.',
};
