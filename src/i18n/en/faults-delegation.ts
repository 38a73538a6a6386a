/** English messages of faults of the delegation: clients, rules, and what clients ask for. */
export const delegationFaults = {
  clientKeyUnknown: () =>
    'This key is not known here, or not for this use. Make a client and its key with: sixfour client add NAME',
  tooManyWrongKeys: () =>
    'Too many wrong keys came from your network, so that this one was not looked at. Wait a few seconds.',
  notAChallengeName: (p: { name: string }) =>
    `"${p.name}" is neither the name of a challenge (_acme-challenge.NAME) nor a label of a zone that is served here.`,
  notDelegatedTo: (p: { client: string; name: string; reason: DenyReasonName } & DenialDetail) =>
    `Client "${p.client}" may not answer the challenge of ${p.name}: ${denyReasons[p.reason]()}${denialDetail(p)}. See: sixfour rule explain ${p.name}`,
  challengeValueRefused: () =>
    'The value is not one of dns-01: it has 43 characters, letters, digits, hyphens and underscores (RFC 8555, 8.4).',
  challengeRequestMalformed: (p: { reason: string }) => `The request cannot be used: ${p.reason}.`,
  tooManyChallengeValues: (p: { name: string; max: number }) =>
    `The challenge of ${p.name} has ${p.max} values already. They go when their clients clean up, or an hour after they came.`,
  labelTaken: (p: { name: string }) =>
    `The label that ${p.name} would have stands for another name already. Use another style of labels for this zone (delegation.zones in docs/settings.md).`,
  delegationOff: () =>
    'No zone is set up to delegate to. Name one in the settings: delegation.zones, see docs/delegated-names.md.',
  noSuchZone: (p: { zone: string }) => `There is no zone "${p.zone}" in the settings (delegation.zones).`,
  nameServersMissing: (p: { zone: string }) =>
    `The zone ${p.zone} has no name servers in the settings. Give delegation.zones.${p.zone}.name_servers.`,
  nameServerWithoutAddress: (p: { zone: string; host: string }) =>
    `The name server ${p.host} lies in the zone ${p.zone} itself, so its addresses are answered from here: give them in delegation.zones.${p.zone}.name_servers.`,
  secondaryWithoutAddress: (p: { secondary: string }) =>
    `The secondary "${p.secondary}" has no address in the settings. Give delegation.secondaries.${p.secondary}.addresses.`,
  secondaryKeyUnreadable: (p: { secondary: string; file: string; cause: string }) =>
    `The TSIG key of the secondary "${p.secondary}" cannot be used: ${p.file === '' ? 'no key_file is given' : `${p.file}: ${p.cause}`}. Make one with: sixfour zone secondary-key`,
  secondaryZoneUnknown: (p: { secondary: string; zone: string }) =>
    `The secondary "${p.secondary}" is to have the zone ${p.zone}, which is not in delegation.zones.`,
  secondaryOfSignedZone: (p: { secondary: string; zone: string }) =>
    `The zone ${p.zone} is signed as it is served (dnssec = true), so the secondary "${p.secondary}" cannot have it: its signatures and denials are made for each question, and no list of records holds them. Name its other zones in delegation.secondaries.${p.secondary}.zones, or leave one of the two out.`,
  zoneNotSigned: (p: { zone: string }) =>
    `The zone ${p.zone} is not signed (delegation.zones.${p.zone}.dnssec), or has no key yet, so there is none to change.`,
  rolloverUnderWay: (p: { zone: string }) =>
    `The key of ${p.zone} is being changed already. See: sixfour zone show ${p.zone}`,
  noRollover: (p: { zone: string }) => `The key of ${p.zone} is not being changed.`,
  rolloverTooLate: (p: { zone: string }) =>
    `The zone above ${p.zone} names the new key already, so the change cannot be given up. When it is done, change the key again.`,
  dsNotAwaited: (p: { zone: string }) =>
    `The DS record of the new key of ${p.zone} is not to be published now. See: sixfour zone show ${p.zone}`,
  dsNotPublished: (p: { zone: string }) =>
    `The zone above ${p.zone} was asked, and does not have the DS record of the new key. Publish it, and ask again. See: sixfour zone show ${p.zone}`,
  noSuchClient: (p: { name: string }) =>
    `There is no client "${p.name}". List them with: sixfour client list`,
  clientExists: (p: { name: string }) =>
    `There is a client "${p.name}" already. Choose another name, or remove it first.`,
  clientNameRefused: (p: { name: string }) =>
    `"${p.name}" is no name for a client: 1 to 32 lower-case letters, digits and hyphens, no hyphen at the ends.`,
  tsigKeyNameRefused: (p: { key: string }) =>
    `"${p.key}" is no name for a TSIG key: a domain name in lower case, up to 100 characters, e.g. web1.acme-update`,
  tsigKeyExists: (p: { key: string }) =>
    `There is a TSIG key "${p.key}" already. Choose another name, or remove it first.`,
  tooManyTsigKeys: (p: { client: string; max: number }) =>
    `Client "${p.client}" has ${p.max} TSIG keys already. Remove one with: sixfour client key remove ${p.client} KEY`,
  noSuchTsigKey: (p: { client: string; key: string }) =>
    `Client "${p.client}" has no TSIG key "${p.key}". See: sixfour client show ${p.client}`,
  noSuchRule: (p: { id: string }) => `There is no rule "${p.id}". List them with: sixfour rule list`,
  auditKeyUnreadable: (p: { file: string }) =>
    `${p.file} holds no public key of an audit. Print the right one with: sixfour audit key`,
  auditFileUnreadable: (p: { file: string; cause: string }) => `${p.file} cannot be read (${p.cause}).`,
  auditLineUnreadable: (p: { line: number }) =>
    `Line ${p.line} is none of an export of the audit. Make one with: sixfour audit export`,
  approvalPeriod: (p: { max: number }) =>
    `An answer stands for at most ${p.max} days. Say for how long with --for, e.g. --for 2h or --for 7d.`,
  ruleInvalid: (p: { value: string; reason: RuleProblem }) => `"${p.value}" ${ruleProblems[p.reason]()}.`,
};
export type DelegationFaultMessages = typeof delegationFaults;

