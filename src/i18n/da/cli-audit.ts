import type { audit as english } from '../en/cli-audit.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of `sixfour audit`. */
export const audit: Translation<typeof english> = {
  describe: {
    audit: () => 'hvad der blev ændret og afvist, og af hvem: en signeret kæde',
    list: () => 'vis poster, nyeste først',
    verify: () =>
      'gennemgå kæden og dens signaturer; slutter med 1 og nævner den første post, der ikke passer',
    export: () => 'udskriv kæden med dens kontrolpunkter som JSON Lines, så den kan verificeres andetsteds',
    key: () => 'udskriv den offentlige nøgle, som kontrolpunkter signeres med',
    purge: () =>
      'glem poster fra før et tidspunkt, frem til et kontrolpunkt; at det er sket, bliver selv en post',
  },
  flags: {
    since: () => 'kun fra dette tidspunkt, fx 2027-01-31 eller 2027-01-31T12:00:00Z',
    limit: () => 'så mange rækker (standard: 50, højst 1000)',
    beforeEntry: () => 'kun poster før dette nummer',
    file: () => 'verificér denne eksport i stedet; kræver ingen server',
    key: () => 'med --file: den offentlige nøgle (PEM), som eksporten skal være signeret med',
    before: () => 'poster fra før dette tidspunkt fjernes, så langt et kontrolpunkt rækker',
  },
  columns: {
    number: () => 'nummer',
    at: () => 'hvornår',
    actor: () => 'hvem',
    action: () => 'hvad',
    object: () => 'på hvad',
    details: () => 'detaljer',
  },
  keyWithFile: () =>
    'En eksport verificeres med den offentlige nøgle, som du har gemt: angiv både --file og --key.',
  keyShown: (p) =>
    `SHA-256 ${p.sha256}\nGem denne nøgle et sted, hvor ingen, der kan ændre databasen, kan ændre den: eksporter verificeres med den.`,
  whole: (p) =>
    p.entries === 1
      ? `Kæden er intakt: ${p.entries} post, fra ${p.first} til ${p.last}.`
      : `Kæden er intakt: ${p.entries} poster, fra ${p.first} til ${p.last}.`,
  signed: (p) => {
    const unsigned =
      p.rest === 1
        ? `, og ${p.rest} post efter den er endnu ikke signeret.`
        : `, og ${p.rest} poster efter den er endnu ikke signeret.`;
    return `Kontrolpunkter: ${p.checkpoints}. Det seneste signerer post ${p.signed}${p.rest === 0 ? '.' : unsigned}`;
  },
  unsigned: () => 'Intet kontrolpunkt endnu: serveren laver et inden for fem minutter, og når den stopper.',
  lastCheckpoint: (p) =>
    `Det seneste kontrolpunkt, som bør noteres et andet sted: ${p.at}, post ${p.sequence}, ${p.hash}`,
  problems: {
    begin: (p) =>
      `Posterne før ${p.sequence} er væk, og ingen oprydning, som kæden kender til, har fjernet dem.`,
    missing: (p) =>
      p.sequence === 0
        ? 'Kæden er blevet tømt, så der ændres ikke længere noget. Vejen ud står i docs/audit.md.'
        : `Post ${p.sequence} mangler eller står ikke på sin plads.`,
    altered: (p) => `Post ${p.sequence} er blevet ændret: den passer ikke til sin hashværdi.`,
    unlinked: (p) =>
      `Post ${p.sequence} følger ikke af den forrige: den forrige er sat ind i stedet for en anden.`,
    rewritten: (p) => `Kæden er skrevet om: post ${p.sequence} er ikke den, der blev signeret.`,
    signature: (p) =>
      `Kontrolpunktet for post ${p.sequence} er ikke signeret med denne nøgle eller er blevet ændret.`,
    truncated: (p) => `Der mangler poster fra ${p.sequence} og frem: kæden har været længere.`,
    unsigned: () => 'Der er intet kontrolpunkt i den, så den beviser ingenting.',
  },
  memory: {
    'memory-missing': () =>
      'Filen audit.checkpoint i datamappen er væk: poster i slutningen af kæden kan være fjernet sammen med den.',
    'memory-broken': () =>
      'Filen audit.checkpoint i datamappen er ikke skrevet af denne server, eller ikke med nøglen til dens krypterede data.',
  },
  purged: (p) =>
    p.removed === 1
      ? `${p.removed} post er fjernet; kæden begynder med post ${p.upTo}, som er signeret.`
      : `${p.removed} poster er fjernet; kæden begynder med post ${p.upTo}, som er signeret.`,
  nothingPurged: () => 'Der er intet kontrolpunkt fra før det tidspunkt: intet blev fjernet.',
};
