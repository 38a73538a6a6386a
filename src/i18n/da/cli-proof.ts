import type { proof as english } from '../en/cli-proof.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of `sixfour client key` and `sixfour client identity`. */
export const proof: Translation<typeof english> = {
  describe: {
    key: () => 'en klients nøgler: til HTTP, og TSIG-nøgler til DNS-opdateringer (RFC 2136)',
    keyAdd: () => 'opret en nøgle til en klient, eller med --tsig en TSIG-nøgle; den vises kun én gang',
    keyList: () => 'vis en klients nøgler: hvornår de sidst blev brugt, og hvornår de udløber',
    keyRevoke: () => 'tilbagekald en nøgle: fra da af kendes den ikke',
    identity: () =>
      'hvad en klient kendes på i stedet for en nøgle: et certifikat, eller tokens fra en udsteder',
    identityAdd: () =>
      'bind en klient til et navn i dens certifikat, til et certifikat eller til et subject hos en udsteder',
    identityList: () => 'vis, hvad en klient kendes på',
    identityRemove: () => 'fjern en identitet',
  },
  arguments: {
    user: () => 'nøglens bruger, fra listen',
    identity: () => 'dens id, fra listen',
  },
  flags: {
    only: () => 'gælder kun for challengen for dette navn',
    network: () => 'gælder kun fra disse adresser, fx 2001:db8::/32 (kan gentages)',
    expires: () =>
      'hvornår den udløber: et tidsrum fra nu (12h, 90d) eller en dag (2027-01-31); standard: aldrig',
    certificateSan: () => 'et navn i dens klientcertifikat: et værtsnavn eller en URI',
    certificateSha256: () => 'SHA-256-værdien af dens klientcertifikat',
    issuer: () => "udstederen af dens tokens: URL'en i iss, bogstav for bogstav",
    audience: () => 'modtageren af dens tokens (aud): en tekst, du selv vælger, til netop denne server',
    subject: () => 'subject i dens tokens (sub); en stjerne står for hele den sidste label',
    claim: () => 'hvad dens tokens ellers skal sige: NAME=VALUE (kan gentages)',
    issuerCa: () =>
      'certifikater (PEM), som udstederens server kendes på i stedet for de offentlige, for alle udstederens identiteter',
  },
  columns: {
    expires: () => 'udløber',
    used: () => 'sidst brugt',
    kind: () => 'kendes på',
    value: () => 'hvilket',
    only: () => 'gælder for',
    id: () => 'id',
  },
  kinds: {
    'certificate-san': () => 'certifikat til',
    'certificate-sha256': () => 'certifikat',
    token: () => 'tokens',
  },
  token: (p) => `${p.subject} hos ${p.issuer} til ${p.audience}${p.claims === '' ? '' : `, ${p.claims}`}`,
  never: () => 'aldrig',
  identities: () => 'Identiteter',
  keyAdded: (p) =>
    `Der er oprettet en nøgle til klienten "${p.client}". Giv den begge dele; nøglen vises ikke igen.\nbruger: ${p.user} (eller ${p.client})\nnøgle: ${p.key}`,
  tsigUnlimited: () =>
    'En TSIG-nøgle begrænses kun af klientens regler: --only, --network og --expires er til andre nøgler.',
  keyEnds: (p) => `Den udløber ${p.at}.`,
  keyRevoked: (p) =>
    `Nøglen til brugeren ${p.user} hos klienten "${p.client}" er tilbagekaldt. Værdier, der er oprettet med den, består, til de udløber.`,
  identityAdded: (p) => `Klienten "${p.client}" kendes på: ${p.what} (identitet ${p.id}).`,
  certificatesOff: () =>
    'Ingen beder om klientcertifikater endnu: sæt delegation.api.addresses, og start serveren igen.',
  identityRemoved: (p) => `Identiteten ${p.id} hos klienten "${p.client}" er fjernet.`,
  caUnreadable: (p) => `${p.file} kan ikke læses (${p.cause}).`,
  claimMalformed: (p) => `"${p.value}" er ikke et claim: skriv NAME=VALUE.`,
};
