import {
  certificateRefusals as englishCertificate,
  identityProblems as englishIdentity,
  type nativeFaults as english,
  tokenRefusals as englishToken,
} from '../en/faults-native.ts';
import { type Translation, translated } from '../translation.ts';
import { term } from './terms.ts';

/** Danish messages of faults of the native API. What a token or a certificate says is never in them. */
export const nativeFaults: Translation<typeof english> = {
  credentialsMissing: () =>
    'Det fremgår ikke, hvem der spørger: send en nøgle eller et token (Authorization: Bearer ...), eller et klientcertifikat, hvor der tages imod dem.',
  clientCertificateRefused: (p) => `Klientcertifikatet gælder ikke: ${certificates[p.reason]()}.`,
  clientTokenRefused: (p) => `Tokenet gælder ikke: ${tokens[p.reason]()}.`,
  tokenIssuerUnavailable: () =>
    'Nøglerne fra tokenets udsteder kan ikke hentes nu, så det kan ikke kontrolleres. Prøv igen om nogle sekunder.',
  keyAuthorizationRefused: () =>
    'Key authorization er ikke token.thumbprint (RFC 8555, 8.1), eller værdien er ikke dens SHA-256-værdi i base64url (8.4).',
  requestInvalid: (p) =>
    `Forespørgslen kan ikke bruges (${term(p.where)}): ${p.field === '' ? '' : `${p.field}: `}${requestReason(p.reason)}.`,
  nothingThere: () => 'Der er intet på denne adresse. Hvad der findes: /delegation/v1/openapi.json',
  methodRefused: (p) => `Denne adresse tager kun imod ${p.allowed}.`,
  contentTypeRefused: () => 'Indholdet er application/json, eller der er intet.',
  requestTooLarge: (p) => `Indholdet er på mere end ${p.max} byte.`,
  noSuchClientKey: (p) =>
    `Klienten "${p.client}" har ingen nøgle til brugeren "${p.user}". Se: sixfour client key list ${p.client}`,
  tooManyClientKeys: (p) =>
    `Klienten "${p.client}" har allerede ${p.max} ${p.max === 1 ? 'nøgle' : 'nøgler'}. Tilbagekald en med: sixfour client key revoke ${p.client} USER`,
  expiryInvalid: (p) =>
    `"${p.value}" kan ikke være en nøgles udløb: et tidsrum fra nu (12h, 90d) eller en kommende dag (2027-01-31).`,
  noSuchClientIdentity: (p) =>
    `Klienten "${p.client}" har ingen identitet "${p.id}". Se: sixfour client identity list ${p.client}`,
  clientIdentityInvalid: (p) => `"${p.value}" ${identities[p.reason]()}.`,
  clientIdentityExists: () =>
    'En identitet, hos denne klient eller en anden, er bundet til nøjagtigt det samme. Ét bevis skal føre til én klient: fjern den anden først (sixfour client identity list CLIENT).',
  tooManyClientIdentities: (p) =>
    `Klienten "${p.client}" har allerede ${p.max} ${p.max === 1 ? 'identitet' : 'identiteter'}. Fjern en med: sixfour client identity remove ${p.client} ID`,
};

function requestReason(reason: string): string {
  return REQUEST_REASONS[reason] ?? reason;
}
const REQUEST_REASONS: Readonly<Record<string, string>> = {
  'it is no JSON': 'det er ikke JSON',
  'it is broken': 'det er beskadiget',
  'it cannot be read': 'det kan ikke læses',
  'it has a field that is not known': 'der er et felt, som ikke kendes',
  'it is missing, or not of its form': 'det mangler eller har ikke den rette form',
};

const bindings = {
  unbound: () => 'ingen klients identitet er bundet til det',
  ambiguous: () => 'identiteter hos flere klienter er bundet til det',
  network: () => 'dets identitet er til andre afsenderadresser',
};

export const certificateRefusals: Translation<typeof englishCertificate> = {
  ...bindings,
  malformed: () => 'det kan ikke læses eller har flere end 100 navne',
  untrusted: () => 'det kommer ikke fra den CA, hvis certifikater der tages imod her',
  purpose: () => 'det er ikke til klienter (extended key usage clientAuth)',
  'not-yet-valid': () => 'dets gyldighed er ikke begyndt',
  expired: () => 'det er udløbet',
  revoked: () => 'det er tilbagekaldt',
};
const certificates = translated(englishCertificate, certificateRefusals);

export const tokenRefusals: Translation<typeof englishToken> = {
  ...bindings,
  malformed: () => 'det er ikke et JWT med sub, aud, exp og iat (RFC 7519)',
  algorithm: () => 'det er ikke signeret med ES256, RS256, PS256 eller EdDSA',
  type: () => 'det er et token af en anden type (typ)',
  issuer: () => 'ingen identitet har dets udsteder',
  key: () => 'dets udsteder har ingen sådan nøgle, eller mere end én, som det kan mene',
  signature: () => 'dets signatur er forkert',
  'not-yet-valid': () => 'dets gyldighed er ikke begyndt',
  expired: () => 'det er udløbet',
  lifetime: () => 'det gælder længere end et døgn eller er ældre end det',
  audience: () => 'det er til en anden modtager (aud), eller til flere',
  claims: () => 'et claim, som dets identitet kræver, er et andet',
};
const tokens = translated(englishToken, tokenRefusals);

export const identityProblems: Translation<typeof englishIdentity> = {
  kind: () =>
    'er ikke nok til at kende en klient på: angiv --certificate-san, eller --certificate-sha256, eller --issuer med --audience og --subject',
  san: () =>
    'er ikke et navn i et klientcertifikat: et værtsnavn (web.example.org) eller en URI (spiffe://example.org/web)',
  sha256: () => 'er ikke en SHA-256-værdi: 64 hexadecimale cifre, med eller uden kolon',
  issuer: () => 'er ikke en udsteder: en https-URL, skrevet som i udstederens tokens (iss)',
  audience: () => 'er ikke en modtager (audience): en tekst, du selv vælger, og ikke selve udstederen',
  subject: () =>
    'er ikke et subject: som i tokens (sub), hvor en stjerne kan stå for hele den sidste label efter mindst to andre, fx system:serviceaccount:web:*',
  claim: () => 'er ikke et claim: NAME=VALUE, hver på højst 512 tegn',
  ca: () => 'indeholder ingen certifikater (PEM)',
  network: () => 'er ikke et netværk, fx 2001:db8::/32 eller 192.0.2.7',
};
const identities = translated(englishIdentity, identityProblems);
