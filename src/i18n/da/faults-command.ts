import { labReasons as englishLab } from '../en/cli-lab.ts';
import { dryInputReasons as englishDry } from '../en/cli-validate.ts';
import type { commandFaults as english } from '../en/faults-command.ts';
import { type Translation, translated } from '../translation.ts';
import { labReasons } from './cli-lab.ts';
import { dryInputReasons, selfNext } from './cli-validate.ts';
import { allowedText, allowText } from './reason-texts.ts';
import { term } from './terms.ts';

const lab = translated(englishLab, labReasons);
const dry = translated(englishDry, dryInputReasons);

/** Danish messages of faults of commands, settings and start-up: what happened, and what to do next. */
export const commandFaults: Translation<typeof english> = {
  serverNotRunning: (p) =>
    `Der kører ingen server på ${p.data}. Start en med: sixfour serve --data ${p.data}`,
  settingsFileMissing: (p) =>
    `Indstillingsfilen ${p.file} findes ikke. Skriv en med "sixfour init", eller ret --config.`,
  settingsFileUnreadable: (p) =>
    `Indstillingsfilen ${p.file} kan ikke læses (${p.cause}). Kontrollér dens ejer og rettigheder.`,
  settingsNotToml: (p) =>
    `${p.file}, linje ${p.line}, kolonne ${p.column}: dette er ikke TOML: ${p.reason}. Ret linjen; docs/settings.md har eksempler.`,
  settingUnknownKey: (p) => `${p.file}: indstillingen "${p.key}" findes ikke. ${didYouMean(p.suggestion)}`,
  settingUnknownVariable: (p) =>
    `Miljøet: indstillingen ${p.variable} findes ikke. ${didYouMean(p.suggestion)}`,
  settingInvalid: (p) =>
    `${p.origin}: ${p.key} = ${p.value} kan ikke bruges. Tilladt: ${allowedText(p.allowed)}.`,
  settingTestOnly: (p) =>
    `${p.key} virker kun i en datamappe, der er oprettet til test, og det er ${p.directory} ikke. Fjern den fra ${p.file} og miljøet, eller opret en mappe med: sixfour init --test --data DIR`,
  settingNeedsIssuer: (p) =>
    `${p.key} = ${p.value} kræver et navn, som DNS-poster mener denne CA med, og der er intet. Sæt det i ${p.file}, et navn, der tilhører dig, for eksempel: [acme] caa_identities = ["ca.example.org"]`,
  commandInputInvalid: (p) => `Forespørgslen kan ikke bruges: ${p.reason}`,
  notAnAllowance: (p) =>
    `"${p.value}" kan ikke tillades som ${allowanceKind(p.kind)}: ${allowText(p.reason)}`,
  noSuchAccount: (p) => `Kontoen "${p.id}" findes ikke. Vis dem med: sixfour account list`,
  noSuchOrder: (p) => `Ordren "${p.id}" findes ikke. Vis dem med: sixfour order list`,
  noSuchCertificate: (p) =>
    `Der findes intet certifikat med serienummeret "${p.serial}". Vis dem med: sixfour cert list`,
  noSuchExternalKey: (p) =>
    `Der findes ingen ekstern kontonøgle "${p.id}", som ikke er tilbagekaldt. Vis dem med: sixfour eab list`,
  noSuchAllowance: (p) =>
    `"${p.value}" var ikke tilladt, så intet blev fjernet. Vis, hvad der er tilladt, med: sixfour allow --list`,
  revokedAlready: (p) => `Certifikatet ${p.serial} er allerede tilbagekaldt; intet blev ændret.`,
  dataDirectoryMissing: (p) =>
    `Datamappen ${p.directory} findes ikke. Opret en med "sixfour init", start en prøve-CA med "sixfour serve", eller angiv en anden med --data.`,
  dataDirectoryUnusable: (p) =>
    `Datamappen ${p.directory} kan ikke bruges (${p.cause}). Kontrollér, at den er en mappe, som denne bruger må skrive i.`,
  dataDirectoryExposed: (p) =>
    `Datamappen ${p.directory} er åben for andre (ejer ${p.owner}, rettigheder ${p.mode}): den, der kan skrive dér, råder over CA'en. Kør som dens ejer, giv den til denne bruger alene (chown, chmod 700), eller angiv en ny mappe i den med --data.`,
  dataDirectoryInUse: (p) =>
    `En anden sixfour ${p.pid === undefined ? '' : `(proces ${p.pid}) `}bruger ${p.directory}. Stop den først, eller angiv en anden mappe med --data.`,
  trialFailed: (p) =>
    `Prøve-CA'en kunne ikke oprettes (${p.status}). Dens egne meddelelser står ovenfor; eller opret en CA selv med: sixfour init`,
  listenFailed: (p) => `Kan ikke lytte på ${p.address}, port ${p.port}: ${listenCause(p.cause)}`,
  noListener: (p) =>
    `Ingen adresse til ${p.what} kunne åbnes, så der er intet at betjene. Grundene står ovenfor; se https.addresses og http.addresses i docs/settings.md.`,
  controlSocketPathTooLong: (p) =>
    `Stien til kontrolsocketen, ${p.path}, er længere end de ${p.max} byte, som systemet tillader. Brug en datamappe med en kortere sti.`,
  controlSocketFailed: (p) =>
    `Kontrolsocketen ${p.path} kan ikke bruges (${p.cause}). Den tilhører den bruger, der kører serveren: kør kommandoen som den bruger.`,
  interrupted: () => 'Afbrudt: intet blev ændret.',
  credentialMissing: () =>
    'keys.credential er sat, men systemd gav ingen credentials til denne proces (CREDENTIALS_DIRECTORY er ikke sat). Start den som en unit med LoadCredentialEncrypted=sixfour-key:..., eller vælg en anden af indstillingerne under keys.',
  answersMissing: (p) =>
    `Der er ingen terminal at spørge på, og ${p.flag} mangler. Angiv det, eller kør sixfour init på en terminal.`,
  passphraseNotGiven: () =>
    'Der er ingen terminal at bede om en adgangssætning på. Angiv en med --passphrase-file FILE.',
  firstRunFailed: (p) =>
    `Serveren kunne ikke få sit eget certifikat til ${p.names}: ${p.reason} Den fortsætter med et certifikat, som den selv har signeret, og prøver igen.`,
  keyFileMissing: (p) =>
    `Filen ${p.path} findes ikke. Gendan den fra en sikkerhedskopi, eller ret den indstilling, der nævner den.`,
  keyFileUnreadable: (p) =>
    `${p.path} kan ikke læses (${p.code}). Gør den bruger, der kører sixfour, til dens ejer: chown USER ${p.path}`,
  keyFileExposed: (p) =>
    `${p.path} må læses af andre (rettigheder ${p.mode}), så den bruges ikke. Hvis ingen har læst den, så kør: chmod 600 ${p.path}. Hvis nogen kan have gjort det, så udskift den.`,
  keyFileTooLarge: (p) =>
    `${p.path} er på ${p.bytes} byte; en nøglefil er på højst ${p.max}. Ret den indstilling, der nævner den.`,
  keyFileNotKey: (p) =>
    `${p.path} indeholder ikke en privat P-256- eller P-384-nøgle. Gendan den fra en sikkerhedskopi.`,
  passphraseTooShort: (p) =>
    `Adgangssætningen eller nøglen er for kort: den skal have mindst ${p.min} tegn. Vælg en længere.`,
  sealBroken: (p) =>
    `Den krypterede "${p.context}" kan ikke åbnes: den er krypteret med en anden nøgle eller er blevet ændret. Gendan den sammen med at-rest.json fra én og samme sikkerhedskopi.`,
  atRestHeaderBroken: (p) =>
    `${p.path}, der siger, hvordan nøglerne er krypteret, er beskadiget. Gendan den fra en sikkerhedskopi; uden den kan nøglerne ikke læses.`,
  atRestWrongKey: (p) =>
    `Nøglen fra ${term(p.source)} åbner ikke nøglerne i ${p.data}. Angiv den adgangssætning eller nøglefil, der blev valgt, da denne mappe blev oprettet.`,
  encryptedKeyUnreadable: (p) =>
    `${p.path} kan ikke åbnes med denne adgangssætning. Angiv den, der blev valgt, da nøglen blev skrevet dér.`,
  storeTooNew: (p) =>
    `${p.file} har skemaversion ${p.version}, og denne sixfour kender kun versioner til og med ${p.known}. Filen er uændret: kør den nyere sixfour, der skrev den, eller gendan en sikkerhedskopi fra før opgraderingen.`,
  storeNotOurs: (p) =>
    `${p.file} er ikke en sixfour-database. Filen er uændret: angiv en anden datamappe med --data, eller flyt filen væk.`,
  storeUnusable: (p) =>
    `Databasen ${p.file} kan ikke åbnes (${p.cause}). Kontrollér dens ejer, rettigheder og disk; er den beskadiget, så gendan den fra en sikkerhedskopi.`,
  keyListUnreadable: (p) =>
    `Listen over svage nøgler ${p.path} kan ikke bruges (linje ${p.line}, 0 for hele filen). Skriv én SHA-256 af en SubjectPublicKeyInfo pr. linje, 64 hexcifre.`,
  caMissing: (p) => `Der er ingen certifikatudsteder (CA) i ${p.directory}. Opret en med: sixfour init`,
  caExists: (p) =>
    `Der er allerede en certifikatudsteder (CA) i ${p.directory}, og intet blev ændret. Brug en anden datamappe med --data, eller flyt denne væk.`,
  caFileBroken: (p) =>
    `${p.path} mangler, er beskadiget eller hører ikke sammen med de andre filer ved siden af. Gendan hele mappen fra en sikkerhedskopi.`,
  caInputRefused: (p) =>
    `"${p.value}" kan ikke bruges som ${caField(p.field)}. Navne er værtsnavne med små bogstaver uden afsluttende punktum, en organisation har 1 til 64 tegn, et land er en kode på to bogstaver.`,
  rootKeyDetached: (p) =>
    `Rodnøglen er flyttet til ${p.file}. Angiv den fil og dens adgangssætning for at bruge den.`,
  fileExists: (p) => `${p.path} findes allerede og blev ikke overskrevet. Vælg et andet filnavn.`,
  fileNotWritten: (p) =>
    `${p.path} kunne ikke skrives (${p.code}), og intet blev ændret. Vælg et andet sted.`,
  quorumInvalid: (p) =>
    `Kvorumpolitikken "${p.policy}" kan ikke bruges: ${QUORUM_PROBLEMS[p.reason] ?? p.reason}.`,
  dryValidationInput: (p) => dry[p.reason](p),
  challengeTypeNotOffered: (p) =>
    `${p.type} kan ikke bevise "${p.name}" i kataloget "${p.directory}", så ingen ordre dér kunne bruge den. ${p.offered === '' ? 'Intet af det, der tilbydes dér, kan' : `Det kan ${p.offered}`}; indstillingerne acme.challenge_types og directories.*.challenge_types siger, hvad der tilbydes.`,
  dryValidationsBusy: (p) =>
    p.max === 1
      ? `Der kører ${p.max} prøvevalidering, og flere må der ikke køre på én gang. Vent, til den er slut: hver tager højst et minut eller to.`
      : `Der kører ${p.max} prøvevalideringer, og flere må der ikke køre på én gang. Vent, til en er slut: hver tager højst et minut eller to.`,
  selfListenFailed: (p) =>
    `Kan ikke svare på ${p.address}, port ${p.port}: ${selfCause(p.cause)} ${selfNext(p)}`,
  noSuchDirectory: (p) =>
    `ACME-kataloget "${p.directory}" findes ikke. Indstillingerne nævner dem: [directories.NAME] og "default".`,
  insideReportUnreadable: (p) =>
    `Rapporten ${p.file} kan ikke læses (${p.cause}). Lav en på serveren med: sixfour check --inside --output FILE`,
  insideReportInvalid: (p) =>
    `${p.file} er ikke en rapport fra "sixfour check --inside" (${p.where}). Lav en på serveren med den samme version af sixfour: sixfour check --inside --output FILE`,
  nothingRead: () =>
    'Intet om denne maskine kunne læses: en undersøgelse indefra kræver Linux, med ip og ss, eller /proc. Udefra kan den undersøges alligevel: sixfour check NAME',
  countImpossible: (p) =>
    `Pakker kan ikke tælles på denne maskine (${p.why}): det kræver nft og root. Intet blev ændret.`,
  labScriptUnreadable: (p) =>
    `Scriptet ${p.file} kan ikke læses (${p.cause}). sixfour lab dns --example udskriver et at begynde med.`,
  labScriptInvalid: (p) =>
    `${p.where}: ${lab[p.reason](p.value)}${p.known === undefined ? '' : ` Kendte er: ${p.known}.`}`,
};

