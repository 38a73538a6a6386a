import {
  type delegationFaults as english,
  denyReasons as englishDenials,
  quotaNames as englishQuotas,
  ruleProblems as englishProblems,
} from '../en/faults-delegation.ts';
import { type Translation, translated } from '../translation.ts';

/** French messages of faults of the delegation: clients, rules, and what clients ask for. */
export const delegationFaults: Translation<typeof english> = {
  clientKeyUnknown: () =>
    'Cette clé n’est pas connue ici, ou pas pour cet usage. Créez un client et sa clé avec : sixfour client add NAME',
  tooManyWrongKeys: () =>
    'Trop de clés erronées sont venues de votre réseau : celle-ci n’a donc pas été examinée. Attendez quelques secondes.',
  notAChallengeName: (p) =>
    `« ${p.name} » n’est ni le nom d’un défi (_acme-challenge.NAME), ni une étiquette d’une zone servie ici.`,
  notDelegatedTo: (p) =>
    `Le client « ${p.client} » n’a pas le droit de répondre au défi de ${p.name} : ${DENIALS[p.reason]()}${denialDetail(p)}. Voir : sixfour rule explain ${p.name}`,
  challengeValueRefused: () =>
    'La valeur n’est pas de dns-01 : celle-ci a 43 caractères, lettres, chiffres, traits d’union et tirets bas (RFC 8555, 8.4).',
  challengeRequestMalformed: (p) => `La requête est inutilisable : ${p.reason}.`,
  tooManyChallengeValues: (p) =>
    `Le défi de ${p.name} a déjà ${p.max} valeurs. Elles disparaissent quand leurs clients font le ménage, ou une heure après leur arrivée.`,
  labelTaken: (p) =>
    `L’étiquette que ${p.name} recevrait représente déjà un autre nom. Utilisez un autre style d’étiquettes pour cette zone (delegation.zones dans docs/settings.md).`,
  delegationOff: () =>
    'Aucune zone où déléguer n’est configurée. Nommez-en une dans les paramètres : delegation.zones, voir docs/delegated-names.md.',
  noSuchZone: (p) => `Il n’y a pas de zone « ${p.zone} » dans les paramètres (delegation.zones).`,
  nameServersMissing: (p) =>
    `La zone ${p.zone} n’a pas de serveurs de noms dans les paramètres. Indiquez delegation.zones.${p.zone}.name_servers.`,
  nameServerWithoutAddress: (p) =>
    `Le serveur de noms ${p.host} se trouve dans la zone ${p.zone} elle-même : ses adresses sont donc données d’ici ; indiquez-les dans delegation.zones.${p.zone}.name_servers.`,
  secondaryWithoutAddress: (p) =>
    `Le secondaire « ${p.secondary} » n’a pas d’adresse dans les paramètres. Indiquez delegation.secondaries.${p.secondary}.addresses.`,
  secondaryKeyUnreadable: (p) =>
    `La clé TSIG du secondaire « ${p.secondary} » est inutilisable : ${p.file === '' ? 'aucun key_file n’est indiqué' : `${p.file} : ${p.cause}`}. Créez-en une avec : sixfour zone secondary-key`,
  secondaryZoneUnknown: (p) =>
    `Le secondaire « ${p.secondary} » doit avoir la zone ${p.zone}, qui n’est pas dans delegation.zones.`,
  secondaryOfSignedZone: (p) =>
    `La zone ${p.zone} est signée au moment où elle est servie (dnssec = true) : le secondaire « ${p.secondary} » ne peut donc pas l’avoir, car ses signatures et ses preuves d’inexistence sont faites pour chaque question, et aucune liste d’enregistrements ne les contient. Nommez ses autres zones dans delegation.secondaries.${p.secondary}.zones, ou renoncez à l’un des deux.`,
  zoneNotSigned: (p) =>
    `La zone ${p.zone} n’est pas signée (delegation.zones.${p.zone}.dnssec), ou n’a pas encore de clé : il n’y en a donc pas à changer.`,
  rolloverUnderWay: (p) =>
    `La clé de ${p.zone} est déjà en cours de changement. Voir : sixfour zone show ${p.zone}`,
  noRollover: (p) => `La clé de ${p.zone} n’est pas en cours de changement.`,
  rolloverTooLate: (p) =>
    `La zone parente de ${p.zone} nomme déjà la nouvelle clé : le changement ne peut donc plus être abandonné. Quand il sera terminé, changez de nouveau la clé.`,
  dsNotAwaited: (p) =>
    `L’enregistrement DS de la nouvelle clé de ${p.zone} n’est pas à publier maintenant. Voir : sixfour zone show ${p.zone}`,
  dsNotPublished: (p) =>
    `La zone parente de ${p.zone} a été interrogée, et n’a pas l’enregistrement DS de la nouvelle clé. Publiez-le, puis redemandez. Voir : sixfour zone show ${p.zone}`,
  noSuchClient: (p) => `Il n’y a pas de client « ${p.name} ». Pour les lister : sixfour client list`,
  clientExists: (p) =>
    `Il y a déjà un client « ${p.name} ». Choisissez un autre nom, ou supprimez-le d’abord.`,
  clientNameRefused: (p) =>
    `« ${p.name} » ne peut pas nommer un client : de 1 à 32 lettres minuscules, chiffres et traits d’union, sans trait d’union aux extrémités.`,
  tsigKeyNameRefused: (p) =>
    `« ${p.key} » ne peut pas nommer une clé TSIG : un nom de domaine en minuscules, de 100 caractères au plus, p. ex. web1.acme-update`,
  tsigKeyExists: (p) =>
    `Il y a déjà une clé TSIG « ${p.key} ». Choisissez un autre nom, ou supprimez-la d’abord.`,
  tooManyTsigKeys: (p) =>
    `Le client « ${p.client} » a déjà ${p.max} clés TSIG. Supprimez-en une avec : sixfour client key remove ${p.client} KEY`,
  noSuchTsigKey: (p) =>
    `Le client « ${p.client} » n’a pas de clé TSIG « ${p.key} ». Voir : sixfour client show ${p.client}`,
  noSuchRule: (p) => `Il n’y a pas de règle « ${p.id} ». Pour les lister : sixfour rule list`,
  auditKeyUnreadable: (p) =>
    `${p.file} ne contient pas de clé publique d’un journal d’audit. Affichez la bonne avec : sixfour audit key`,
  auditFileUnreadable: (p) => `${p.file} ne peut pas être lu (${p.cause}).`,
  auditLineUnreadable: (p) =>
    `La ligne ${p.line} ne vient pas d’un export du journal d’audit. Faites-en un avec : sixfour audit export`,
  approvalPeriod: (p) =>
    `Une réponse est valable ${p.max} jours au plus. Dites pour combien de temps avec --for, p. ex. --for 2h ou --for 7d.`,
  ruleInvalid: (p) => `« ${p.value} » ${PROBLEMS[p.reason]()}.`,
};

