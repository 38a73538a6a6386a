import type { dryInputReasons as englishReasons, validate as english } from '../en/cli-validate.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of `sixfour validate`, and why it is refused. */
export const validate: Translation<typeof english> = {
  describe: () => 'validér et navn uden en ordre, og se afgørelsen efter hver regel',
  argument: () => 'et navn, en wildcard som *.example.org eller en IP-adresse',
  flags: {
    type: () => 'challengens type',
    directory: () => 'det ACME-katalog, hvis politik gælder',
    token: () => 'challengens token: for http-01 filens navn',
    thumbprint: () => 'thumbprint af kontonøglen (RFC 7638)',
    keyAuthorization: () => 'hvad filen for http-01 indeholder: token, punktum, thumbprint',
    digest: () => 'hvad TXT-posten indeholder, når key authorization ikke er kendt',
    account: () => "hvis bevis det er: id'et på en konto her, eller en vilkårlig kontos URL",
    self: () => 'lav challengen her, og besvar den på denne maskine',
  },
  typeOfSelf: (p) =>
    `--self laver ikke en challenge af typen ${p.type}, hvis post nævner en konto: offentliggør posten, og angiv --account og, for dns-account-01, --digest med postens værdi.`,
  selfAlone: () =>
    '--self laver selv tokenet og nøglen: udelad --token, --thumbprint, --key-authorization og --digest.',
  selfNeedsTerminal: () =>
    '--self med dns-01 spørger på en terminal, når posten er offentliggjort, og der er ingen. Offentliggør i stedet en TXT-post med 43 vilkårlige tegn base64url, og angiv dem med --digest.',
  again: (p) => `For at undersøge igen: sixfour validate ${p.line}`,
  answering: (p) => `Svarer på ${p.places}, indtil testen er slut.`,
  familyMissing: (p) => `Denne maskine har ikke IPv${p.family}, så intet svarer på ${p.address}.`,
  publish: (p) =>
    `Offentliggør denne post, og vent, til alle navneservere har den:\n${p.name}. 60 IN TXT "${p.value}"`,
  published: () => 'Er den offentliggjort?',
  unpublished: () => 'Der blev ikke undersøgt noget. Posten kan fjernes igen.',
  progress: (p) => `Validerer ${p.name}: ${p.seconds} s (Ctrl-C afslutter)`,
  passes: (p) => `${p.name}: ${p.type} ville bestå i kataloget ${p.directory} (prøvevalidering, ${p.after})`,
  refused: (p) =>
    `${p.name}: ${p.type} ville ikke bestå i kataloget ${p.directory} (prøvevalidering, ${p.after})`,
  columns: {
    rule: () => 'genforsøgsregel',
    verdict: () => 'afgørelse',
    family: () => 'familie alene',
    retries: () => 'prøver IPv4, efter at IPv6 fejlede',
  },
  own: (p) => `${p.rule} *`,
  ownMeans: () => "* denne CA's regel (indstillingen validation.rule)",
  judgements: {
    valid: () => 'gyldig',
    invalid: () => 'ugyldig',
    'not-measured': () => 'ikke målt',
    absent: () => 'ingen brugbar adresse',
  },
  retries: {
    http: {
      documented: () => 'hvis forbindelsen ved første forespørgsel fik timeout',
      boulder: () => 'hvis der ikke kunne oprettes forbindelse, fra den første URL',
      'per-hop': () => 'hvis der ikke kunne oprettes forbindelse, ved den omdirigering',
    },
    tls: {
      documented: () => 'aldrig',
      boulder: () => 'hvis forbindelse eller handshake mislykkedes',
      'per-hop': () => 'hvis forbindelse eller handshake mislykkedes',
    },
  },
  notes: {
    'token-only': () =>
      'Kun tokenet blev sammenlignet, da der ikke er angivet mere: enhver kontos fil består. For hele beviset skal du angive --key-authorization med det, filen skal indeholde.',
    'account-not-given': () =>
      'CAA-posten nævner en konto, og ingen er angivet: en ordre fra den konto kan bestå. Angiv --account.',
    'perspectives-not-asked': (p) =>
      `Perspektiverne (${p.perspectives} tilsluttet) blev ikke spurgt: ${p.compared === 'token' ? 'de sammenligner hele key authorization, så angiv en' : 'enten kører der ingen server, som har deres forbindelser, eller også blev der ikke målt noget her, som de kunne gentage'}.`,
    'family-fails': (p) =>
      `Det består udelukkende på grund af IPv${p.good}. Den, der kommer over IPv${p.bad}, fejler, og den dag IPv${p.good} svigter, består det ikke: ret IPv${p.bad}, eller fjern dens post.`,
    'same-machine': () =>
      'Alle adresser, der blev prøvet, hører til denne maskine, så der var hverken firewall eller rute undervejs. Et perspektiv på en anden maskine viser, hvad andre ser (sixfour perspective add).',
    'not-reached': (p) =>
      `Ingen spurgte denne maskine om challengen: ${p.name} fører et andet sted hen, eller noget undervejs svarede.`,
  },
  note: (p) => `bemærk: ${p.text}`,
  problem: (p) => `problem: ${p.text}`,
};

