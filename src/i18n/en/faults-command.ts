import { type LabReason, labReasons } from './cli-lab.ts';
import { type DryInputReason, dryInputReasons, selfNext } from './cli-validate.ts';

/** English messages of faults of commands, settings and start-up: what happened, and what to do next. */
export const commandFaults = {
  serverNotRunning: (p: { data: string }) =>
    `No server is running on ${p.data}. Start one with: sixfour serve --data ${p.data}`,
  settingsFileMissing: (p: { file: string }) =>
    `There is no settings file ${p.file}. Write one with "sixfour init", or correct --config.`,
  settingsFileUnreadable: (p: { file: string; cause: string }) =>
    `The settings file ${p.file} cannot be read (${p.cause}). Check its owner and mode.`,
  settingsNotToml: (p: { file: string; line: number; column: number; reason: string }) =>
    `${p.file}, line ${p.line}, column ${p.column}: this is not TOML: ${p.reason}. Correct the line; docs/settings.md has examples.`,
  settingUnknownKey: (p: { file: string; key: string; suggestion: string | undefined }) =>
    `${p.file}: there is no setting "${p.key}". ${didYouMean(p.suggestion)}`,
  settingUnknownVariable: (p: { variable: string; suggestion: string | undefined }) =>
    `Environment: there is no setting ${p.variable}. ${didYouMean(p.suggestion)}`,
  settingInvalid: (p: { origin: string; key: string; value: string; allowed: string }) =>
    `${p.origin}: ${p.key} = ${p.value} cannot be used. Allowed: ${p.allowed}.`,
  settingTestOnly: (p: { file: string; key: string; directory: string }) =>
    `${p.key} works only in a data directory made for tests, and ${p.directory} is none. Remove it from ${p.file} and the environment, or make a directory with: sixfour init --test --data DIR`,
  settingNeedsIssuer: (p: { file: string; key: string; value: string }) =>
    `${p.key} = ${p.value} needs a name by which DNS records mean this CA, and there is none. Set it in ${p.file}, a name that belongs to you, for example: [acme] caa_identities = ["ca.example.org"]`,
  commandInputInvalid: (p: { reason: string }) => `The request cannot be used: ${p.reason}`,
  notAnAllowance: (p: { kind: string; value: string; reason: string }) =>
    `"${p.value}" cannot be allowed as a ${p.kind}: ${p.reason}`,
  noSuchAccount: (p: { id: string }) => `There is no account "${p.id}". List them with: sixfour account list`,
  noSuchOrder: (p: { id: string }) => `There is no order "${p.id}". List them with: sixfour order list`,
  noSuchCertificate: (p: { serial: string }) =>
    `There is no certificate with serial number "${p.serial}". List them with: sixfour cert list`,
  noSuchExternalKey: (p: { id: string }) =>
    `There is no unrevoked external account key "${p.id}". List them with: sixfour eab list`,
  noSuchAllowance: (p: { value: string }) =>
    `"${p.value}" was not allowed, so nothing was removed. List what is allowed with: sixfour allow --list`,
  revokedAlready: (p: { serial: string }) =>
    `Certificate ${p.serial} is revoked already; nothing was changed.`,
  dataDirectoryMissing: (p: { directory: string }) =>
    `There is no data directory ${p.directory}. Make one with "sixfour init", start a trial with "sixfour serve", or name another with --data.`,
  dataDirectoryUnusable: (p: { directory: string; cause: string }) =>
    `The data directory ${p.directory} cannot be used (${p.cause}). Check that it is a directory that this user may write to.`,
  dataDirectoryExposed: (p: { directory: string; owner: number; mode: string }) =>
    `The data directory ${p.directory} is open to others (owner ${p.owner}, mode ${p.mode}): whoever may write there holds the CA. Run as its owner, give it to this user alone (chown, chmod 700), or name a new directory inside it with --data.`,
  dataDirectoryInUse: (p: { directory: string; pid: number | undefined }) =>
    `Another sixfour ${p.pid === undefined ? '' : `(process ${p.pid}) `}is using ${p.directory}. Stop it first, or name another directory with --data.`,
  trialFailed: (p: { status: string }) =>
    `The trial CA could not be made (${p.status}). Its own messages stand above; or make a CA by hand with: sixfour init`,
  listenFailed: (p: { address: string; port: number; cause: string }) =>
    `Cannot listen on ${p.address}, port ${p.port}: ${listenCause(p.cause)}`,
  noListener: (p: { what: string }) =>
    `No ${p.what} address could be opened, so there is nothing to serve. The reasons stand above; see https.addresses and http.addresses in docs/settings.md.`,
  controlSocketPathTooLong: (p: { path: string; max: number }) =>
    `The path of the control socket, ${p.path}, is longer than the ${p.max} bytes that the system allows. Use a data directory with a shorter path.`,
  controlSocketFailed: (p: { path: string; cause: string }) =>
    `The control socket ${p.path} cannot be used (${p.cause}). It belongs to the user who runs the server: run the command as that user.`,
  interrupted: () => 'Interrupted: nothing was changed.',
  credentialMissing: () =>
    'keys.credential is set, but systemd handed no credentials to this process (CREDENTIALS_DIRECTORY is not set). Start it as a unit with LoadCredentialEncrypted=sixfour-key:..., or choose another of the keys settings.',
  answersMissing: (p: { flag: string }) =>
    `There is no terminal to ask on, and ${p.flag} is missing. Give it, or run sixfour init on a terminal.`,
  passphraseNotGiven: () =>
    'There is no terminal to ask for a passphrase. Give one with --passphrase-file FILE.',
  firstRunFailed: (p: { names: string; reason: string }) =>
    `The server could not obtain its own certificate for ${p.names}: ${p.reason} It serves on with a certificate that it signed itself, and tries again.`,
  keyFileMissing: (p: { path: string }) =>
    `There is no file ${p.path}. Restore it from a backup, or correct the setting that names it.`,
  keyFileUnreadable: (p: { path: string; code: string }) =>
    `${p.path} cannot be read (${p.code}). Give the user that runs sixfour ownership of it: chown USER ${p.path}`,
  keyFileExposed: (p: { path: string; mode: string }) =>
    `${p.path} may be read by others (mode ${p.mode}), so it is not used. If nobody has read it, run: chmod 600 ${p.path}. If somebody may have, replace it.`,
  keyFileTooLarge: (p: { path: string; bytes: number; max: number }) =>
    `${p.path} has ${p.bytes} bytes; a key file has at most ${p.max}. Correct the setting that names it.`,
  keyFileNotKey: (p: { path: string }) =>
    `${p.path} does not hold a P-256 or P-384 private key. Restore it from a backup.`,
  passphraseTooShort: (p: { min: number }) =>
    `The passphrase or key is too short: it needs at least ${p.min} characters. Choose a longer one.`,
  sealBroken: (p: { context: string }) =>
    `The encrypted "${p.context}" cannot be opened: it was encrypted under another key, or was changed. Restore it together with at-rest.json from one backup.`,
  atRestHeaderBroken: (p: { path: string }) =>
    `${p.path}, which says how the keys are encrypted, is damaged. Restore it from a backup; without it the keys cannot be read.`,
  atRestWrongKey: (p: { data: string; source: string }) =>
    `The key from the ${p.source} does not open the keys in ${p.data}. Give the passphrase or key file that was set when this directory was made.`,
  encryptedKeyUnreadable: (p: { path: string }) =>
    `${p.path} cannot be opened with this passphrase. Give the one that was set when the key was written there.`,
  storeTooNew: (p: { file: string; version: number; known: number }) =>
    `${p.file} has schema version ${p.version}, and this sixfour knows only up to ${p.known}. It was left as it is: run the newer sixfour that wrote it, or restore a backup from before the upgrade.`,
  storeNotOurs: (p: { file: string }) =>
    `${p.file} is not a sixfour database. It was left as it is: name another data directory with --data, or move the file away.`,
  storeUnusable: (p: { file: string; cause: string }) =>
    `The database ${p.file} cannot be opened (${p.cause}). Check its owner, mode and disk; if it is damaged, restore it from a backup.`,
  keyListUnreadable: (p: { path: string; line: number }) =>
    `The list of weak keys ${p.path} cannot be used (line ${p.line}, 0 for the whole file). Write one SHA-256 of a SubjectPublicKeyInfo per line, 64 hex digits.`,
  caMissing: (p: { directory: string }) =>
    `There is no certificate authority in ${p.directory}. Make one with: sixfour init`,
  caExists: (p: { directory: string }) =>
    `There is a certificate authority in ${p.directory} already, and nothing was changed. Use another data directory with --data, or move this one away.`,
  caFileBroken: (p: { path: string }) =>
    `${p.path} is missing, damaged, or does not belong to the other files beside it. Restore the whole directory from a backup.`,
  caInputRefused: (p: { field: string; value: string }) =>
    `"${p.value}" cannot be used as ${p.field}. Names are host names in lower case without a final dot, an organization has 1 to 64 characters, a country is a two-letter code.`,
  rootKeyDetached: (p: { file: string }) =>
    `The root key was moved to ${p.file}. Name that file and its passphrase to use it.`,
  fileExists: (p: { path: string }) =>
    `${p.path} exists already and was not overwritten. Choose another file name.`,
  fileNotWritten: (p: { path: string; code: string }) =>
    `${p.path} could not be written (${p.code}), and nothing was changed. Choose another place.`,
  quorumInvalid: (p: { policy: string; reason: string }) =>
    `The quorum policy "${p.policy}" cannot be used: ${QUORUM_PROBLEMS[p.reason] ?? p.reason}.`,
  dryValidationInput: (p: { reason: DryInputReason; name: string; type: string }) =>
    dryInputReasons[p.reason](p),
  challengeTypeNotOffered: (p: { name: string; type: string; directory: string; offered: string }) =>
    `${p.type} cannot prove "${p.name}" in the directory "${p.directory}", so no order there could use it. ${p.offered === '' ? 'Nothing that is offered there can' : `What can is ${p.offered}`}; the settings acme.challenge_types and directories.*.challenge_types say what is offered.`,
  dryValidationsBusy: (p: { max: number }) =>
    `${p.max} dry validations are running, as many as may run at once. Wait until one has ended: each takes a minute or two at most.`,
  selfListenFailed: (p: { address: string; port: number; cause: string } & Parameters<typeof selfNext>[0]) =>
    `Cannot answer on ${p.address}, port ${p.port}: ${selfCause(p.cause)} ${selfNext(p)}`,
  noSuchDirectory: (p: { directory: string }) =>
    `There is no ACME directory "${p.directory}". The settings name them: [directories.NAME], and "default".`,
  insideReportUnreadable: (p: { file: string; cause: string }) =>
    `The report ${p.file} cannot be read (${p.cause}). Make one on the server with: sixfour check --inside --output FILE`,
  insideReportInvalid: (p: { file: string; where: string }) =>
    `${p.file} is no report of "sixfour check --inside" (${p.where}). Make one on the server with the same version of sixfour: sixfour check --inside --output FILE`,
  nothingRead: () =>
    'Nothing of this machine could be read: a look from inside takes Linux, with ip and ss, or /proc. From outside it can be checked all the same: sixfour check NAME',
  countImpossible: (p: { why: string }) =>
    `Packets cannot be counted on this machine (${p.why}): it takes nft, and root. Nothing was changed.`,
  labScriptUnreadable: (p: { file: string; cause: string }) =>
    `The script ${p.file} cannot be read (${p.cause}). sixfour lab dns --example prints one to begin with.`,
  labScriptInvalid: (p: { where: string; reason: LabReason; value: string; known?: string }) =>
    `${p.where}: ${labReasons[p.reason](p.value)}${p.known === undefined ? '' : ` Known are: ${p.known}.`}`,
};
export type CommandFaultMessages = typeof commandFaults;

