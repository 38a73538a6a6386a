import {
  type providerFaults as english,
  providerTroubles as englishTroubles,
} from '../en/faults-provider.ts';
import { type Translation, translated } from '../translation.ts';
import { term } from './terms.ts';

/** Danish messages of faults of DNS providers. What a provider answered is never in those that clients see. */
export const providerFaults: Translation<typeof english> = {
  providerFailed: (p) =>
    `DNS-udbyderen, der står for ${p.name}, gjorde det ikke: ${troubles[p.outcome]()}. Administratoren ser mere med: sixfour provider list`,
  providerLate: (p) =>
    `DNS-udbyderen, der står for ${p.name}, sagde ikke i tide, at det var gjort. Prøv igen om et minut; administratoren ser mere med: sixfour provider list`,
  noSuchProvider: (p) => `Udbyderen "${p.name}" findes ikke. Vis dem med: sixfour provider list`,
  providerExists: (p) => `Udbyderen "${p.name}" findes allerede. Vælg et andet navn, eller fjern den først.`,
  providerZoneTaken: (p) =>
    `En anden udbyder har allerede en af zonerne for "${p.name}": en zone har kun én. Se: sixfour provider list`,
  providerNameRefused: (p) =>
    `"${p.name}" kan ikke være navn på en udbyder: 1 til 32 små bogstaver, cifre og bindestreger, ingen bindestreg yderst.`,
  providerZoneRefused: (p) => `"${p.zone}" er ikke navnet på en zone, fx example.com`,
  providerKindUnknown: (p) => `"${p.kind}" er ikke en slags udbyder. Der er: ${p.kinds}`,
  providerInputInvalid: (p) =>
    `${PARTS[p.part] ?? p.part} kan ikke bruges: ${p.reason}. Hvad denne slags kræver, står i docs/providers.md.`,
  providerCredentialsUnread: (p) =>
    `Adgangsoplysningerne kan ikke læses fra ${term(p.from)}: ${p.cause}. De er ét JSON-objekt.`,
  providerInUse: (p) =>
    `Udbyderen "${p.name}" har måske stadig værdier fra os (sixfour provider show ${p.name}). Lad dem forsvinde først, eller efterlad dem dér med --force.`,
};

const PARTS: Readonly<Record<string, string>> = {
  options: 'Tilvalgene',
  credentials: 'Adgangsoplysningerne',
};

/** Why a provider did not do it. */
export const providerTroubles: Translation<typeof englishTroubles> = {
  unauthorized: () => 'den afviste adgangsoplysningerne, eller også giver de ikke lov til dette',
  'no-zone': () => 'den har ikke zonen',
  'rate-limited': () => 'den blev spurgt for ofte',
  conflict: () => 'et andet program ændrer det samme navn på samme tid',
  refused: () => 'den afviste',
  timeout: () => 'den svarede ikke i tide',
  unreachable: () => 'den kunne ikke nås',
  malformed: () => 'dens svar kunne ikke forstås',
};
const troubles = translated(englishTroubles, providerTroubles);
