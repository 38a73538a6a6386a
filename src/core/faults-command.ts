import type { CommandFaultMessages } from '../i18n/en/faults-command.ts';
import type { FaultEntry } from './faults.ts';

/** Faults of commands, settings and start-up: they never reach an ACME client. */
export const commandFaults = {
  serverNotRunning: { problem: null, status: 503, blame: 'client', anchor: 'server-not-running' },
} satisfies Record<keyof CommandFaultMessages, FaultEntry>;
