import type { delegation as english } from '../en/cli-delegation.ts';
import type { Translation } from '../translation.ts';
import { denyReasons } from './faults-delegation.ts';

/** Danish texts of `sixfour name`, `client` and `rule`. */
export const delegation: Translation<typeof english> = {
  describe: {
    name: () => 'hvor challengen for et navn besvares, og hvilken post navnets ejer skal offentliggøre',
    zone: () => 'zoner, som challenges delegeres til',
    zoneRoll: () => 'skift nøglen til en signeret zone trin for trin; `zone show` siger, hvad der følger',
    zoneSecondaryKey: () =>
      'opret en TSIG-nøgle til en sekundær navneserver, og udskriv den som fil til begge sider',
    zoneShow: () => 'vis zoner og de NS- og DS-poster, som zonerne over dem skal offentliggøre',
    client: () => 'programmer, der må besvare challenges for delegerede navne',
    clientAdd: () => 'opret en klient og dens nøgle; nøglen vises kun én gang',
    clientList: () => 'vis klienter',
    clientShow: () => 'vis en klient: dens nøgler og regler, og hvad der er sket med dens challenges',
    clientKeyRemove: () => 'fjern en TSIG-nøgle',
    clientRemove: () => 'fjern en klient; dens nøgler, regler og værdier forsvinder straks',
    rule: () => 'hvilken klient der må besvare challenges for hvilke navne; uden en regel må ingen',
    ruleAdd: () => 'lad en klient besvare challenges for navne',
    ruleList: () => 'vis regler, nyeste først',
    ruleRemove: () => 'fjern regler; værdier, som de tillod, forsvinder straks',
    ruleExplain: () => 'forklar, hvem der må besvare challengen for et navn, og hvorfor',
    approval: () => 'hvad klienter venter på at få godkendt, for regler, der kræver det',
    approvalList: () => 'vis, hvad der venter, og de svar, der gælder',
    approvalApprove: () => 'lad en klient besvare challengen for et navn i en periode',
    approvalDeny: () => 'sig nej i en periode; en godkendelse, der gælder, ophører',
  },
  arguments: {
    names: () => 'værtsnavne; uden nogen læses en liste fra standardinput',
    zone: () => 'en af delegation.zones (standard: alle)',
    signedZone: () => 'en signeret zone blandt delegation.zones',
    secondaryKey: () => 'nøglens navn: et domænenavn, fx ns2.acme-transfer',
    name: () => 'et værtsnavn, fx www.example.org',
    client: () => 'klientens navn: små bogstaver, cifre og bindestreger',
    tsigKey: () => 'TSIG-nøglens navn',
    ruleNames: () => 'NAME (selve navnet), *.NAME (navnene én label under det), **.NAME (alle under det)',
    ids: () => 'deres id fra listen',
  },
  flags: {
    zone: () => 'en af delegation.zones (standard: den første)',
    abort: () => 'opgiv skiftet: den gamle nøgle beholdes',
    dsPublished: () => 'bekræft, at zonen ovenfor har den nye DS-post, når den ikke kan spørges herfra',
    purpose: () => 'til hvad: dns-01, dns-account-01 eller dns-persist-01',
    accountUrl: () => 'med dns-account-01: ACME-kontoens URL',
    style: () => 'hvordan labelen dannes, når zonen ikke hører til denne server',
    ns: () => 'NS-poster i stedet for en CNAME: challengen bliver sin egen zone',
    file: () => 'læs navnene fra denne fil, ét pr. linje',
    decode: () => 'vis, hvilket navn en label står for',
    type: () => 'challengens type (kan gentages): dns-01, dns-account-01',
    network: () => 'kun fra disse adresser, fx 2001:db8::/32 (kan gentages)',
    window: () =>
      'kun da (kan gentages): dage, klokkeslæt og en tidszone, fx "Mon-Fri 08:00-18:00 Europe/Berlin"',
    from: () => 'kun fra dette tidspunkt, fx 2027-01-31 eller 2027-01-31T12:00:00Z',
    until: () => 'kun før dette tidspunkt',
    live: () => 'højst så mange værdier på én gang',
    presentsPerHour: () => 'højst så mange nye værdier i timen',
    namesPerDay: () => 'højst så mange navne i døgnet',
    approval: () =>
      'spørg en administrator: "first", før hvert navn bruges første gang; "always", før hver brug',
    lifetime: () => 'hvor længe en værdi lever, fx 10m (standard og højst: 1h)',
    at: () => 'som spurgt på dette tidspunkt, fx 2027-01-31T12:00:00Z',
    state: () => 'kun disse: pending, approved eller denied',
    approvalFor: () => 'hvor længe, fx 2h eller 7d (standard: 1d)',
    account: () =>
      'kun for disse ACME-konti: thumbprints af deres nøgler (kan gentages; httpreq i RAW-tilstand)',
    tsig: () => 'nøglens navn, som klienten sender det: et domænenavn, fx web1.acme-update',
    algorithm: () => 'hvad den signerer med',
    ofClient: () => 'kun for denne klient',
    source: () => 'som spurgt fra denne adresse',
    forAccount: () => 'som spurgt for denne ACME-konto (thumbprint af dens nøgle)',
    forType: () => 'for denne type challenge',
  },
  columns: {
    zone: () => 'zone',
    dnssec: () => 'DNSSEC',
    name: () => 'navn',
    challenge: () => 'challenge',
    target: () => 'besvares ved',
    publish: () => 'offentliggør',
    client: () => 'klient',
    created: () => 'oprettet',
    user: () => 'bruger',
    tsigKey: () => 'TSIG-nøgle',
    algorithm: () => 'algoritme',
    key: () => 'nøgle',
    rule: () => 'regel',
    types: () => 'typer',
    conditions: () => 'kun',
    at: () => 'hvornår',
    event: () => 'hvad',
    source: () => 'fra',
    says: () => 'siger',
    state: () => 'tilstand',
    until: () => 'indtil',
    by: () => 'af',
    id: () => 'id',
  },
  zoneSigned: (p) => {
    if (!p.dnssec) return p.keyTag === null ? 'fra' : `fra (dens nøgle ${p.keyTag} er gemt)`;
    return p.keyTag === null ? 'til' : `til, nøgle ${p.keyTag}`;
  },
  rollover: () => 'nøgleskift',
  rolloverPhase: {
    'key-published': (p) => `den nye nøgle ${p.keyTag} er offentliggjort ved siden af den gamle`,
    'ds-awaited': (p) => `DS-posten for den nye nøgle ${p.keyTag} afventes i zonen ovenfor`,
    'ds-changed': (p) =>
      `den nye nøgle ${p.keyTag} signerer; den gamle fjernes, når ingen cache længere har brug for den`,
    aborting: (p) => `opgivet: den nye nøgle ${p.keyTag} fjernes, når ingen længere er afhængig af den`,
  },
  rolloverNext: (p) => (p.at === null ? 'fortsætter, når zonen ovenfor har DS-posten' : `fortsætter ${p.at}`),
  dsSeen: {
    unknown: () => 'ukendt: zonen ovenfor kunne ikke spørges',
    old: () => 'den gamle',
    both: () => 'begge',
    new: () => 'den nye',
    neither: () => 'ingen af disse nøgler',
  },
  dsAbove: () => 'DS ovenfor',
  nextStep: () => 'næste trin',
  dsToPublish: () =>
    'Zonen ovenfor skal nu offentliggøre denne DS-post i stedet for den gamle (eller læse CDS, RFC 8078):',
  secondary: () => 'sekundær',
  secondaryServes: (p) => {
    const has =
      p.serial === null ? 'har ikke oplyst, hvad den udleverer' : `udleverer serienummer ${p.serial}`;
    return p.since === null ? has : `BAGUD siden ${p.since}: ${has}; zonen har ${p.wanted}`;
  },
  lag: () => 'var bagud',
  lagLine: (p) =>
    `${p.secondary} (${p.address}) fra ${p.since} ${p.until === null ? 'og frem' : `til ${p.until}`}`,
  zoneKeyToCome: () =>
    'Den har ingen nøgle endnu: serveren laver den ved sin næste start. Derefter vises her den DS-post, der skal offentliggøres.',
  zoneMissing: () =>
    'Hvilken zone? Konfigurér en (delegation.zones i docs/settings.md), eller angiv en med --zone.',
  accountUrlMissing: () => 'dns-account-01 har et navn for hver konto: angiv kontoens URL med --account-url.',
  nothingToName: () => 'Angiv et værtsnavn, angiv en liste med --file, eller send en liste gennem en pipe.',
  tooManyLines: (p) => `En liste må højst have ${p.max} navne: del den op i flere.`,
  fileUnreadable: (p) => `${p.file} kan ikke læses (${p.cause}).`,
  badLine: (p) => `linje ${p.line}: ${p.message}`,
  styleDiffers: (p) =>
    `Denne server giver ${p.style}-labels i ${p.zone}: et navn i en anden stil besvares ikke dér.`,
  challengeZonesOff: () =>
    'Denne server svarer kun for challenges, der er deres egne zoner, med delegation.challenge_zones = true.',
  decoded: (p) => `${p.label} står for ${p.name} (${p.purpose}).`,
  decodedHash: (p) =>
    `${p.label} står for et navn, der er for langt til en label, og som bagfra begynder med ${p.readable} (${p.purpose}). Kun dets hashværdi er i labelen.`,
  decodedNone: (p) => `${p.label} er ikke en label, som dette program ville danne for et navn.`,
  clientAdded: (p) =>
    `Klienten "${p.name}" er oprettet. Giv den begge dele; nøglen vises ikke igen.\nbruger: ${p.user} (eller ${p.name})\nnøgle: ${p.key}`,
  clientNext: (p) => `Den må endnu ikke gøre noget. For eksempel: sixfour rule add ${p.name} www.example.org`,
  clientRemoved: (p) => `Klienten "${p.name}" er fjernet; ingen af dens værdier udleveres længere.`,
  tsigKeyAdded: (p) =>
    `TSIG-nøglen "${p.name}" er oprettet til klienten "${p.client}". Dens hemmelighed vises ikke igen.`,
  tsigKeyFile: () => 'Til nsupdate -k og knsupdate -k, i en fil:',
  tsigKeyCertbot: () => 'Til certbot, i filen for --dns-rfc2136-credentials:',
  tsigKeyNoServer: () =>
    'Ingen tager imod opdateringer endnu: sæt delegation.updates.addresses, start serveren, og indsæt dens adresse og port dér.',
  tsigKeyRemoved: (p) => `TSIG-nøglen "${p.key}" hos klienten "${p.client}" er fjernet.`,
  tsigKeys: () => 'TSIG-nøgler',
  keyForAll: () => 'alt, hvad dens regler tillader',
  keyFrom: (p) => `, fra ${p.networks}`,
  keys: () => 'Nøgler',
  rules: () => 'Regler',
  events: () => 'Hvad der er sket',
  conditions: {
    networks: (p) => `fra ${p.networks}`,
    accounts: (p) => `ACME-konto ${p.accounts}`,
    windows: (p) => p.windows,
    from: (p) => `fra og med ${p.at}`,
    until: (p) => `før ${p.at}`,
    live: (p) => (p.max === 1 ? `højst ${p.max} værdi på én gang` : `højst ${p.max} værdier på én gang`),
    presentsPerHour: (p) =>
      p.max === 1 ? `højst ${p.max} ny værdi i timen` : `højst ${p.max} nye værdier i timen`,
    namesPerDay: (p) => `højst ${p.max} navne i døgnet`,
    approval: (p) => (p.approval === 'first' ? 'et navns første brug godkendes' : 'godkendes hver gang'),
    lifetime: (p) => `værdier lever ${lifetime(p.seconds)}`,
  },
  ruleAdded: (p) => `"${p.client}" må besvare challengen for ${p.name} (regel ${p.id}).`,
  ruleBelow: (p) => `Den post, som hvert af dem har brug for, udskrives af: sixfour name ${p.name}`,
  publish: () => 'Navnets ejer offentliggør, én gang:',
  approvalAnswered: (p) =>
    p.state === 'approved'
      ? `"${p.client}" må besvare challengen for ${p.name} indtil ${p.until}.`
      : `"${p.client}" må ikke besvare challengen for ${p.name} indtil ${p.until}.`,
  approvalState: {
    pending: () => 'venter',
    approved: () => 'godkendt',
    denied: () => 'afvist',
    used: () => 'godkendt og brugt',
  },
  ruleRemoved: (p) => `Reglen ${p.id} er fjernet; det, den tillod, udleveres ikke længere.`,
  event: {
    presented: () => 'oprettet',
    cleaned: () => 'ryddet op',
    refused: () => 'afvist',
    fetched: () => 'hentet af en resolver',
  },
  nobody: (p) => `Ingen må besvare challengen for ${p.name}: ingen regel dækker det.`,
  says: {
    allows: () => 'må',
    depends: (p) => `må, afhængigt af ${p.on}`,
    denies: (p) => `må ikke: ${p.reason}${p.opens === null ? '' : `; åbner ${p.opens}`}`,
  },
  dependsOn: {
    source: () => 'afsenderadressen',
    account: () => 'ACME-kontoen',
    time: () => 'tidspunktet',
    quota: () => 'pladsen i dens kvote',
    approval: () => 'godkendelse',
  },
  denyReasons,
};

function lifetime(seconds: number): string {
  if (seconds % 60 !== 0) return `${seconds} s`;
  return seconds === 60 ? `${seconds / 60} minut` : `${seconds / 60} minutter`;
}
