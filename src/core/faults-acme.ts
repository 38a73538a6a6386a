import type { AcmeFaultMessages } from '../i18n/en/faults-acme.ts';
import type { FaultEntry } from './faults.ts';

/** Faults of ACME requests: their problem type and status (RFC 8555 section 6.7). */
export const acmeFaults = {
  serverInternal: { problem: 'serverInternal', status: 500, blame: 'server', anchor: 'server-internal' },
  rejectedIdentifier: {
    problem: 'rejectedIdentifier',
    status: 400,
    blame: 'client',
    anchor: 'rejected-identifier',
  },
  nameNotAllowed: { problem: 'rejectedIdentifier', status: 400, blame: 'client', anchor: 'name-not-allowed' },
} satisfies Record<keyof AcmeFaultMessages, FaultEntry>;
