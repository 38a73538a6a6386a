import type { ownRows as english } from '../en/doctor-explain-own.ts';
import type { Translation } from '../translation.ts';

/** French: refusals of our own, read by somebody who has only the text. */
export const ownRows: Translation<typeof english> = {
  'own-timeout': {
    says: () =>
      'Cette AC n’a pas eu à temps de réponse à sa connexion : les paquets sont jetés, ou personne n’a cette adresse.',
  },
  'own-refused': {
    says: () => 'Rien n’y écoute dans cette famille, ou un pare-feu rejette avec une réinitialisation.',
  },
  'own-unreachable': {
    says: () => 'Le réseau a dit que l’adresse est injoignable : périmée, arrêtée, ou non routée.',
  },
  'own-prohibited': { says: () => 'Un filtre a dit que la connexion est interdite.' },
  'own-cut': {
    says: () =>
      'La connexion était établie et a été coupée avant une réponse complète ; aucune règle ne réessaie ensuite.',
  },
  'own-tls': {
    says: () => 'Le port 443, où menait une redirection, n’a pas terminé de négociation TLS.',
  },
  'own-alpn': {
    says: () => 'Sur le port 443, ce n’est pas le client ACME détenant ce défi qui répond.',
  },
  'own-slow': {
    says: () =>
      'La connexion était établie, mais la réponse n’est pas venue à temps : un serveur qui ne répond plus, ou de gros paquets qui se perdent.',
  },
  'own-malformed': {
    says: () => 'Ce qui répond là ne parle pas HTTP/1.1 comme un serveur web.',
  },
  'own-address': {
    says: () =>
      'L’adresse est d’une sorte à laquelle cette AC ne se connecte jamais, ou seulement si elle est autorisée.',
  },
  'own-status': { says: () => 'Le serveur a répondu, mais pas avec le fichier du défi.' },
  'own-body': { says: () => 'Un fichier est venu, mais pas celui de ce défi.' },
  'own-redirect': {
    says: () => 'Une redirection a été envoyée, qu’aucune validation ne suit.',
  },
  'own-no-address': {
    says: () => 'Le nom n’a ni enregistrement AAAA ni enregistrement A utilisable.',
  },
  'own-txt-missing': { says: () => 'L’enregistrement TXT du défi n’est pas là.' },
  'own-txt-wrong': {
    says: () => 'Des enregistrements TXT sont là, mais aucun de ce défi.',
  },
  'own-txt-lookup': {
    says: () => 'Les serveurs de noms du défi n’ont pas donné de réponse utilisable.',
  },
  'own-dnssec': { says: () => 'Le DNSSEC de la zone est défectueux.' },
  'own-persist': {
    says: () => 'L’enregistrement de dns-persist-01 ne permet pas à ce compte de prouver le nom.',
  },
  'own-caa': { says: () => 'Un enregistrement CAA l’interdit.' },
  'own-caa-lookup': {
    says: () => 'Les enregistrements CAA n’ont pas pu être lus : rien ne peut donc être émis.',
  },
  'own-places': {
    says: () => 'Depuis l’AC elle-même, tout était bon ; d’autres lieux ont vu autre chose.',
  },
  'own-ca': { says: () => 'Cette AC n’a pas pu terminer ; ce n’est pas votre faute.' },
  'own-not-allowed': {
    says: () => 'L’administrateur de cette AC n’a pas autorisé ce nom ou cette adresse.',
  },
};
