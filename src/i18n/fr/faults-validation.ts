import {
  type AttemptFacts,
  BODIES as englishBodies,
  CAA_REASONS as englishCaa,
  CERTIFICATES as englishCertificates,
  PERSIST_REASONS as englishPersist,
  PHASES as englishPhases,
  REDIRECTS as englishRedirects,
  type validationFaults as english,
} from '../en/faults-validation.ts';
import { type Translation, translated } from '../translation.ts';
import { dnssecReason } from './dnssec.ts';
import { disagreement, missingPlaces } from './perspective-faults.ts';
import { plural } from './plural.ts';
import { rangeText } from './ranges.ts';

/**
 * French messages of validation faults: each names address, family, port, URL, redirect, phase and cause in one sentence,
 * then, where it is so, the retry rules under which the same evidence would have passed. Never a byte of what was fetched.
 */
export const validationFaults: Translation<typeof english> = {
  validationConnectTimeout: (p) =>
    `${at(p)} : pas de réponse à la connexion en ${p.seconds} s ${during(p)} ; la cause probable est un pare-feu qui jette les paquets : laissez passer le port ${p.port} en ${p.family}, ou retirez cette adresse du DNS.${after(p)}`,
  validationRefused: (p) =>
    `${at(p)} : la connexion a été refusée ${during(p)} ; soit rien n’y écoute : faites écouter le serveur web sur le port ${p.port} en ${p.family}, ou retirez cette adresse du DNS ; soit un pare-feu a envoyé le refus : laissez passer le port ${p.port} en ${p.family}.${after(p)}`,
  validationUnreachable: (p) =>
    `${at(p)} : le réseau la dit injoignable (${p.errno}) ${during(p)} ; l’adresse est périmée, son hôte est arrêté, ou il n’y a pas de route ${p.family} depuis cette AC : corrigez l’enregistrement DNS ou la route.${after(p)}`,
  validationProhibited: (p) =>
    `${at(p)} : un filtre a répondu que la connexion est interdite (${p.errno}) ${during(p)} ; laissez passer le port ${p.port} en ${p.family} dans ce pare-feu.${after(p)}`,
  validationConnectError: (p) =>
    `${at(p)} : la connexion a échoué avec ${p.errno} ${during(p)} ; vérifiez que l’adresse est la bonne et que cette AC peut la joindre.${after(p)}`,
  validationReset: (p) =>
    `${at(p)} : la connexion a été réinitialisée ${phase(p.phase)} ${during(p)} ; un serveur ou un filtre intermédiaire l’a coupée : consultez son journal.${after(p)}`,
  validationClosed: (p) =>
    `${at(p)} : la connexion a été fermée ${phase(p.phase)}, avant une réponse complète, ${during(p)} ; consultez le journal du serveur.${after(p)}`,
  validationTlsTimeout: (p) =>
    `${at(p)} : la connexion s’est ouverte, mais aucune négociation TLS n’a suivi en ${p.seconds} s ${during(p)} ; vérifiez que ce port parle TLS en ${p.family}.${after(p)}`,
  validationTlsAlert: (p) =>
    `${at(p)} : le serveur a refusé la négociation TLS (${p.errno}) ${during(p)} ; vérifiez sa configuration TLS pour ce nom et qu’il parle TLS 1.2 ou plus récent.${after(p)}`,
  validationTlsError: (p) =>
    `${at(p)} : la négociation TLS a échoué (${p.errno}) ${during(p)} ; vérifiez que ce port parle TLS 1.2 ou plus récent.${after(p)}`,
  validationAlpnRefused: (p) =>
    `${at(p)} : le serveur parle TLS, mais refuse le protocole acme-tls/1 ${during(p)} ; rien n’y répond aux défis tls-alpn-01 : vérifiez que cette adresse précise mène au client ACME, et qu’aucun proxy devant lui ne termine TLS lui-même.${after(p)}`,
  validationAlpnNotAgreed: (p) =>
    `${at(p)} : le serveur a ignoré le protocole acme-tls/1 ${during(p)} ; un serveur web ordinaire a répondu à la place du client ACME : vérifiez que cette adresse précise mène au client, et qu’aucun proxy devant lui ne termine TLS lui-même.${after(p)}`,
  validationAlpnCertificate: (p) =>
    `${at(p)} : le serveur a accepté acme-tls/1, mais ${certificateText(p.certificate)}, ${during(p)} ; vérifiez que le client qui demande est celui qui y répond.${after(p)}`,
  validationResponseTimeout: (p) =>
    `${at(p)} : la connexion s’est ouverte, mais le temps s’est écoulé après ${p.seconds} s ${phase(p.phase)} ${during(p)} ; le serveur ne répond plus, ou les gros paquets se perdent en chemin (path MTU).${after(p)}`,
  validationMalformedResponse: (p) =>
    `${at(p)} : la réponse n’est pas du HTTP/1.1 (${p.errno}) ${during(p)} ; vérifiez qu’un simple serveur web répond sur ce port.${after(p)}`,
  validationTooLarge: (p) =>
    `${at(p)} : les en-têtes de la réponse dépassent ce que lit cette AC ${during(p)} ; faites envoyer au serveur des en-têtes moins nombreux ou plus courts pour ce chemin.${after(p)}`,
  validationAddressRefused: (p) =>
    `Pour ${cut(p.url)}, aucune connexion n’est jamais établie à ${p.family} ${p.address}${p.more > 0 ? ` (et ${p.more} ${plural(p.more, 'autre', 'autres')})` : ''} : ${rangeText(p.range)} ; publiez une adresse joignable ou, s’il s’agit d’un réseau privé, demandez à l’administrateur de cette AC de l’autoriser avec : sixfour allow --network ${p.address}`,
  validationStatus: (p) =>
    `${at(p)} : le serveur a répondu avec le code ${p.status}, et non 200, ${during(p)} ; assurez-vous que cette adresse précise sert le fichier du défi.${after(p)}`,
  validationWrongBody: (p) =>
    `${at(p)} : la réponse n’est pas l’autorisation de clé de ce défi , mais ${bodyText(p.body)} ${during(p)} ; assurez-vous que cette adresse précise sert le fichier du défi du client qui demande.${after(p)}`,
  validationRedirect: (p) =>
    `${at(p)} : la redirection envoyée ${during(p)} n’est pas suivie : ${redirectText(p.reason)} ; servez le défi sans cette redirection.${after(p)}`,
  validationNoAddress: (p) =>
    `Aucune adresse n’a été trouvée pour ${p.name} (${p.reasons}) ${during(p)} ; publiez un enregistrement AAAA ou A, un seul suffit.`,
  validationOutOfTime: (p) =>
    `La validation de ${p.name} ne s’est pas terminée en ${p.seconds} s et a été abandonnée ; cherchez la tentative lente parmi celles qui sont consignées, corrigez-la et réessayez.`,
  validationStopped: (p) =>
    `La validation de ${p.name} a été interrompue parce que le serveur s’arrête ; ce n’est pas votre faute, réessayez.`,
  validationBusy: (p) =>
    `La validation de ${p.name} n’a pas commencé : ${p.waiting} autres attendent déjà. Réessayez plus tard.`,
  validationTxtName: (p) =>
    `Le nom ${p.name} n’existe pas dans le DNS (NXDOMAIN) ; publiez-y l’enregistrement TXT et attendez que chaque serveur de noms l’ait.`,
  validationTxtMissing: (p) =>
    `${p.name} existe dans le DNS mais n’a pas d’enregistrement TXT ; publiez-l’y et attendez que chaque serveur de noms l’ait.`,
  validationTxtWrong: (p) =>
    `${p.records === 1 ? `L’unique enregistrement TXT (${p.records}) à ${p.name} ne correspond pas` : `Aucun des ${p.records} enregistrements TXT à ${p.name} ne correspond`} au condensat de ce défi ; remplacez les anciennes valeurs et attendez que chaque serveur de noms ait la nouvelle.`,
  validationTxtLookup: (p) =>
    `Les enregistrements TXT à ${p.name} n’ont pas pu être lus : ${p.reason} ; vérifiez les serveurs de noms de cette zone.`,
  validationDnssec: (p) =>
    `Les enregistrements ${p.type} de ${p.name} ne sont pas dignes de foi, car DNSSEC échoue à ${p.link} : ${dnssecReason(p.reason)} ; corrigez les signatures de cette zone ou ses enregistrements DS dans la zone parente, et vérifiez avec : delv ${p.name} ${p.type}`,
  validationPersistRefused: (p) =>
    `Aucun enregistrement TXT à ${p.name} ne permet à ce compte de prouver le nom : ${persistText(p.reason)} ; publiez-y : ${p.record}`,
  validationPersistMalformed: (p) =>
    `L’enregistrement TXT à ${p.name} qui nomme cette AC est inutilisable : ${persistText(p.reason)} ; publiez-y : ${p.record}`,
  validationCaaForbids: (p) =>
    `L’enregistrement CAA ${p.record} à ${p.found} interdit un certificat pour ${p.name} : ${caaText(p.reason)} ; ${caaRemedy(p)}`,
  validationCaaLookup: (p) =>
    `Impossible de savoir si des enregistrements CAA permettent ${p.name} : la requête à ${p.failed} a échoué (${p.reason}) ; vérifiez les serveurs de noms de cette zone.`,
  validationPerspectives: disagreement,
  validationPerspectivesDns: disagreement,
  validationPerspectivesTls: disagreement,
  validationPerspectivesWrong: disagreement,
  validationPerspectivesCaa: disagreement,
  validationPerspectivesMissing: missingPlaces,
  addressRefused: (p) =>
    `La connexion à ${p.address} n’est pas permise : ${rangeText(p.range)}. Un réseau privé s’autorise avec : sixfour allow --network ${p.address}`,
};

