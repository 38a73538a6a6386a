import type { explain as english } from '../en/doctor-explain.ts';
import type { Translation } from '../translation.ts';
import { explainRows } from './doctor-explain-rows.ts';

/** French texts of `sixfour explain`. */
export const explain: Translation<typeof english> = {
  describe: () =>
    'dire ce que signifie vraiment une erreur d’une AC ou d’un client ACME ; se termine avec 1 si le texte n’est pas connu',
  arguments: {
    text: () =>
      'l’erreur, telle qu’elle a été affichée : une ligne, un journal ou un document JSON ; - lit l’entrée standard',
  },
  rows: explainRows,
  labels: {
    about: () => 'au sujet de',
    misleads: () => 'piège',
    rules: () => 'règles',
    causes: () => 'peut être',
    next: () => 'ensuite',
  },
  redirected: () => 'après une redirection',
  hints: {
    'ipv6-named': () =>
      'L’adresse nommée est en IPv6. Après une connexion échouée, le code de Let’s Encrypt passe à IPv4 s’il y en a : il n’a donc pas vu d’enregistrement A utilisable.',
    'ipv4-named': () =>
      'L’adresse nommée est en IPv4. Si le nom a aussi un enregistrement AAAA, IPv6 a été essayé d’abord et a échoué également, ce que cette erreur ne dit pas.',
  },
  rules: {
    fails: () => 'échoue',
    'may-pass': () => 'peut réussir, en IPv4',
    passes: () => 'réussit',
  },
  noRules: () => 'les règles de reprise n’entrent pas en jeu',
  next: {
    check: () => 'regarder de l’extérieur, comme le fait l’AC',
    inside: () => 'sur le serveur lui-même',
    'name-check': () => 'interroger tous les serveurs de noms sur le nom du défi',
    'persist-check': () => 'examiner l’enregistrement sur tous les serveurs de noms',
    advise: () => 'trouver un autre chemin vers un certificat',
    wait: () => 'Ne recommandez pas avant l’heure que nomme le message ; rien ne se mesure ainsi.',
  },
  requests: () => 'Le relevé de Let’s Encrypt lui-même : à quoi il s’est connecté, dans l’ordre :',
  request: (p) => `${p.family} ${p.address}, port ${p.port}, pour ${p.host}`,
  retried: () => 'la même chose encore en IPv4 : la connexion précédente a échoué',
  unknown: () =>
    'Ce texte n’est pas connu. Collez la ligne qui dit pourquoi : avec certbot celle après "Detail:", avec acme.sh celle qui contient "Verify error" ou "Verification error details", avec lego celle qui commence par "acme: error:", et d’un document de problème tout son JSON.',
  tooLong: (p) => `Plus de ${p.max} octets : collez les lignes autour de l’erreur.`,
  nothing: () =>
    'Rien à expliquer. Donnez l’erreur entre guillemets, ou - pour la lire sur l’entrée standard.',
};
