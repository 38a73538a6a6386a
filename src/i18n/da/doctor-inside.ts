import type { inside as english } from '../en/doctor-inside.ts';
import type { Translation } from '../translation.ts';

/** Danish texts of `sixfour check --inside`. */
export const inside: Translation<typeof english> = {
  flags: {
    inside: () =>
      'undersøg kun denne maskine indefra: adresser, ruter, lyttende programmer, pakkefiltre; intet ændres',
    output: () =>
      'med --inside: skriv det, der blev set, i denne fil (-: standardoutput), til --inside-report på en anden maskine',
    outbound: () => 'med --inside eller --here: prøv også denne maskines egen vej ud, over hver familie',
    count: () =>
      'med --inside, som root: tæl i et minut, hvad der ankommer fra disse adresser, mens sixfour check undersøger derfra (egen tabel i nft, som fjernes bagefter)',
    report: () =>
      'læg det til, der blev set på serveren: en fil, som --inside --output skrev dér (-: standardinput)',
  },
  progress: (p) => `denne maskine, indefra (${p.seconds} s)`,
  nameMissing: () =>
    'Angiv det værtsnavn, der skal undersøges, eller --inside for kun at undersøge denne maskine.',
  insideAlone: () =>
    '--inside undersøger kun denne maskine; udelad det, der hører til en undersøgelse udefra.',
  countAlone: () => '--count hører til --inside.',
  countAddress: (p) =>
    `"${p.value}" er ikke en adresse, som en undersøgelse kommer fra. Angiv op til ${p.max}, fra begge familier, som den anden maskine har dem.`,
  counting: (p) =>
    `Tæller i ${p.seconds} s (Ctrl-C afslutter før). Kør nu, på den maskine, der har disse adresser:`,
  nothingCame: () =>
    'Intet ankom fra disse adresser over nogen af familierne. Det beviser ingenting: blev undersøgelsen kørt dér imens?',
  outputAlone: () => '--output hører til --inside.',
  outboundAlone: () => '--outbound hører til --inside eller --here.',
  reportOrHere: () => 'Angiv enten --here eller --inside-report.',
  inputOnce: () => 'Standardinput læses kun én gang: giv --inside-report en fil eller --error selve teksten.',
  written: (p) => `Skrevet til ${p.file}. Der, hvor du undersøger udefra, lægges den til med:`,
  headings: {
    addresses: () => 'adresser',
    routes: () => 'standardruter',
    listeners: () => 'lyttende programmer',
    rules: () => 'regler, der stopper pakker',
    outbound: () => 'egen vej ud',
    arrivals: () => 'ankommet',
  },
  columns: {
    interface: () => 'interface',
    address: () => 'adresse',
    scope: () => 'rækkevidde',
    flags: () => 'flag',
    family: () => 'familie',
    via: () => 'via',
    from: () => 'fra',
    port: () => 'port',
    families: () => 'familier',
    process: () => 'proces',
    table: () => 'tabel',
    chain: () => 'kæde',
    rule: () => 'regel',
    outcome: () => 'resultat',
    packets: () => 'pakker',
  },
  none: () => 'ingen',
  more: (p) => `og ${p.count} mere (--json har dem alle)`,
};