const URL_CHARS = 300;
const TLS = 'tls://';

function at(p: AttemptFacts): string {
  return `${p.family} ${p.address}, port ${p.port}`;
}

function during(p: { url: string; hop?: number }): string {
  if (p.url.startsWith(TLS))
    return `lors de la demande du certificat de défi de ${cut(p.url.slice(TLS.length))}`;
  return `lors de la lecture de ${cut(p.url)}${p.hop ? ` (après la redirection ${p.hop})` : ''}`;
}

function after(p: AttemptFacts): string {
  const before = p.earlier
    ? ` Auparavant, ${p.earlier.family} ${p.earlier.address}, port ${p.earlier.port}, a échoué aussi : ${p.earlier.outcome}.`
    : '';
  if (!p.rule || !p.passes || p.passes.length === 0) return before;
  const names = p.passes.map((rule) => `« ${rule} »`).join(' et ');
  return `${before} La règle de reprise « ${p.rule} » en a jugé ainsi ; selon ${names}, la validation aurait réussi.`;
}

/** Without its query: where a redirect of an inner server leads may carry what only the inside may read; the evidence has it all. */
function cut(url: string): string {
  const [place = '', query] = url.split('?', 2);
  const shown = query === undefined ? url : `${place}?...`;
  return shown.length <= URL_CHARS ? shown : `${shown.slice(0, URL_CHARS)}...`;
}

