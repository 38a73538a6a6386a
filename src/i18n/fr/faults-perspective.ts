import {
  JOIN_REFUSALS as englishJoins,
  type perspectiveFaults as english,
  PLAIN_USAGE as englishPlain,
} from '../en/faults-perspective.ts';
import { type Translation, translated } from '../translation.ts';

/** French messages of perspectives: joining, running, managing. They never reach an ACME client. */
export const perspectiveFaults: Translation<typeof english> = {
  noSuchPerspective: (p) =>
    `Il n’y a pas de perspective ni de client « ${p.name} ». Pour les lister : sixfour perspective list`,
  perspectiveExists: (p) =>
    `« ${p.name} » existe déjà. Pour lui permettre de rejoindre de nouveau ce serveur : sixfour perspective remove ${p.name}, puis ajoutez-la.`,
  perspectiveNameRefused: (p) =>
    `« ${p.name} » ne peut pas nommer une perspective : lettres minuscules, chiffres et traits d’union, de 1 à 32, sans trait d’union aux extrémités.`,
  perspectiveUrlRefused: (p) =>
    `Une perspective ne peut pas écouter à « ${p.url} » : indiquez https://, un nom d’hôte ou une adresse (IPv6 entre crochets), et un port, p. ex. https://[2001:db8::5]:6466`,
  noPerspectives: () =>
    'Aucune perspective n’a rejoint ce serveur. Ajoutez-en une avec sixfour perspective add, ou omettez --perspectives pour regarder d’ici seulement.',
  perspectivesClosed: () =>
    'Personne ne peut rejoindre ce serveur : il n’attend de perspectives nulle part. Définissez perspectives.addresses, p. ex. ["::", "0.0.0.0"], et redémarrez-le.',
  joinUnreachable: (p) =>
    `${p.url} est injoignable : ${p.tried}. Le paramètre perspectives.addresses y est-il défini, et un pare-feu laisse-t-il passer le port ?`,
  joinPinWrong: (p) =>
    `Le serveur à ${p.url} a une autre clé que celle que nomme la ligne. Rien ne lui a été envoyé : la ligne est peut-être celle d’un autre serveur, ou quelqu’un se trouve entre les deux.`,
  joinRefused: (p) => JOINS[p.reason],
  invitationMalformed: (p) =>
    `Ce qui est indiqué n’est pas ce qu’affiche un serveur (${PARTS[p.what] ?? p.what}). Copiez toute la ligne de sixfour perspective add.`,
  agentNotJoined: (p) =>
    `${p.directory} ne contient pas de perspective. Exécutez la ligne que sixfour perspective add a affichée sur le serveur.`,
  agentJoinedAlready: (p) =>
    `${p.directory} contient déjà la perspective « ${p.name} ». Choisissez un autre répertoire avec --dir.`,
  agentFileBroken: (p) =>
    `${p.path} n’est pas lisible comme ce que sixfour perspective join a écrit. Supprimez la perspective sur le serveur, ajoutez-la de nouveau, et rejoignez le serveur dans un nouveau répertoire.`,
  agentIsClient: (p) =>
    `« ${p.name} » est un client : il interroge des perspectives et n’en fait tourner aucune. Sa clé et son certificat sont dans le répertoire, pour le programme qui interroge.`,
  agentPlainExposed: (p) =>
    `${p.address} n’est pas une adresse de bouclage, et --plain n’a pas de TLS : n’importe qui sur le chemin pourrait lire la clé d’API. Placez un proxy avec TLS devant, ou indiquez --plain-anywhere.`,
  agentPlainUsage: (p) => PLAIN[p.reason],
};

export const joinRefusals: Translation<typeof englishJoins> = {
  token:
    'Le serveur n’accepte pas le jeton : il a été utilisé, il est trop ancien, ou la perspective a été supprimée. Créez-y une nouvelle ligne : sixfour perspective remove NAME, puis ajoutez-la.',
  version:
    'Le serveur parle une autre version du protocole entre serveur et perspective. Utilisez la même version de sixfour des deux côtés.',
  csr: 'Le serveur refuse la clé, ou la demande faite pour elle. Utilisez la même version de sixfour des deux côtés.',
  malformed: 'La réponse n’est pas celle d’un serveur sixfour que des perspectives peuvent rejoindre.',
  'not-allowed': 'Le serveur ne permet pas cela à cette perspective.',
  'not-found':
    'Le serveur ne connaît pas de telle requête. Utilisez la même version de sixfour des deux côtés.',
  internal: 'Le serveur a échoué ; son journal dit pourquoi. Réessayez.',
};
const JOINS = translated(englishJoins, joinRefusals);

export const plainUsage: Translation<typeof englishPlain> = {
  key: 'Le fichier de la clé d’API doit contenir une seule ligne de 16 caractères ou plus, et n’être lisible que par son propriétaire.',
  address: '--plain prend une adresse et un port, p. ex. [::1]:6467',
  identity:
    'Une perspective qui n’a rejoint aucun serveur a besoin de --name et --region avec --plain : ils figurent dans ses réponses.',
};
const PLAIN = translated(englishPlain, plainUsage);

/** Parts of the line that a server prints. */
const PARTS: Readonly<Record<string, string>> = { address: 'adresse', token: 'jeton', pin: 'pin' };
