import {
  type DenyReasonName,
  type delegationFaults as english,
  denyReasons as englishDeny,
  quotaNames as englishQuotas,
  ruleProblems as englishRules,
} from '../en/faults-delegation.ts';
import { type Translation, translated } from '../translation.ts';

/** Danish messages of faults of the delegation: clients, rules, and what clients ask for. */
export const delegationFaults: Translation<typeof english> = {
  clientKeyUnknown: () =>
    'Denne nøgle kendes ikke her, eller ikke til denne brug. Opret en klient og dens nøgle med: sixfour client add NAME',
  tooManyWrongKeys: () =>
    'Der kom for mange forkerte nøgler fra dit netværk, så denne blev ikke undersøgt. Vent nogle sekunder.',
  notAChallengeName: (p) =>
    `"${p.name}" er hverken navnet på en challenge (_acme-challenge.NAME) eller en label i en zone, der betjenes her.`,
  notDelegatedTo: (p) =>
    `Klienten "${p.client}" må ikke besvare challengen for ${p.name}: ${deny[p.reason]()}${denialDetail(p)}. Se: sixfour rule explain ${p.name}`,
  challengeValueRefused: () =>
    'Værdien er ikke en dns-01-værdi: den har 43 tegn, bogstaver, cifre, bindestreger og understregninger (RFC 8555, 8.4).',
  challengeRequestMalformed: (p) =>
    `Forespørgslen kan ikke bruges: ${p.reason === 'it is broken' ? 'den er beskadiget' : p.reason}.`,
  tooManyChallengeValues: (p) =>
    p.max === 1
      ? `Challengen for ${p.name} har allerede ${p.max} værdi. Den forsvinder, når dens klient rydder op, eller en time efter at den kom.`
      : `Challengen for ${p.name} har allerede ${p.max} værdier. De forsvinder, når deres klienter rydder op, eller en time efter at de kom.`,
  labelTaken: (p) =>
    `Den label, som ${p.name} ville få, står allerede for et andet navn. Brug en anden stil for labels i denne zone (delegation.zones i docs/settings.md).`,
  delegationOff: () =>
    'Der er ikke konfigureret nogen zone at delegere til. Angiv en i indstillingerne: delegation.zones, se docs/delegated-names.md.',
  noSuchZone: (p) => `Zonen "${p.zone}" findes ikke i indstillingerne (delegation.zones).`,
  nameServersMissing: (p) =>
    `Zonen ${p.zone} har ingen navneservere i indstillingerne. Angiv delegation.zones.${p.zone}.name_servers.`,
  nameServerWithoutAddress: (p) =>
    `Navneserveren ${p.host} ligger i selve zonen ${p.zone}, så dens adresser besvares herfra: angiv dem i delegation.zones.${p.zone}.name_servers.`,
  secondaryWithoutAddress: (p) =>
    `Den sekundære navneserver "${p.secondary}" har ingen adresse i indstillingerne. Angiv delegation.secondaries.${p.secondary}.addresses.`,
  secondaryKeyUnreadable: (p) =>
    `TSIG-nøglen til den sekundære navneserver "${p.secondary}" kan ikke bruges: ${p.file === '' ? 'ingen key_file er angivet' : `${p.file}: ${p.cause}`}. Opret en med: sixfour zone secondary-key`,
  secondaryZoneUnknown: (p) =>
    `Den sekundære navneserver "${p.secondary}" skal have zonen ${p.zone}, som ikke er i delegation.zones.`,
  secondaryOfSignedZone: (p) =>
    `Zonen ${p.zone} signeres, mens den udleveres (dnssec = true), så den sekundære navneserver "${p.secondary}" kan ikke få den: dens signaturer og beviser for, at noget ikke findes, laves til hvert spørgsmål og står ikke på nogen liste af poster. Angiv serverens andre zoner i delegation.secondaries.${p.secondary}.zones, eller udelad en af de to.`,
  zoneNotSigned: (p) =>
    `Zonen ${p.zone} er ikke signeret (delegation.zones.${p.zone}.dnssec) eller har endnu ingen nøgle, så der er ingen at skifte.`,
  rolloverUnderWay: (p) =>
    `Nøglen til ${p.zone} er allerede ved at blive skiftet. Se: sixfour zone show ${p.zone}`,
  noRollover: (p) => `Nøglen til ${p.zone} er ikke ved at blive skiftet.`,
  rolloverTooLate: (p) =>
    `Zonen over ${p.zone} nævner allerede den nye nøgle, så skiftet kan ikke opgives. Skift nøglen igen, når det er færdigt.`,
  dsNotAwaited: (p) =>
    `DS-posten for den nye nøgle til ${p.zone} skal ikke offentliggøres nu. Se: sixfour zone show ${p.zone}`,
  dsNotPublished: (p) =>
    `Zonen over ${p.zone} blev spurgt og har ikke DS-posten for den nye nøgle. Offentliggør den, og spørg igen. Se: sixfour zone show ${p.zone}`,
  noSuchClient: (p) => `Klienten "${p.name}" findes ikke. Vis dem med: sixfour client list`,
  clientExists: (p) => `Klienten "${p.name}" findes allerede. Vælg et andet navn, eller fjern den først.`,
  clientNameRefused: (p) =>
    `"${p.name}" kan ikke være navn på en klient: 1 til 32 små bogstaver, cifre og bindestreger, ingen bindestreg yderst.`,
  tsigKeyNameRefused: (p) =>
    `"${p.key}" kan ikke være navn på en TSIG-nøgle: et domænenavn med små bogstaver, op til 100 tegn, fx web1.acme-update`,
  tsigKeyExists: (p) => `TSIG-nøglen "${p.key}" findes allerede. Vælg et andet navn, eller fjern den først.`,
  tooManyTsigKeys: (p) =>
    `Klienten "${p.client}" har allerede ${p.max} TSIG-${p.max === 1 ? 'nøgle' : 'nøgler'}. Fjern en med: sixfour client key remove ${p.client} KEY`,
  noSuchTsigKey: (p) =>
    `Klienten "${p.client}" har ingen TSIG-nøgle "${p.key}". Se: sixfour client show ${p.client}`,
  noSuchRule: (p) => `Reglen "${p.id}" findes ikke. Vis dem med: sixfour rule list`,
  auditKeyUnreadable: (p) =>
    `${p.file} indeholder ingen offentlig nøgle til en auditlog. Udskriv den rigtige med: sixfour audit key`,
  auditFileUnreadable: (p) => `${p.file} kan ikke læses (${p.cause}).`,
  auditLineUnreadable: (p) =>
    `Linje ${p.line} hører ikke til en eksport af auditloggen. Lav en med: sixfour audit export`,
  approvalPeriod: (p) =>
    `Et svar gælder i højst ${p.max} ${p.max === 1 ? 'dag' : 'dage'}. Angiv hvor længe med --for, fx --for 2h eller --for 7d.`,
  ruleInvalid: (p) => `"${p.value}" ${rules[p.reason]()}.`,
};

