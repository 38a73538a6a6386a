import type { SettingTexts } from '../en/settings.ts';
import type { Translation } from '../translation.ts';

const PORT = 'un nombre entier de 0 à 65535';
const FROM_0 = 'un nombre entier à partir de 0';

/** French texts of the settings about perspectives, and of networks; see `settings.ts`. */
export const perspectiveSettings: Translation<SettingTexts> = {
  'perspectives.addresses': {
    why: 'Où les perspectives joignent ce serveur : pour le rejoindre et, pour celles qui se connectent elles-mêmes, pour y rester. Vide : nulle part, et aucune perspective ne peut le rejoindre.',
    allowed: 'une liste d’adresses IP, p. ex. ["::", "0.0.0.0"]',
  },
  'perspectives.port': {
    why: 'Port pour les perspectives, sur chacune de ces adresses. 0 : un port libre.',
    allowed: PORT,
  },
  'perspectives.policy': {
    why: 'Combien de perspectives doivent confirmer ce que ce serveur a vu. `majority` : plus de la moitié. `baseline-requirements` : le tableau auquel les AC publiques sont tenues, avec leur minimum et deux régions. `all` : toutes. `at-least` : `perspectives.quorum` d’entre elles. `monitor` : interrogées et consignées, et rien n’est refusé. Chaque verdict nomme la politique. S’il n’y a aucune perspective, `majority`, `all` et `monitor` laissent le verdict à ce serveur seul, à moins qu’un minimum ne soit défini.',
    allowed: '"majority", "baseline-requirements", "all", "at-least" ou "monitor"',
  },
  'perspectives.minimum': {
    why: 'Avec moins de perspectives que cela, rien n’est valide. 0 : le nombre de la politique elle-même.',
    allowed: FROM_0,
  },
  'perspectives.quorum': {
    why: 'Pour la politique `at-least` seulement : combien doivent confirmer. 0 : non défini.',
    allowed: FROM_0,
  },
  'perspectives.regions': {
    why: 'Dans combien de régions des registres d’adresses doivent se trouver celles qui confirment. 0 : le nombre de la politique elle-même.',
    allowed: 'un nombre entier de 0 à 5',
  },
  'perspectives.foreign': {
    why: 'Perspectives tierces qui parlent Open MPIC, sous le nom que vous leur donnez. Elles en disent moins que les nôtres : pas d’adresse, pas de phase, et leur seule parole pour le DNS.',
    allowed: 'une table ; noms de lettres minuscules, chiffres et traits d’union, 32 caractères au plus',
  },
  'perspectives.foreign.*.url': {
    why: 'Où elle répond : `/dcv` et `/caa` sont demandés en dessous.',
    allowed: 'une URL https',
  },
  'perspectives.foreign.*.region': {
    why: 'Où elle se trouve, selon le registre d’adresses de sa région.',
    allowed: '"ARIN", "RIPE", "APNIC", "LACNIC" ou "AFRINIC"',
  },
  'perspectives.foreign.*.header': {
    why: 'Un champ d’en-tête que porte chaque requête, comme une clé d’API. Vide : aucun.',
    allowed: 'un champ tel qu’il est envoyé, p. ex. "x-api-key: abcdef", ou ""',
  },
  'perspectives.foreign.*.ca_file': {
    why: 'Fichier des certificats (PEM) qui répondent d’elle, relatif à ce fichier. Vide : ceux que Node connaît.',
    allowed: 'un chemin, ou ""',
  },
  'agent.addresses': {
    why: 'D’une perspective (`sixfour perspective run`) : où elle écoute. Vide : à l’adresse de l’URL avec laquelle elle a été ajoutée, ou partout si c’est un nom.',
    allowed: 'une liste d’adresses IP, p. ex. ["2001:db8::5", "192.0.2.5"]',
  },
  'agent.port': {
    why: 'D’une perspective : le port sur chacune de ces adresses. 0 : le port de son URL.',
    allowed: PORT,
  },
  'directories.*.networks': {
    why: 'Réseaux privés que les validations de ce directory peuvent joindre, en plus de ceux de `sixfour allow --network`, que tous les directories peuvent joindre : ainsi, qui peut commander depuis un service ne joint aucune adresse d’un autre. Jamais les adresses de bouclage, de lien local, de multidiffusion ou de métadonnées.',
    allowed:
      'une liste de réseaux que `sixfour allow --network` pourrait autoriser, p. ex. ["fd00:1::/48", "10.1.0.0/16"]',
  },
  'agent.networks': {
    why: 'D’une perspective : réseaux privés dans lesquels elle peut valider, comme `sixfour allow --network` le dit à un serveur.',
    allowed: 'une liste de réseaux, p. ex. ["fd00:1::/48", "10.1.0.0/16"]',
  },
};