/** Why a client may not. */
export const denyReasons: Translation<typeof englishDenials> = {
  'no-rule': () => 'aucune de ses règles ne couvre ce nom',
  type: () => 'sa règle concerne un autre type de défi',
  source: () => 'sa règle concerne d’autres adresses source',
  'account-untold': () =>
    'sa règle concerne certains comptes ACME, et ce protocole n’indique pas lequel demande (utilisez httpreq en mode RAW)',
  account: () => 'sa règle concerne un autre compte ACME',
  window: () => 'sa règle n’est pas ouverte à cette heure',
  approval: () => 'un administrateur doit d’abord l’approuver',
  quota: () => 'le quota de sa règle est épuisé',
  key: () => 'la clé est pour un autre nom',
};
const DENIALS = translated(englishDenials, denyReasons);

export const quotaNames: Translation<typeof englishQuotas> = {
  live: () => 'valeurs à la fois',
  presents: () => 'présentations par heure',
  names: () => 'noms par jour',
};
const QUOTAS = translated(englishQuotas, quotaNames);

function denialDetail(p: Parameters<typeof english.notDelegatedTo>[0]): string {
  if (p.deniedUntil !== undefined) return `, et a refusé jusqu’au ${p.deniedUntil}`;
  if (p.reason === 'approval') return ` : sixfour approval approve ${p.client} ${p.name}`;
  if (p.opens !== undefined)
    return p.opens === null ? ', et ne s’ouvrira plus' : ` ; elle s’ouvre le ${p.opens}`;
  if (p.quota === undefined) return '';
  const room = typeof p.room === 'string' ? ` ; il y aura de nouveau de la place le ${p.room}` : '';
  return ` (${QUOTAS[p.quota]()})${room}`;
}

export const ruleProblems: Translation<typeof englishProblems> = {
  name: () =>
    'n’est pas un nom pour une règle : NAME (lui-même), *.NAME (les noms une étiquette en dessous) ou **.NAME (tous ceux en dessous)',
  network: () => 'n’est pas un réseau, p. ex. 2001:db8::/32 ou 192.0.2.7',
  thumbprint: () => 'n’est pas l’empreinte d’une clé de compte (43 caractères, RFC 7638)',
  window: () =>
    'n’est pas une plage horaire : jours, heures et fuseau de la base IANA, p. ex. Mon-Fri 08:00-18:00 Europe/Berlin',
  date: () => 'n’est pas une date, p. ex. 2027-01-31 ou 2027-01-31T12:00:00Z',
  dates: () => 'prend fin avant de commencer : --until doit être postérieur à --from',
  lifetime: () => 'n’est pas une durée de vie de valeur : d’une minute à une heure, p. ex. 10m',
};
const PROBLEMS = translated(englishProblems, ruleProblems);
