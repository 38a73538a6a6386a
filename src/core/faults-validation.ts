import type { ValidationFaultMessages } from '../i18n/en/faults-validation.ts';
import type { FaultEntry } from './faults.ts';

/** Faults of validation: what the target did, as a subscriber reads it. */
export const validationFaults = {
  validationConnectTimeout: {
    problem: 'connection',
    status: 400,
    blame: 'target',
    anchor: 'connect-timeout',
  },
} satisfies Record<keyof ValidationFaultMessages, FaultEntry>;
