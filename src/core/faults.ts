import type { FaultMessages } from '../i18n/en/faults.ts';
import type { FaultEntry } from './fault-entry.ts';
import { acmeFaults } from './faults-acme.ts';
import { commandFaults } from './faults-command.ts';
import { delegationFaults } from './faults-delegation.ts';
import { healthFaults } from './faults-health.ts';
import { importFaults } from './faults-import.ts';
import { nativeFaults } from './faults-native.ts';
import { persistFaults } from './faults-persist.ts';
import { perspectiveFaults } from './faults-perspective.ts';
import { providerFaults } from './faults-provider.ts';
import { validationFaults } from './faults-validation.ts';

/**
 * The closed list of everything that can be refused or go wrong in an expected way. The list of codes is the English
 * message catalogue `i18n/en/faults.ts`; this table says what each one means at the edge. Only the edge renders it.
 */
export type FaultCode = keyof FaultMessages;

/** The parameters that a code's message needs: typed by the message itself. */
type FaultParams<C extends FaultCode> =
  Parameters<FaultMessages[C]> extends [infer P] ? P : Readonly<Record<string, never>>;

/** One expected failure: a code of the catalogue, what its message needs, and, for compound errors, its parts. */
export type Fault<C extends FaultCode = FaultCode> = {
  readonly code: C;
  readonly params: FaultParams<C>;
  /** RFC 8555 section 6.7.1: one part for each identifier that failed in a way of its own. */
  readonly parts?: readonly FaultPart[];
  /** Seconds until another try makes sense (`Retry-After`). */
  readonly retryAfterSeconds?: number;
};

export type FaultPart = { readonly identifier: { type: string; value: string }; readonly fault: Fault };

export const FAULTS: Readonly<Record<FaultCode, FaultEntry>> = {
  ...acmeFaults,
  ...validationFaults,
  ...commandFaults,
  ...perspectiveFaults,
  ...delegationFaults,
  ...healthFaults,
  ...nativeFaults,
  ...importFaults,
  ...persistFaults,
  ...providerFaults,
};

/** Makes a fault; the compiler checks that `params` is what the message of `code` needs. */
export function fault<C extends FaultCode>(
  code: C,
  params: FaultParams<C>,
  extra: { parts?: readonly FaultPart[]; retryAfterSeconds?: number } = {},
): Fault<C> {
  return { code, params, ...extra };
}
