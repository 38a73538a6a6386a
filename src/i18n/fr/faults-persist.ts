import { type persistFaults as english, persistProblems as englishProblems } from '../en/faults-persist.ts';
import { type Translation, translated } from '../translation.ts';
import { plural } from './plural.ts';

/** French messages about records of dns-persist-01: what the inventory refuses, and what is found wrong; findings end with what mends them. */
export const persistFaults: Translation<typeof english> = {
  persistNameUnknown: (p) =>
    `L’inventaire n’a pas de tel enregistrement de ${p.name}. Pour lister ce qu’il contient : sixfour persist list`,
  persistRecordExists: (p) =>
    `L’inventaire a déjà un enregistrement de ${p.name} pour ce compte de ${p.issuer}. Pour le modifier, retirez-le d’abord : sixfour persist remove ${p.name} --issuer ${p.issuer}`,
  tooManyPersistRecords: (p) =>
    `L’inventaire a déjà ${p.max} enregistrements de ${p.name}. Retirez ceux dont vous n’avez plus besoin : sixfour persist remove ${p.name}`,
  persistRecordInvalid: (p) => `« ${p.value} » ${PROBLEMS[p.reason]()}.`,
  persistMissing: (p) =>
    `${p.owner} n’a pas l’enregistrement de l’inventaire sur ${p.servers}. Publiez : ${p.record}`,
  persistDrift: (p) =>
    `Un enregistrement à ${p.owner} diffère de l’inventaire par ${p.differs}. Publiez à la place : ${p.record}`,
  persistTwice: (p) =>
    `${p.owner} a ${p.count} enregistrements pour un même compte de ${p.issuer} ; celui qui lui permet le plus l’emporte. N’en laissez qu’un.`,
  persistUnknownAccount: (p) =>
    `Un enregistrement à ${p.owner} permet de certifier le nom à un compte de ${p.issuer} qui n’est pas dans l’inventaire : ${p.account}. Retirez l’enregistrement de la zone, ou mettez-le à l’inventaire : sixfour persist add`,
  persistUnknownIssuer: (p) =>
    `Un enregistrement à ${p.owner} est pour une AC qui n’est pas dans l’inventaire : ${p.issuer}. Retirez l’enregistrement de la zone, ou mettez-le à l’inventaire : sixfour persist add`,
  persistUnreadable: (p) =>
    `${p.owner} a ${p.count} ${plural(p.count, 'enregistrement TXT qu’une AC ne peut pas lire comme enregistrement', 'enregistrements TXT qu’une AC ne peut pas lire comme enregistrements')} de dns-persist-01. ${plural(p.count, 'Retirez-le', 'Retirez-les')} ; les bons sont affichés par : sixfour persist show`,
  persistEnded: (p) =>
    `L’enregistrement pour ${p.issuer} à ${p.owner} a pris fin avec son persistUntil, ${p.until} : il ne prouve plus rien. Ajoutez-le de nouveau avec une fin plus tardive, ou retirez-le : sixfour persist remove`,
  persistEndsSoon: (p) =>
    `L’enregistrement pour ${p.issuer} à ${p.owner} prend fin avec son persistUntil, ${p.until}, dans moins de ${p.days} ${plural(p.days, 'jour', 'jours')}. Publiez-en un avec une fin plus tardive : sixfour persist remove, puis sixfour persist add`,
  persistServersDiffer: (p) =>
    `Les serveurs de noms de ${p.zone} ne répondent pas tous la même chose à ${p.owner}. Attendez que tous aient la dernière version de la zone ; s’ils restent en désaccord, réparez le transfert vers ceux qui sont en retard.`,
  persistAliasElsewhere: (p) =>
    `Un CNAME mène de ${p.owner} à ${p.target}, où l’enregistrement de l’inventaire ne se trouve pas. Publiez-le là-bas, ou retirez le CNAME et publiez : ${p.record}`,
};

export const persistProblems: Translation<typeof englishProblems> = {
  issuer: () =>
    'n’est pas un nom de domaine d’émetteur : un nom d’hôte par lequel les enregistrements désignent l’AC, p. ex. ca.example.net',
  account: () =>
    'n’est pas une URL de compte, p. ex. https://ca.example.net/acme/account/1 (2 000 caractères au plus)',
  hash: () =>
    'n’est pas une URI de compte hachée (le draft 02 la termine par sha-256/ et 43 caractères) ; indiquez l’URL du compte avec --thumbprint et --hash-prefix pour la faire construire',
  until: () => 'n’est pas une date : 2027-01-31, ou 2027-01-31T12:00:00Z',
  past: () => 'est déjà passé',
};
const PROBLEMS = translated(englishProblems, persistProblems);
