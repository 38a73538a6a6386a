import type { inside as english } from '../en/doctor-inside.ts';
import type { Translation } from '../translation.ts';
import { plural } from './plural.ts';

/** French texts of `sixfour check --inside`. */
export const inside: Translation<typeof english> = {
  flags: {
    inside: () =>
      'examiner cette machine de l’intérieur seulement : adresses, routes, écoutes, filtres de paquets ; rien n’est modifié',
    output: () =>
      'avec --inside : écrire ce qui a été vu dans ce fichier, pour --inside-report sur une autre machine',
    outbound: () => 'avec --inside ou --here : essayer aussi la sortie de cette machine, dans chaque famille',
    report: () => 'réunir ce qui a été vu sur le serveur : un fichier que --inside --output y a écrit',
  },
  progress: (p) => `cette machine, de l’intérieur (${p.seconds} s)`,
  nameMissing: () => 'Indiquez le nom d’hôte à examiner, ou --inside pour n’examiner que cette machine.',
  insideAlone: () =>
    '--inside n’examine que cette machine ; omettez ce qui relève d’un examen de l’extérieur.',
  outputAlone: () => '--output va avec --inside.',
  outboundAlone: () => '--outbound va avec --inside ou --here.',
  reportOrHere: () => 'Indiquez soit --here, soit --inside-report.',
  written: (p) => `Écrit dans ${p.file}. Là où vous examinez de l’extérieur, on le réunit avec :`,
  headings: {
    addresses: () => 'adresses',
    routes: () => 'routes par défaut',
    listeners: () => 'écoutes',
    rules: () => 'règles qui arrêtent des paquets',
    outbound: () => 'propre sortie',
  },
  columns: {
    interface: () => 'interface',
    address: () => 'adresse',
    scope: () => 'portée',
    flags: () => 'indicateurs',
    family: () => 'famille',
    via: () => 'via',
    from: () => 'depuis',
    port: () => 'port',
    families: () => 'familles',
    process: () => 'processus',
    table: () => 'table',
    chain: () => 'chaîne',
    rule: () => 'règle',
    outcome: () => 'résultat',
  },
  none: () => 'aucun',
  more: (p) => `et ${p.count} ${plural(p.count, 'autre', 'autres')} (--json les contient tous)`,
};
