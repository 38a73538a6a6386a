import type { inside as english } from '../en/doctor-inside.ts';
import type { Translation } from '../translation.ts';
import { plural } from './plural.ts';

/** French texts of `sixfour check --inside`. */
export const inside: Translation<typeof english> = {
  flags: {
    inside: () =>
      'examiner cette machine de l’intérieur seulement : adresses, routes, écoutes, filtres de paquets ; rien n’est modifié',
    output: () =>
      'avec --inside : écrire ce qui a été vu dans ce fichier (- : sortie standard), pour --inside-report sur une autre machine',
    outbound: () => 'avec --inside ou --here : essayer aussi la sortie de cette machine, dans chaque famille',
    count: () =>
      'avec --inside, en tant que root : compter pendant une minute ce qui arrive de ces adresses, pendant que sixfour check regarde de là-bas (une table nft à part, supprimée ensuite)',
    report: () =>
      'réunir ce qui a été vu sur le serveur : un fichier que --inside --output y a écrit (- : entrée standard)',
  },
  progress: (p) => `cette machine, de l’intérieur (${p.seconds} s)`,
  nameMissing: () => 'Indiquez le nom d’hôte à examiner, ou --inside pour n’examiner que cette machine.',
  insideAlone: () =>
    '--inside n’examine que cette machine ; omettez ce qui relève d’un examen de l’extérieur.',
  countAlone: () => '--count va avec --inside.',
  countAddress: (p) =>
    `« ${p.value} » n’est pas une adresse d’où vient un examen. Indiquez-en jusqu’à ${p.max}, des deux familles, telles que l’autre machine les a.`,
  counting: (p) =>
    `Comptage pendant ${p.seconds} s (Ctrl-C y met fin plus tôt). Exécutez maintenant, sur la machine qui a ces adresses :`,
  nothingCame: () =>
    'Rien n’est arrivé de ces adresses dans aucune des deux familles. Cela ne prouve rien : l’examen y a-t-il été lancé entre-temps ?',
  outputAlone: () => '--output va avec --inside.',
  outboundAlone: () => '--outbound va avec --inside ou --here.',
  reportOrHere: () => 'Indiquez soit --here, soit --inside-report.',
  inputOnce: () =>
    'L’entrée standard n’est lue qu’une fois : donnez un fichier à --inside-report, ou le texte même à --error.',
  written: (p) => `Écrit dans ${p.file}. Là où vous examinez de l’extérieur, on le réunit avec :`,
  headings: {
    addresses: () => 'adresses',
    routes: () => 'routes par défaut',
    listeners: () => 'écoutes',
    rules: () => 'règles qui arrêtent des paquets',
    outbound: () => 'propre sortie',
    arrivals: () => 'arrivés',
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
    packets: () => 'paquets',
  },
  none: () => 'aucun',
  more: (p) => `et ${p.count} ${plural(p.count, 'autre', 'autres')} (--json les contient tous)`,
};
