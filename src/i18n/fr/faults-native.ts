import {
  certificateRefusals as englishCertificates,
  identityProblems as englishIdentities,
  type nativeFaults as english,
  tokenRefusals as englishTokens,
} from '../en/faults-native.ts';
import { type Translation, translated } from '../translation.ts';

/** French messages of faults of the native API. What a token or a certificate says is never in them. */
export const nativeFaults: Translation<typeof english> = {
  credentialsMissing: () =>
    'Rien ne dit qui demande : envoyez une clé ou un jeton (Authorization: Bearer ...), ou un certificat client là où ils sont acceptés.',
  clientCertificateRefused: (p) => `Le certificat client ne compte pas : ${CERTIFICATES[p.reason]()}.`,
  clientTokenRefused: (p) => `Le jeton ne compte pas : ${TOKENS[p.reason]()}.`,
  tokenIssuerUnavailable: () =>
    'Les clés de l’émetteur du jeton ne peuvent pas être obtenues pour le moment : il ne peut donc pas être vérifié. Réessayez dans quelques secondes.',
  keyAuthorizationRefused: () =>
    'L’autorisation de clé n’est pas token.thumbprint (RFC 8555, 8.1), ou la valeur n’est pas son condensat SHA-256 en base64url (8.4).',
  requestInvalid: (p) =>
    `Requête inutilisable (${PLACES[p.where] ?? p.where}) : ${p.field === '' ? '' : `${p.field} : `}${p.reason}.`,
  nothingThere: () => 'Il n’y a rien à cette adresse. Ce qui existe : /delegation/v1/openapi.json',
  methodRefused: (p) => `Cette adresse n’accepte que ${p.allowed}.`,
  contentTypeRefused: () => 'Un corps est en application/json, ou il n’y en a pas.',
  requestTooLarge: (p) => `Le corps dépasse ${p.max} octets.`,
  noSuchClientKey: (p) =>
    `Le client « ${p.client} » n’a pas de clé de l’utilisateur « ${p.user} ». Voir : sixfour client key list ${p.client}`,
  tooManyClientKeys: (p) =>
    `Le client « ${p.client} » a déjà ${p.max} clés. Révoquez-en une avec : sixfour client key revoke ${p.client} USER`,
  expiryInvalid: (p) =>
    `« ${p.value} » n’est pas une fin pour une clé : une durée à partir de maintenant (12h, 90d) ou un jour à venir (2027-01-31).`,
  noSuchClientIdentity: (p) =>
    `Le client « ${p.client} » n’a pas d’identité « ${p.id} ». Voir : sixfour client identity list ${p.client}`,
  clientIdentityInvalid: (p) => `« ${p.value} » ${IDENTITIES[p.reason]()}.`,
  clientIdentityExists: () =>
    'Une identité, de ce client ou d’un autre, est déjà liée exactement à cela. Une preuve doit mener à un seul client : supprimez d’abord l’autre (sixfour client identity list CLIENT).',
  tooManyClientIdentities: (p) =>
    `Le client « ${p.client} » a déjà ${p.max} identités. Supprimez-en une avec : sixfour client identity remove ${p.client} ID`,
};

const bindings = {
  unbound: () => 'aucune identité d’un client n’y est liée',
  ambiguous: () => 'des identités de plusieurs clients y sont liées',
  network: () => 'son identité concerne d’autres adresses source',
};

export const certificateRefusals: Translation<typeof englishCertificates> = {
  ...bindings,
  malformed: () => 'il est illisible, ou a plus de 100 noms',
  untrusted: () => 'il ne provient pas de l’AC dont les certificats sont acceptés ici',
  purpose: () => 'il n’est pas pour des clients (extended key usage clientAuth)',
  'not-yet-valid': () => 'sa période n’a pas commencé',
  expired: () => 'sa période est terminée',
  revoked: () => 'il est révoqué',
};
const CERTIFICATES = translated(englishCertificates, certificateRefusals);

export const tokenRefusals: Translation<typeof englishTokens> = {
  ...bindings,
  malformed: () => 'ce n’est pas un JWT avec sub, aud, exp et iat (RFC 7519)',
  algorithm: () => 'il n’est signé avec aucun de ES256, RS256, PS256 et EdDSA',
  type: () => 'c’est un jeton d’un autre type (typ)',
  issuer: () => 'aucune identité n’est de son émetteur',
  key: () => 'son émetteur n’a pas de telle clé, ou en a plus d’une qu’il pourrait désigner',
  signature: () => 'sa signature est fausse',
  'not-yet-valid': () => 'sa période n’a pas commencé',
  expired: () => 'sa période est terminée',
  lifetime: () => 'il est valable plus d’un jour, ou plus ancien que cela',
  audience: () => 'il est pour une autre audience, ou pour plusieurs',
  claims: () => 'une revendication que son identité exige est différente',
};
const TOKENS = translated(englishTokens, tokenRefusals);

export const identityProblems: Translation<typeof englishIdentities> = {
  kind: () =>
    'ne suffit pas pour reconnaître un client : indiquez --certificate-san, ou --certificate-sha256, ou --issuer avec --audience et --subject',
  san: () =>
    'n’est pas un nom de certificat client : un nom d’hôte (web.example.org), ou une URI (spiffe://example.org/web)',
  sha256: () => 'n’est pas un condensat SHA-256 : 64 chiffres hexadécimaux, avec ou sans deux-points',
  issuer: () => 'n’est pas un émetteur : une URL https, écrite comme dans ses jetons (iss)',
  audience: () => 'n’est pas une audience : un texte de votre choix, et non l’émetteur lui-même',
  subject: () =>
    'n’est pas un sujet : comme dans les jetons (sub), où une étoile peut représenter toute la dernière étiquette, derrière deux autres ou plus, p. ex. system:serviceaccount:web:*',
  claim: () => 'n’est pas une revendication : NAME=VALUE, chacun de 512 caractères au plus',
  ca: () => 'ne contient pas de certificats (PEM)',
  network: () => 'n’est pas un réseau, p. ex. 2001:db8::/32 ou 192.0.2.7',
};
const IDENTITIES = translated(englishIdentities, identityProblems);

/** Parts of a request. */
const PLACES: Readonly<Record<string, string>> = {
  address: 'adresse',
  body: 'corps',
  path: 'chemin',
  query: 'paramètres de l’adresse',
};
