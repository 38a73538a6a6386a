/** English messages of faults of DNS providers. What a provider answered is never in those that clients see. */
export const providerFaults = {
  providerFailed: (p: { name: string; outcome: ProviderTrouble }) =>
    `The DNS provider that holds ${p.name} did not do it: ${providerTroubles[p.outcome]()}. Its administrator sees more with: sixfour provider list`,
  providerLate: (p: { name: string }) =>
    `The DNS provider that holds ${p.name} did not say in time that it was done. Try again in a minute; its administrator sees more with: sixfour provider list`,
  noSuchProvider: (p: { name: string }) =>
    `There is no provider "${p.name}". List them with: sixfour provider list`,
  providerExists: (p: { name: string }) =>
    `There is a provider "${p.name}" already. Choose another name, or remove it first.`,
  providerZoneTaken: (p: { name: string }) =>
    `Another provider has one of the zones of "${p.name}" already: a zone has one. See: sixfour provider list`,
  providerNameRefused: (p: { name: string }) =>
    `"${p.name}" is no name for a provider: 1 to 32 lower-case letters, digits and hyphens, no hyphen at the ends.`,
  providerZoneRefused: (p: { zone: string }) => `"${p.zone}" is no name of a zone, e.g. example.com`,
  providerKindUnknown: (p: { kind: string; kinds: string }) =>
    `"${p.kind}" is no kind of provider. There are: ${p.kinds}`,
  providerInputInvalid: (p: { part: 'options' | 'credentials'; reason: string }) =>
    `The ${p.part} cannot be used: ${p.reason}. What this kind needs is in docs/providers.md.`,
  providerCredentialsUnread: (p: { from: string; cause: string }) =>
    `The credentials cannot be read from ${p.from}: ${p.cause}. They are one JSON object.`,
  providerInUse: (p: { name: string }) =>
    `The provider "${p.name}" may still have values of ours (sixfour provider show ${p.name}). Let them go first, or leave them there with --force.`,
};
export type ProviderFaultMessages = typeof providerFaults;

/** Why a provider did not do it. */
export const providerTroubles = {
  unauthorized: () => 'it refused the credentials, or they may not do this',
  'no-zone': () => 'it does not have the zone',
  'rate-limited': () => 'it was asked too often',
  conflict: () => 'another program changes the same name at the same time',
  refused: () => 'it refused',
  timeout: () => 'it did not answer in time',
  unreachable: () => 'it could not be reached',
  malformed: () => 'its answer could not be understood',
};
export type ProviderTrouble = keyof typeof providerTroubles;