/** Why a client may not. */
export const denyReasons: Translation<typeof englishDeny> = {
  'no-rule': () => 'ingen af dens regler dækker det navn',
  type: () => 'dens regel er til en anden type challenge',
  source: () => 'dens regel er til andre afsenderadresser',
  'account-untold': () =>
    'dens regel er til bestemte ACME-konti, og denne protokol siger ikke, hvilken det er (brug httpreq i RAW-tilstand)',
  account: () => 'dens regel er til en anden ACME-konto',
  window: () => 'dens regel er ikke åben på dette tidspunkt',
  approval: () => 'en administrator skal først godkende det',
  quota: () => 'kvoten for dens regel er brugt op',
  key: () => 'nøglen er til et andet navn',
};
const deny = translated(englishDeny, denyReasons);

export const quotaNames: Translation<typeof englishQuotas> = {
  live: () => 'værdier på én gang',
  presents: () => 'nye værdier i timen',
  names: () => 'navne i døgnet',
};
const quotas = translated(englishQuotas, quotaNames);

type Denial = Parameters<(typeof english)['notDelegatedTo']>[0] & { readonly reason: DenyReasonName };

function denialDetail(p: Denial): string {
  if (p.deniedUntil !== undefined) return ` og har sagt nej indtil ${p.deniedUntil}`;
  if (p.reason === 'approval') return `: sixfour approval approve ${p.client} ${p.name}`;
  if (p.opens !== undefined) return p.opens === null ? ' og åbner ikke igen' : `; den åbner ${p.opens}`;
  if (p.quota === undefined) return '';
  const room = typeof p.room === 'string' ? `; der er plads igen ${p.room}` : '';
  return ` (${quotas[p.quota]()})${room}`;
}

export const ruleProblems: Translation<typeof englishRules> = {
  name: () =>
    'er ikke et navn til en regel: NAME (selve navnet), *.NAME (navnene én label under det) eller **.NAME (alle under det)',
  network: () => 'er ikke et netværk, fx 2001:db8::/32 eller 192.0.2.7',
  thumbprint: () => 'er ikke thumbprint af en kontonøgle (43 tegn, RFC 7638)',
  window: () =>
    'er ikke et tidsvindue: dage, klokkeslæt og en zone fra IANA-databasen, fx Mon-Fri 08:00-18:00 Europe/Berlin',
  date: () => 'er ikke en dato, fx 2027-01-31 eller 2027-01-31T12:00:00Z',
  dates: () => 'er forbi, før det begynder: --until skal være senere end --from',
  lifetime: () => 'er ikke en levetid for en værdi: fra ét minut til én time, fx 10m',
};
const rules = translated(englishRules, ruleProblems);