function phase(name: string): string {
  return PHASES[name] ?? `dans la phase ${name}`;
}
export const phases: Translation<typeof englishPhases> = {
  connect: 'pendant la connexion',
  tls: 'pendant la négociation TLS',
  request: 'pendant l’envoi de la requête',
  'first-byte': 'avant le premier octet d’une réponse',
  headers: 'au milieu des en-têtes de la réponse',
  body: 'au milieu du corps de la réponse',
};
const PHASES = translated(englishPhases, phases);

function bodyText(kind: string): string {
  return BODIES[kind] ?? 'autre chose';
}
export const bodies: Translation<typeof englishBodies> = {
  empty: 'un corps vide',
  'too-long': 'un corps plus long que toute autorisation de clé',
  'other-account': 'ce jeton avec l’empreinte d’un autre compte',
  'other-token': 'une autorisation de clé pour un autre jeton',
  html: 'une page web',
};
const BODIES = translated(englishBodies, bodies);

function certificateText(kind: string): string {
  return CERTIFICATES[kind] ?? 'son certificat n’est pas la preuve';
}
export const certificates: Translation<typeof englishCertificates> = {
  absent: 'il n’a pas montré de certificat',
  malformed: 'son certificat n’est pas du DER bien formé',
  'not-self-signed': 'son certificat n’est pas autosigné, avec son sujet comme émetteur',
  'wrong-name': 'le nom alternatif du sujet de son certificat n’est pas exactement cet identifiant',
  'extension-missing': 'son certificat n’a pas d’extension acmeIdentifier',
  'extension-not-critical': 'l’extension acmeIdentifier de son certificat n’est pas critique',
  'extension-malformed': 'l’extension acmeIdentifier de son certificat ne contient pas un condensat SHA-256',
  'other-key-authorization': 'son certificat est pour un autre jeton ou un autre compte',
};
const CERTIFICATES = translated(englishCertificates, certificates);

