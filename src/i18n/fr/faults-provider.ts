import {
  type providerFaults as english,
  providerTroubles as englishTroubles,
} from '../en/faults-provider.ts';
import { type Translation, translated } from '../translation.ts';

/** French messages of faults of DNS providers. What a provider answered is never in those that clients see. */
export const providerFaults: Translation<typeof english> = {
  providerFailed: (p) =>
    `Le fournisseur DNS qui détient ${p.name} ne l’a pas fait : ${TROUBLES[p.outcome]()}. Son administrateur en voit davantage avec : sixfour provider list`,
  providerLate: (p) =>
    `Le fournisseur DNS qui détient ${p.name} n’a pas dit à temps que c’était fait. Réessayez dans une minute ; son administrateur en voit davantage avec : sixfour provider list`,
  noSuchProvider: (p) => `Il n’y a pas de fournisseur « ${p.name} ». Pour les lister : sixfour provider list`,
  providerExists: (p) =>
    `Il y a déjà un fournisseur « ${p.name} ». Choisissez un autre nom, ou supprimez-le d’abord.`,
  providerZoneTaken: (p) =>
    `Un autre fournisseur a déjà l’une des zones de « ${p.name} » : une zone n’en a qu’un. Voir : sixfour provider list`,
  providerNameRefused: (p) =>
    `« ${p.name} » ne peut pas nommer un fournisseur : de 1 à 32 lettres minuscules, chiffres et traits d’union, sans trait d’union aux extrémités.`,
  providerZoneRefused: (p) => `« ${p.zone} » n’est pas le nom d’une zone, p. ex. example.com`,
  providerKindUnknown: (p) => `« ${p.kind} » n’est pas un type de fournisseur. Il y a : ${p.kinds}`,
  providerInputInvalid: (p) =>
    `Les ${PARTS[p.part] ?? p.part} sont inutilisables : ${p.reason}. Ce dont ce type a besoin figure dans docs/providers.md.`,
  providerCredentialsUnread: (p) =>
    `Les identifiants d’accès ne peuvent pas être lus de ${p.from} : ${p.cause}. Ils forment un seul objet JSON.`,
  providerInUse: (p) =>
    `Le fournisseur « ${p.name} » pourrait encore avoir des valeurs de nous (sixfour provider show ${p.name}). Laissez-les d’abord disparaître, ou abandonnez-les sur place avec --force.`,
};

/** Why a provider did not do it. */
export const providerTroubles: Translation<typeof englishTroubles> = {
  unauthorized: () => 'il a refusé les identifiants d’accès, ou ceux-ci n’en ont pas le droit',
  'no-zone': () => 'il n’a pas la zone',
  'rate-limited': () => 'il a été sollicité trop souvent',
  conflict: () => 'un autre programme modifie le même nom en même temps',
  refused: () => 'il a refusé',
  timeout: () => 'il n’a pas répondu à temps',
  unreachable: () => 'il n’a pas pu être joint',
  malformed: () => 'sa réponse n’a pas pu être comprise',
};
const TROUBLES = translated(englishTroubles, providerTroubles);

const PARTS: Readonly<Record<string, string>> = { options: 'options', credentials: 'identifiants d’accès' };