/** Why a client may not. */
export const denyReasons = {
  'no-rule': () => 'no rule of its covers that name',
  type: () => 'its rule is for another type of challenge',
  source: () => 'its rule is for other source addresses',
  'account-untold': () =>
    'its rule is for certain ACME accounts, and this protocol does not tell which it is (use httpreq in RAW mode)',
  account: () => 'its rule is for another ACME account',
  window: () => 'its rule is not open at this time',
  approval: () => 'an administrator has to approve it first',
  quota: () => 'the quota of its rule is used up',
  key: () => 'the key is for another name',
};
export type DenyReasonName = keyof typeof denyReasons;

/** What more is known of a refusal, by its reason. Times are RFC 3339; null: never. */
type DenialDetail = {
  /** When its window opens. */
  readonly opens?: string | null;
  readonly quota?: QuotaName;
  /** When the quota has room again. */
  readonly room?: string | null;
  /** Until when an administrator has said no. */
  readonly deniedUntil?: string;
};
export const quotaNames = {
  live: () => 'values at once',
  presents: () => 'presents in an hour',
  names: () => 'names in a day',
};
type QuotaName = keyof typeof quotaNames;

function denialDetail(p: { client: string; name: string; reason: DenyReasonName } & DenialDetail): string {
  if (p.deniedUntil !== undefined) return `, and has said no until ${p.deniedUntil}`;
  if (p.reason === 'approval') return `: sixfour approval approve ${p.client} ${p.name}`;
  if (p.opens !== undefined)
    return p.opens === null ? ', and does not open again' : `; it opens at ${p.opens}`;
  if (p.quota === undefined) return '';
  const room = typeof p.room === 'string' ? `; there is room again at ${p.room}` : '';
  return ` (${quotaNames[p.quota]()})${room}`;
}

export const ruleProblems = {
  name: () =>
    'is not a name for a rule: NAME (itself), *.NAME (the names one label below it) or **.NAME (all below it)',
  network: () => 'is not a network, e.g. 2001:db8::/32 or 192.0.2.7',
  thumbprint: () => 'is not the thumbprint of an account key (43 characters, RFC 7638)',
  window: () =>
    'is not a window of time: days, hours and a zone of the IANA database, e.g. Mon-Fri 08:00-18:00 Europe/Berlin',
  date: () => 'is not a date, e.g. 2027-01-31 or 2027-01-31T12:00:00Z',
  dates: () => 'is over before it begins: --until has to be later than --from',
  lifetime: () => 'is not a life of a value: from one minute to one hour, e.g. 10m',
};
export type RuleProblem = keyof typeof ruleProblems;