function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined
    ? 'Alle indstillinger: docs/settings.md'
    : `Mente du "${suggestion}"? Alle indstillinger: docs/settings.md`;
}

function selfCause(cause: string): string {
  if (cause === 'EADDRINUSE') return 'et andet program lytter dér.';
  if (cause === 'EACCES') return 'porte under 1024 kræver en særlig rettighed.';
  return `${cause}.`;
}

function listenCause(cause: string): string {
  if (cause === 'EADDRINUSE') return 'et andet program lytter dér. Stop det, eller vælg en anden port.';
  if (cause === 'EADDRNOTAVAIL')
    return 'denne maskine har ikke den adresse. Ret adresserne i indstillingerne.';
  if (cause === 'EAFNOSUPPORT') return 'denne maskine har ikke den adressefamilie.';
  if (cause === 'EACCES')
    return 'porte under 1024 kræver en særlig rettighed. Vælg en anden port, eller giv CAP_NET_BIND_SERVICE.';
  return `${cause}.`;
}

function allowanceKind(kind: string): string {
  return ALLOWANCES[kind] ?? kind;
}
const ALLOWANCES: Readonly<Record<string, string>> = {
  name: 'navn',
  exact: 'enkelt navn',
  address: 'adresse',
  network: 'netværk',
};

function caField(field: string): string {
  return CA_FIELDS[field] ?? field;
}
const CA_FIELDS: Readonly<Record<string, string>> = {
  organization: 'organisation',
  country: 'land',
  publicHost: 'navnet, som klienter når serveren under (--public-host)',
  nameConstraints: 'navnebegrænsning',
};

export const QUORUM_PROBLEMS: Readonly<Record<string, string>> = {
  'not-a-number': 'minimum, kvorum og regioner er hele tal',
  zero: 'et minimum, et kvorum eller et antal regioner på 0 ville være gyldigt, uden at nogen havde set efter; brug politikken "monitor" for at registrere uden at afgøre',
  'monitor-counts-nothing': 'den afgør aldrig noget, så minimum, kvorum og regioner betyder intet for den',
  'quorum-of-another': 'kun "at-least" tager et kvorum; de andre tæller selv',
  'quorum-missing': 'den kræver et kvorum: hvor mange perspektiver der skal bestå',
  'minimum-below-quorum':
    'dens minimum er mindre end dens kvorum, så kvorummet kunne aldrig nås med så mange',
};