function redirectText(reason: string): string {
  return REDIRECTS[reason] ?? reason;
}
export const redirects: Translation<typeof englishRedirects> = {
  'too-many': 'il y a eu trop de redirections',
  loop: 'elle mène à une adresse déjà visitée (une boucle)',
  status: 'le code 303 n’est pas une redirection pour un défi ; utilisez 301, 302, 307 ou 308',
  'not-a-url': 'sa cible n’est pas une URL valide',
  scheme: 'sa cible n’est ni http ni https',
  port: 'sa cible nomme un port autre que 80 et 443',
  host: 'sa cible n’a pas de nom d’hôte utilisable',
  'well-known-host':
    'son hôte se termine par « .well-known » : il manque donc une barre oblique après le nom d’hôte dans la redirection configurée sur le serveur',
  'path-too-long': 'sa cible est trop longue',
  'not-followed': 'les redirections ne sont pas suivies pour le nom de ce serveur lui-même',
};
const REDIRECTS = translated(englishRedirects, redirects);

export function caaText(reason: string): string {
  return CAA[reason] ?? reason;
}

function caaRemedy({ name, reason, issuer }: { name: string; reason: string; issuer: string }): string {
  if (reason === 'critical-tag') return 'retirez-le, ou son indicateur, si cette AC doit émettre.';
  return `pour le permettre, publiez-y : 0 ${name.startsWith('*.') ? 'issuewild' : 'issue'} "${issuer}"`;
}
export const caaReasons: Translation<typeof englishCaa> = {
  'critical-tag': 'il est marqué comme critique, et cette AC ne sait pas ce qu’il signifie',
  'other-account': 'il nomme cette AC, mais un autre compte (accounturi)',
  'account-twice': 'il nomme cette AC avec plus d’un accounturi, ce qu’aucun compte ne satisfait',
  'other-method': 'il nomme cette AC, mais pas le type de défi utilisé (validationmethods)',
  'methods-malformed': 'il nomme cette AC avec une liste validationmethods illisible',
  'methods-twice': 'il nomme cette AC avec plus d’une liste validationmethods',
  malformed: 'il est illisible et ne permet donc à personne d’émettre',
  'other-issuer': 'il nomme un autre émetteur, et aucun enregistrement à cet endroit ne nomme cette AC',
  nobody: 'il interdit tout le monde, et aucun enregistrement à cet endroit ne nomme cette AC',
};
const CAA = translated(englishCaa, caaReasons);

function persistText(reason: string): string {
  return PERSIST[reason] ?? reason;
}
export const persistReasons: Translation<typeof englishPersist> = {
  'other-issuer': 'aucun ne nomme cette AC',
  'other-account': 'l’un d’eux nomme cette AC, mais pas ce compte (accounturi)',
  expired: 'la date de son persistUntil est passée',
  'not-wildcard': 'l’un d’eux nomme ce compte, mais pas pour les jokers (policy=wildcard)',
  'until-malformed': 'son persistUntil n’est pas un nombre de secondes depuis 1970',
  'account-not-hashed': 'son accounturi n’est pas haché sous le accountHashPrefix de cette AC (draft 02)',
  'account-missing': 'il n’a pas d’accounturi',
  'parameter-twice': 'il a deux fois le même paramètre',
  grammar: 'il ne suit pas la grammaire de la RFC 8659 section 4.2, ou se termine par un point-virgule',
};
const PERSIST = translated(englishPersist, persistReasons);