function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined
    ? 'All settings: docs/settings.md'
    : `Did you mean "${suggestion}"? All settings: docs/settings.md`;
}

function selfCause(cause: string): string {
  if (cause === 'EADDRINUSE') return 'another program listens there.';
  if (cause === 'EACCES') return 'ports below 1024 need a privilege.';
  return `${cause}.`;
}

function listenCause(cause: string): string {
  if (cause === 'EADDRINUSE') return 'another program listens there. Stop it, or choose another port.';
  if (cause === 'EADDRNOTAVAIL')
    return 'this machine does not have that address. Correct the addresses setting.';
  if (cause === 'EAFNOSUPPORT') return 'this machine has no such address family.';
  if (cause === 'EACCES')
    return 'ports below 1024 need a privilege. Choose another port, or grant CAP_NET_BIND_SERVICE.';
  return `${cause}.`;
}

export const QUORUM_PROBLEMS: Readonly<Record<string, string>> = {
  'not-a-number': 'minimum, quorum and regions are whole numbers',
  zero: 'a minimum, a quorum or a number of regions of 0 would be valid without anybody having looked; to record without deciding, take the policy "monitor"',
  'monitor-counts-nothing': 'it never decides, so a minimum, a quorum or regions mean nothing to it',
  'quorum-of-another': 'only "at-least" takes a quorum; the others count by themselves',
  'quorum-missing': 'it needs a quorum: how many perspectives have to pass',
  'minimum-below-quorum': 'its minimum is less than its quorum, so it could never be reached with that many',
};
