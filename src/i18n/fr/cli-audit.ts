import type { audit as english } from '../en/cli-audit.ts';
import type { Translation } from '../translation.ts';
import { count } from './plural.ts';

/** French texts of `sixfour audit`. */
export const audit: Translation<typeof english> = {
  describe: {
    audit: () => 'ce qui a été modifié et refusé, et par qui : une chaîne signée',
    list: () => 'lister les entrées, les plus récentes d’abord',
    verify: () =>
      'parcourir la chaîne et ses signatures ; se termine avec 1 et nomme la première entrée qui ne concorde pas',
    export: () =>
      'afficher la chaîne et ses points de contrôle au format JSON Lines, pour la vérifier ailleurs',
    key: () => 'afficher la clé publique avec laquelle les points de contrôle sont signés',
    purge: () =>
      'oublier les entrées antérieures à une date, jusqu’à un point de contrôle ; cette purge est elle-même une entrée',
  },
  flags: {
    since: () => 'seulement à partir de ce moment, p. ex. 2027-01-31 ou 2027-01-31T12:00:00Z',
    limit: () => 'nombre de lignes (50 par défaut, 1000 au plus)',
    beforeEntry: () => 'seulement les entrées avant ce numéro',
    file: () => 'vérifier cet export à la place ; aucun serveur n’est nécessaire',
    key: () => 'avec --file : la clé publique qui doit avoir signé l’export, en PEM',
    before: () =>
      'les entrées antérieures à ce moment sont supprimées, aussi loin qu’un point de contrôle le permet',
  },
  columns: {
    number: () => 'numéro',
    at: () => 'quand',
    actor: () => 'qui',
    action: () => 'action',
    object: () => 'objet',
    details: () => 'détails',
  },
  keyWithFile: () =>
    'Un export se vérifie avec la clé publique que vous avez conservée : indiquez à la fois --file et --key.',
  keyShown: (p) =>
    `SHA-256 ${p.sha256}\nConservez cette clé là où quiconque pourrait modifier la base de données ne peut pas la modifier : elle sert à vérifier les exports.`,
  whole: (p) =>
    `La chaîne est complète : ${count(p.entries, 'entrée', 'entrées')}, de ${p.first} à ${p.last}.`,
  signed: (p) =>
    `Points de contrôle : ${p.checkpoints}. Le dernier signe l’entrée ${p.signed}${p.rest === 0 ? '.' : ` ; ${count(p.rest, 'entrée suivante n’est pas encore signée', 'entrées suivantes ne sont pas encore signées')}.`}`,
  unsigned: () =>
    'Pas encore de point de contrôle : le serveur en crée un dans les cinq minutes, et lorsqu’il s’arrête.',
  lastCheckpoint: (p) =>
    `Le dernier point de contrôle, à noter ailleurs : ${p.at}, entrée ${p.sequence}, ${p.hash}`,
  problems: {
    begin: (p) =>
      `Les entrées avant ${p.sequence} ont disparu, et aucune purge mentionnée dans la chaîne ne les a supprimées.`,
    missing: (p) =>
      p.sequence === 0
        ? 'La chaîne a été vidée ; plus rien n’est donc modifié. La marche à suivre est décrite dans docs/audit.md.'
        : `L’entrée ${p.sequence} manque, ou n’est pas à sa place.`,
    altered: (p) => `L’entrée ${p.sequence} a été altérée : elle ne correspond pas à son condensat.`,
    unlinked: (p) =>
      `L’entrée ${p.sequence} ne découle pas de la précédente : celle-ci a pris la place d’une autre.`,
    rewritten: (p) => `La chaîne a été réécrite : l’entrée ${p.sequence} n’est pas celle qui a été signée.`,
    signature: (p) =>
      `Le point de contrôle de l’entrée ${p.sequence} n’est pas signé par cette clé, ou a été altéré.`,
    truncated: (p) => `Des entrées manquent à partir de ${p.sequence} : la chaîne a été plus longue.`,
    unsigned: () => 'Elle ne contient aucun point de contrôle et ne prouve donc rien.',
  },
  memory: {
    'memory-missing': () =>
      'Le fichier audit.checkpoint du répertoire de données a disparu : des entrées en fin de chaîne ont pu être supprimées avec lui.',
    'memory-broken': () =>
      'Le fichier audit.checkpoint du répertoire de données n’a pas été écrit par ce serveur, ou pas avec cette clé de chiffrement au repos.',
  },
  purged: (p) =>
    `${count(p.removed, 'entrée supprimée', 'entrées supprimées')} ; la chaîne commence à l’entrée ${p.upTo}, qui est signée.`,
  nothingPurged: () => 'Il n’y a pas de point de contrôle antérieur à ce moment : rien n’a été supprimé.',
};
