import type { delegation as english } from '../en/cli-delegation.ts';
import type { Translation } from '../translation.ts';
import { denyReasons } from './faults-delegation.ts';
import { plural } from './plural.ts';

/** French texts of `sixfour name`, `client` and `rule`. */
export const delegation: Translation<typeof english> = {
  describe: {
    name: () => 'où l’on répond au défi d’un nom, et l’enregistrement que son propriétaire publie',
    zone: () => 'zones auxquelles les défis sont délégués',
    zoneRoll: () => 'changer la clé d’une zone signée, pas à pas ; `zone show` indique la suite',
    zoneSecondaryKey: () =>
      'créer une clé TSIG pour un secondaire, et l’afficher sous forme de fichier pour les deux côtés',
    zoneShow: () => 'afficher les zones, et les enregistrements NS et DS que publient les zones parentes',
    client: () => 'programmes qui peuvent répondre aux défis des noms délégués',
    clientAdd: () => 'créer un client et sa clé ; la clé n’est affichée qu’une fois',
    clientList: () => 'lister les clients',
    clientShow: () => 'afficher un client : ses clés, ses règles, et ce qui est arrivé à ses défis',
    clientKeyRemove: () => 'retirer une clé TSIG',
    clientRemove: () => 'supprimer un client ; ses clés, règles et valeurs disparaissent aussitôt',
    rule: () => 'quel client peut répondre aux défis de quels noms ; sans règle, personne ne le peut',
    ruleAdd: () => 'permettre à un client de répondre aux défis de noms',
    ruleList: () => 'lister les règles, les plus récentes d’abord',
    ruleRemove: () => 'retirer des règles ; les valeurs qu’elles permettaient disparaissent aussitôt',
    ruleExplain: () => 'dire qui peut répondre au défi d’un nom, et pourquoi',
    approval: () => 'ce que des clients attendent de voir approuvé, pour les règles qui l’exigent',
    approvalList: () => 'lister ce qui attend, et les réponses en vigueur',
    approvalApprove: () => 'permettre à un client, pour un temps, de répondre au défi d’un nom',
    approvalDeny: () => 'refuser pour un temps ; une approbation en vigueur prend fin',
  },
  arguments: {
    names: () => 'noms d’hôtes ; sans aucun, une liste est lue sur l’entrée standard',
    zone: () => 'l’une des delegation.zones (par défaut : toutes)',
    signedZone: () => 'l’une des delegation.zones, signée',
    secondaryKey: () => 'le nom de la clé : un nom de domaine, p. ex. ns2.acme-transfer',
    name: () => 'un nom d’hôte, p. ex. www.example.org',
    client: () => 'le nom du client : lettres minuscules, chiffres et traits d’union',
    tsigKey: () => 'le nom de la clé TSIG',
    ruleNames: () =>
      'NAME (lui-même), *.NAME (les noms une étiquette en dessous), **.NAME (tous ceux en dessous)',
    ids: () => 'leurs identifiants, tirés de la liste',
  },
  flags: {
    zone: () => 'l’une des delegation.zones (par défaut : la première)',
    abort: () => 'abandonner le changement : l’ancienne clé reste',
    dsPublished: () =>
      'indiquer que la zone parente a le nouvel enregistrement DS, si elle ne peut être interrogée d’ici',
    purpose: () => 'pour quel usage : dns-01, dns-account-01 ou dns-persist-01',
    accountUrl: () => 'avec dns-account-01 : l’URL du compte ACME',
    style: () => 'forme de l’étiquette, si la zone n’est pas de ce serveur',
    ns: () => 'des enregistrements NS au lieu d’un CNAME : le défi devient une zone à part entière',
    file: () => 'lire les noms dans ce fichier, un par ligne',
    decode: () => 'dire quel nom une étiquette représente',
    type: () => 'type de défi (répétable) : dns-01, dns-account-01',
    network: () => 'seulement depuis ces adresses, p. ex. 2001:db8::/32 (répétable)',
    window: () =>
      'seulement à ces moments (répétable) : jours, heures et fuseau horaire, p. ex. "Mon-Fri 08:00-18:00 Europe/Berlin"',
    from: () => 'seulement à partir de ce moment, p. ex. 2027-01-31 ou 2027-01-31T12:00:00Z',
    until: () => 'seulement avant ce moment',
    live: () => 'nombre maximal de valeurs à la fois',
    presentsPerHour: () => 'nombre maximal de présentations par heure',
    namesPerDay: () => 'nombre maximal de noms par jour',
    approval: () =>
      'demander à un administrateur : "first", avant la première utilisation de chaque nom ; "always", avant chaque utilisation',
    lifetime: () => 'durée de vie d’une valeur, p. ex. 10m (1h par défaut et au plus)',
    at: () => 'comme si l’on demandait à ce moment, p. ex. 2027-01-31T12:00:00Z',
    state: () => 'seulement celles-ci : pending, approved ou denied',
    approvalFor: () => 'pour combien de temps, p. ex. 2h ou 7d (par défaut : 1d)',
    account: () =>
      'seulement pour ces comptes ACME : empreintes de leurs clés (répétable ; httpreq en mode RAW)',
    tsig: () => 'le nom de la clé, tel que le client l’envoie : un nom de domaine, p. ex. web1.acme-update',
    algorithm: () => 'l’algorithme avec lequel elle signe',
    ofClient: () => 'seulement de ce client',
    source: () => 'comme si l’on demandait depuis cette adresse',
    forAccount: () => 'comme si l’on demandait pour ce compte ACME (empreinte de sa clé)',
    forType: () => 'pour ce type de défi',
  },
  columns: {
    zone: () => 'zone',
    dnssec: () => 'DNSSEC',
    name: () => 'nom',
    challenge: () => 'défi',
    target: () => 'réponse à',
    publish: () => 'à publier',
    client: () => 'client',
    created: () => 'créé le',
    user: () => 'utilisateur',
    tsigKey: () => 'clé TSIG',
    algorithm: () => 'algorithme',
    key: () => 'clé',
    rule: () => 'règle',
    types: () => 'types',
    conditions: () => 'seulement',
    at: () => 'quand',
    event: () => 'événement',
    source: () => 'depuis',
    says: () => 'réponse',
    state: () => 'état',
    until: () => 'jusqu’au',
    by: () => 'par',
    id: () => 'id',
  },
  zoneSigned: (p) => {
    if (!p.dnssec) return p.keyTag === null ? 'non' : `non (sa clé ${p.keyTag} est conservée)`;
    return p.keyTag === null ? 'oui' : `oui, clé ${p.keyTag}`;
  },
  rollover: () => 'changement de clé',
  rolloverPhase: {
    'key-published': (p) => `la nouvelle clé ${p.keyTag} est publiée à côté de l’ancienne`,
    'ds-awaited': (p) =>
      `l’enregistrement DS de la nouvelle clé ${p.keyTag} est attendu dans la zone parente`,
    'ds-changed': (p) =>
      `la nouvelle clé ${p.keyTag} signe ; l’ancienne disparaît quand plus aucun cache n’en a besoin`,
    aborting: (p) => `abandonné : la nouvelle clé ${p.keyTag} disparaît quand plus personne n’en dépend`,
  },
  rolloverNext: (p) =>
    p.at === null ? 'se poursuit quand la zone parente a l’enregistrement DS' : `se poursuit le ${p.at}`,
  dsSeen: {
    unknown: () => 'inconnu : la zone parente n’a pas pu être interrogée',
    old: () => 'l’ancien',
    both: () => 'les deux',
    new: () => 'le nouveau',
    neither: () => 'aucune de ces clés',
  },
  dsAbove: () => 'DS dans la zone parente',
  nextStep: () => 'ensuite',
  dsToPublish: () =>
    'La zone parente publie maintenant cet enregistrement DS au lieu de l’ancien (ou lit CDS, RFC 8078) :',
  secondary: () => 'secondaire',
  secondaryServes: (p) => {
    const has = p.serial === null ? 'n’a pas dit ce qu’il sert' : `sert le numéro de série ${p.serial}`;
    return p.since === null ? has : `EN RETARD depuis ${p.since} : ${has} ; la zone en est à ${p.wanted}`;
  },
  lag: () => 'retard',
  lagLine: (p) =>
    p.until === null
      ? `${p.secondary} (${p.address}) depuis ${p.since}`
      : `${p.secondary} (${p.address}) de ${p.since} à ${p.until}`,
  zoneKeyToCome: () =>
    'Elle n’a pas encore de clé : le serveur la crée à son prochain démarrage. L’enregistrement DS à publier s’affichera alors ici.',
  zoneMissing: () =>
    'Quelle zone ? Configurez-en une (delegation.zones dans docs/settings.md), ou nommez-en une avec --zone.',
  accountUrlMissing: () => 'dns-account-01 a un nom par compte : indiquez son URL avec --account-url.',
  nothingToName: () =>
    'Indiquez un nom d’hôte, donnez une liste avec --file, ou envoyez-en une sur l’entrée standard.',
  tooManyLines: (p) => `Une liste contient au plus ${p.max} noms : découpez-la en plusieurs.`,
  fileUnreadable: (p) => `${p.file} ne peut pas être lu (${p.cause}).`,
  badLine: (p) => `ligne ${p.line} : ${p.message}`,
  styleDiffers: (p) =>
    `Ce serveur donne des étiquettes de style ${p.style} dans ${p.zone} : on n’y répond pas pour un nom d’un autre style.`,
  challengeZonesOff: () =>
    'Ce serveur ne répond pour des défis qui sont des zones à part entière qu’avec delegation.challenge_zones = true.',
  decoded: (p) => `${p.label} représente ${p.name} (${p.purpose}).`,
  decodedHash: (p) =>
    `${p.label} représente un nom trop long pour une étiquette et qui commence, par la fin, par ${p.readable} (${p.purpose}). Seul son condensat figure dans l’étiquette.`,
  decodedNone: (p) => `${p.label} n’est pas une étiquette que ce programme créerait pour un nom.`,
  clientAdded: (p) =>
    `Le client « ${p.name} » est créé. Donnez-lui les deux ; la clé ne sera plus affichée.\nutilisateur : ${p.user} (ou ${p.name})\nclé : ${p.key}`,
  clientNext: (p) => `Il n’a encore aucun droit. Par exemple : sixfour rule add ${p.name} www.example.org`,
  clientRemoved: (p) => `Le client « ${p.name} » est supprimé ; aucune de ses valeurs n’est plus servie.`,
  tsigKeyAdded: (p) =>
    `La clé TSIG « ${p.name} » est créée pour le client « ${p.client} ». Son secret ne sera plus affiché.`,
  tsigKeyFile: () => 'Pour nsupdate -k et knsupdate -k, dans un fichier :',
  tsigKeyCertbot: () => 'Pour certbot, dans le fichier de --dns-rfc2136-credentials :',
  tsigKeyNoServer: () =>
    'Personne ne reçoit encore les mises à jour : définissez delegation.updates.addresses, démarrez le serveur, et mettez là son adresse et son port.',
  tsigKeyRemoved: (p) => `La clé TSIG « ${p.key} » du client « ${p.client} » est supprimée.`,
  tsigKeys: () => 'Clés TSIG',
  keyForAll: () => 'tout ce que ses règles permettent',
  keyFrom: (p) => `, depuis ${p.networks}`,
  keys: () => 'Clés',
  rules: () => 'Règles',
  events: () => 'Ce qui s’est passé',
  conditions: {
    networks: (p) => `depuis ${p.networks}`,
    accounts: (p) => `compte ACME ${p.accounts}`,
    windows: (p) => p.windows,
    from: (p) => `à partir de ${p.at}`,
    until: (p) => `avant ${p.at}`,
    live: (p) => `au plus ${p.max} ${plural(p.max, 'valeur', 'valeurs')} à la fois`,
    presentsPerHour: (p) => `au plus ${p.max} ${plural(p.max, 'présentation', 'présentations')} par heure`,
    namesPerDay: (p) => `au plus ${p.max} ${plural(p.max, 'nom', 'noms')} par jour`,
    approval: (p) =>
      p.approval === 'first' ? 'première utilisation d’un nom approuvée' : 'approuvé à chaque fois',
    lifetime: (p) =>
      `les valeurs vivent ${p.seconds % 60 === 0 ? `${p.seconds / 60} ${plural(p.seconds / 60, 'minute', 'minutes')}` : `${p.seconds} s`}`,
  },
  ruleAdded: (p) => `« ${p.client} » peut répondre au défi de ${p.name} (règle ${p.id}).`,
  ruleBelow: (p) => `L’enregistrement dont chacun d’eux a besoin est affiché par : sixfour name ${p.name}`,
  publish: () => 'Son propriétaire publie, une fois :',
  approvalAnswered: (p) =>
    p.state === 'approved'
      ? `« ${p.client} » peut répondre au défi de ${p.name} jusqu’au ${p.until}.`
      : `« ${p.client} » ne peut pas répondre au défi de ${p.name} jusqu’au ${p.until}.`,
  approvalState: {
    pending: () => 'en attente',
    approved: () => 'approuvé',
    denied: () => 'refusé',
    used: () => 'approuvé et utilisé',
  },
  ruleRemoved: (p) => `La règle ${p.id} est supprimée ; ce qu’elle permettait n’est plus servi.`,
  event: {
    presented: () => 'présenté',
    cleaned: () => 'nettoyé',
    refused: () => 'refusé',
    fetched: () => 'lu par un résolveur',
  },
  nobody: (p) => `Personne ne peut répondre au défi de ${p.name} : aucune règle ne le couvre.`,
  says: {
    allows: () => 'peut',
    depends: (p) => `peut, selon ${p.on}`,
    denies: (p) => `ne peut pas : ${p.reason}${p.opens === null ? '' : ` ; s’ouvre le ${p.opens}`}`,
  },
  dependsOn: {
    source: () => 'l’adresse source',
    account: () => 'le compte ACME',
    time: () => 'l’heure',
    quota: () => 'la place dans son quota',
    approval: () => 'l’approbation',
  },
  denyReasons,
};
