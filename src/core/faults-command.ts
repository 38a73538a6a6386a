import type { CommandFaultMessages } from '../i18n/en/faults-command.ts';
import type { FaultEntry } from './faults.ts';

const wrongInput = (anchor: string): FaultEntry => ({ problem: null, status: 400, blame: 'client', anchor });
const notFound = (anchor: string): FaultEntry => ({ problem: null, status: 404, blame: 'client', anchor });
const conflict = (anchor: string): FaultEntry => ({ problem: null, status: 409, blame: 'client', anchor });
const cannotRun = (anchor: string): FaultEntry => ({ problem: null, status: 503, blame: 'server', anchor });

/** Faults of commands, settings and start-up: they never reach an ACME client. */
export const commandFaults = {
  serverNotRunning: { problem: null, status: 503, blame: 'client', anchor: 'server-not-running' },
  settingsFileMissing: wrongInput('settings-file'),
  settingsFileUnreadable: wrongInput('settings-file'),
  settingsNotToml: wrongInput('settings-file'),
  settingUnknownKey: wrongInput('unknown-setting'),
  settingUnknownVariable: wrongInput('unknown-setting'),
  settingInvalid: wrongInput('wrong-setting'),
  settingTestOnly: wrongInput('test-only-setting'),
  commandInputInvalid: wrongInput('command-input'),
  notAnAllowance: wrongInput('not-an-allowance'),
  noSuchAccount: notFound('not-found'),
  noSuchOrder: notFound('not-found'),
  noSuchCertificate: notFound('not-found'),
  noSuchExternalKey: notFound('not-found'),
  noSuchAllowance: notFound('not-found'),
  revokedAlready: conflict('certificate-already-revoked'),
  dataDirectoryMissing: cannotRun('data-directory'),
  dataDirectoryUnusable: cannotRun('data-directory'),
  dataDirectoryInUse: cannotRun('data-directory-in-use'),
  alreadyInitialised: conflict('already-initialised'),
  noHierarchy: cannotRun('no-hierarchy'),
  trialFailed: cannotRun('trial-failed'),
  listenFailed: cannotRun('listen-failed'),
  noListener: cannotRun('listen-failed'),
  controlSocketPathTooLong: cannotRun('control-socket'),
  controlSocketFailed: cannotRun('control-socket'),
  firstRunFailed: cannotRun('own-certificate'),
  keyFileMissing: { problem: null, status: 500, blame: 'client', anchor: 'key-file-missing' },
  keyFileUnreadable: { problem: null, status: 500, blame: 'client', anchor: 'key-file-unreadable' },
  keyFileExposed: { problem: null, status: 500, blame: 'client', anchor: 'key-file-exposed' },
  keyFileTooLarge: { problem: null, status: 500, blame: 'client', anchor: 'key-file-too-large' },
  keyFileNotKey: { problem: null, status: 500, blame: 'client', anchor: 'key-file-not-key' },
  passphraseTooShort: { problem: null, status: 500, blame: 'client', anchor: 'passphrase-too-short' },
  sealBroken: { problem: null, status: 500, blame: 'client', anchor: 'seal-broken' },
  atRestHeaderBroken: { problem: null, status: 500, blame: 'client', anchor: 'at-rest-header-broken' },
  atRestWrongKey: { problem: null, status: 500, blame: 'client', anchor: 'at-rest-wrong-key' },
  encryptedKeyUnreadable: { problem: null, status: 500, blame: 'client', anchor: 'encrypted-key-unreadable' },
  keyListUnreadable: { problem: null, status: 500, blame: 'client', anchor: 'key-list-unreadable' },
  storeTooNew: cannotRun('store-too-new'),
  storeNotOurs: cannotRun('store-not-ours'),
  storeUnusable: cannotRun('store-unusable'),
  caMissing: { problem: null, status: 500, blame: 'client', anchor: 'ca-missing' },
  caExists: { problem: null, status: 500, blame: 'client', anchor: 'ca-exists' },
  caFileBroken: { problem: null, status: 500, blame: 'client', anchor: 'ca-file-broken' },
  caInputRefused: { problem: null, status: 500, blame: 'client', anchor: 'ca-input-refused' },
  rootKeyDetached: { problem: null, status: 500, blame: 'client', anchor: 'root-key-detached' },
  fileExists: { problem: null, status: 500, blame: 'client', anchor: 'file-exists' },
  fileNotWritten: { problem: null, status: 500, blame: 'client', anchor: 'file-not-written' },
} satisfies Record<keyof CommandFaultMessages, FaultEntry>;
