import type { updateReasons as english } from '../en/update.ts';
import type { Translation } from '../translation.ts';

/** Why an UPDATE was refused: extended errors, logs. One short sentence each. */
export const updateReasons: Translation<typeof english> = {
  unsigned: 'les mises à jour sont signées avec TSIG, et celle-ci ne l’est pas',
  'unknown-key': 'aucun client n’a de clé TSIG de ce nom',
  'unknown-algorithm': 'cet algorithme TSIG n’est pas pris en charge : utilisez HMAC-SHA256',
  'hmac-md5': 'HMAC-MD5 n’est pas accepté : réglez l’algorithme de la clé TSIG sur HMAC-SHA256',
  'hmac-sha1': 'HMAC-SHA1 est désactivé : utilisez HMAC-SHA256',
  'other-algorithm': 'la clé TSIG est pour un autre algorithme',
  mac: 'la signature TSIG est fausse : le secret est-il le bon ?',
  'mac-size': 'la signature TSIG a une longueur impossible',
  'mac-truncated': 'la signature TSIG est trop tronquée',
  time: 'la signature TSIG est d’un autre moment : les horloges sont-elles à l’heure ?',
  malformed: 'le message est mal formé',
  'zone-section': 'la section de zone ne contient pas un SOA',
  'not-our-zone': 'ce serveur n’a pas de telle zone',
  'not-in-zone': 'un nom n’est pas dans la zone que concerne la mise à jour',
  'prerequisite-form': 'une condition préalable est mal formée',
  'prerequisite-false': 'une condition préalable n’est pas remplie',
  'prerequisite-type': 'les conditions préalables par valeur ne valent que pour les enregistrements TXT',
  'update-form': 'une mise à jour est mal formée',
  'too-many-records': 'la mise à jour contient trop d’enregistrements',
  'too-many-updates': 'trop de mises à jour de ce client à la fois : réessayez plus tard',
  'too-many-failures': 'trop de signatures TSIG fausses sont venues de ce réseau : réessayez plus tard',
  'not-txt': 'seuls les enregistrements TXT se modifient ici',
  value: 'la valeur d’un défi dns-01 a 43 caractères de base64url',
  'no-challenge': 'le nom n’est pas celui d’un défi : _acme-challenge et un nom d’hôte',
  rule: 'aucune règle de ce client ne couvre le nom',
  failed: 'la mise à jour n’a pas pu être effectuée : réessayez plus tard',
  'not-soa':
    'cette adresse reçoit des mises à jour, et indique le SOA dont elles ont besoin ; pour le reste, interrogez les serveurs de noms de la zone',
  'not-here': 'le nom n’est ni celui d’un défi ni dans une zone de ce serveur',
};