/** Why a dry validation cannot begin with what was given. */
export const dryInputReasons: Translation<typeof englishReasons> = {
  'own-name': (p) =>
    `"${p.name}" er et af denne servers egne navne, som den beviser over for sig selv: der er intet at validere.`,
  'account-missing': (p) =>
    `${p.type} har en post for hver konto. Angiv --account med dens id (sixfour account list) eller dens URL.`,
  'token-missing': (p) =>
    `${p.type} har et token. Angiv --key-authorization med det, filen skal indeholde; eller --token med filens navn, og --thumbprint, hvis det er kendt; eller --self for at få challengen lavet og besvaret her.`,
  'digest-missing': (p) =>
    `${p.type} sammenligner hashværdien af en hel key authorization. Angiv --key-authorization, eller --token med --thumbprint eller --account, eller --digest med det, TXT-posten skal indeholde.`,
  'digest-unused': () =>
    'http-01 sammenligner selve key authorization, ikke dens hashværdi. Angiv --key-authorization med det, filen skal indeholde.',
  'token-unused': (p) =>
    `${p.type} har intet token: dens post nævner kontoen. Udelad --token, --key-authorization og --digest.`,
  'thumbprint-missing': () =>
    "dns-persist-01 (udkast 02) hasher også kontonøglen. Angiv --thumbprint, eller --account med id'et på en konto her.",
  'said-twice': () =>
    'Det ventede svar er angivet på to måder. Angiv --key-authorization alene, eller --digest alene, eller --token med --thumbprint eller --account.',
  'token-malformed': () => 'Tokenet er ikke base64url: bogstaver, cifre, "-" og "_", højst 256.',
  'thumbprint-malformed': () => 'Thumbprint er ikke base64url af en SHA-256: den har 43 tegn.',
  'digest-malformed': () => 'Hashværdien er ikke base64url af en SHA-256: den har 43 tegn.',
  'key-authorization-malformed': () =>
    'Key authorization er ikke et token, et punktum og et thumbprint på 43 tegn (RFC 8555, afsnit 8.1).',
};

/** What to do where this machine cannot answer a challenge by itself. */
export function selfNext(p: { type: string; token: string; keyAuthorization: string }): string {
  if (p.type !== 'http-01')
    return 'Stop det program, så længe testen varer, kør kommandoen som root, eller undersøg en anden type.';
  return `Lad webserveren dér svare i stedet, og undersøg igen uden --self og med --key-authorization. Filen /.well-known/acme-challenge/${p.token} skal indeholde: ${p.keyAuthorization}`;
}
