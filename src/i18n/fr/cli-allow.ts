import type { allow as english } from '../en/cli-allow.ts';
import type { Translation } from '../translation.ts';
import { rangeText } from './ranges.ts';

/** French texts of `sixfour allow`. */
export const allow: Translation<typeof english> = {
  reasons: {
    wildcard: (p) =>
      `un nom est autorisé avec tout ce qui se trouve en dessous, jokers compris : supprimez « *. » et autorisez « ${p.name} ».`,
    address: () =>
      'c’est une adresse IP. Les certificats pour des adresses s’autorisent avec --address, la validation à l’intérieur d’un réseau avec --network.',
    notAPrefix: () =>
      'ce n’est ni une adresse telle que 2001:db8:1::1, ni un préfixe tel que 2001:db8:1::/48, dont les bits après le préfixe doivent être nuls.',
    neverIssued: (p) => `aucun certificat n’est jamais émis pour elle : ${rangeText(p.range)}.`,
    prefixTooWide: (p) =>
      `il est si large qu’il englobe les réseaux d’inconnus. Indiquez des préfixes de ${p.least} bits ou plus.`,
    notAName: () =>
      'ce n’est pas un nom d’hôte (lettres, chiffres et traits d’union, en étiquettes de 1 à 63 caractères séparées par des points).',
    publicSuffix: () =>
      'c’est un suffixe public, sous lequel des inconnus enregistrent leurs noms. Autorisez, en dessous, les noms qui vous appartiennent.',
    notANetwork: () =>
      'ce n’est pas un réseau tel que 10.0.0.0/8 ou fd00:6464::/32, dont les bits après le préfixe doivent être nuls.',
    neverReached: () =>
      'la validation ne se connecte jamais aux adresses de bouclage, de lien local, de métadonnées et de multidiffusion, quoi qu’il y ait dans la liste.',
    tooWide: (p) =>
      `il est si large qu’il englobe bien plus qu’un réseau privé. Les adresses publiques n’ont pas besoin d’être inscrites ; indiquez chaque réseau privé séparément, par exemple 10.0.0.0/8 ou fd00::/8 (un préfixe de ${p.least} bits ou plus, ou un réseau à l’intérieur d’une plage spéciale).`,
  },
  added: (p) => `autorisé : ${describe(p)}`,
  there: (p) => `déjà autorisé : ${describe(p)}`,
  removed: (p) => `n’est plus autorisé : ${describe(p)}`,
  none: () =>
    'Rien n’est encore autorisé : seul le nom du serveur lui-même peut recevoir un certificat. Pour autoriser un nom et tout ce qui se trouve en dessous : sixfour allow example.org',
  kind: {
    name: () => 'nom et tout ce qui est en dessous',
    exact: () => 'ce nom seulement',
    address: () => 'adresses à certifier',
    network: () => 'réseau où valider',
  },
  nothingToDo: () => 'Indiquez ce qu’il faut autoriser (sixfour allow example.org), ou utilisez --list seul.',
};

function describe(p: { kind: string; value: string }): string {
  if (p.kind === 'name') return `${p.value} et tous les noms en dessous`;
  if (p.kind === 'exact') return `${p.value}, et aucun nom en dessous`;
  if (p.kind === 'address') return `les certificats pour les adresses de ${p.value}`;
  return `la validation à l’intérieur de ${p.value}`;
}
