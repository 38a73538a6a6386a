import { FAULTS, type Fault, type FaultEntry } from '../../core/index.ts';
import { describeFault } from '../../i18n/index.ts';
import { SIGNATURE_NAMES } from './jws/algorithms.ts';
import { link } from './paths.ts';

/** A problem document (RFC 9457) as RFC 8555 section 6.7 uses it. */
export type Problem = {
  readonly type: string;
  readonly detail: string;
  readonly status: number;
  readonly identifier?: { readonly type: string; readonly value: string };
  readonly subproblems?: readonly Problem[];
  /** RFC 8555 section 6.2: which algorithms would do. */
  readonly algorithms?: readonly string[];
  /** RFC 8555 section 7.3.3: where the terms are. */
  readonly instance?: string;
  /** Where this refusal is explained. */
  readonly documentation: string;
};

const UNKNOWN: FaultEntry = FAULTS.serverInternal;

/** The only place where a fault becomes a problem document, in replies and inside of orders and challenges. */
export function problemOf(fault: Fault, documentation: string): Problem {
  const entry = entryOf(fault);
  return {
    type: `urn:ietf:params:acme:error:${entry.problem ?? 'serverInternal'}`,
    detail: detailOf(fault),
    status: entry.status,
    ...(fault.parts && {
      subproblems: fault.parts.map((part) => ({
        ...problemOf(part.fault, documentation),
        identifier: part.identifier,
      })),
    }),
    ...(entry.problem === 'badSignatureAlgorithm' && { algorithms: SIGNATURE_NAMES }),
    ...(fault.code === 'termsNotAgreed' && { instance: stringParam(fault, 'url') }),
    documentation: `${documentation}#${entry.anchor}`,
  };
}

/** What a refusal says in header fields. */
export function refusalHeaders(
  fault: Fault,
  documentation: string,
): { links: readonly string[]; location?: string; retryAfterSeconds?: number; allow?: string } {
  const entry = entryOf(fault);
  const links: string[] = [];
  if (entry.problem === 'rateLimited') links.push(link(`${documentation}#${entry.anchor}`, 'help'));
  if (fault.code === 'termsNotAgreed') links.push(link(stringParam(fault, 'url'), 'terms-of-service'));
  return {
    links,
    ...(fault.code === 'methodNotAllowed' && { allow: stringParam(fault, 'allowed') }),
    ...(fault.code === 'keyInUse' && { location: stringParam(fault, 'account') }),
    ...(fault.retryAfterSeconds !== undefined && { retryAfterSeconds: fault.retryAfterSeconds }),
  };
}

/** A fault that was stored by another version may have a code that this one does not know. */
export function entryOf(fault: Fault): FaultEntry {
  return Object.hasOwn(FAULTS, fault.code) ? FAULTS[fault.code] : UNKNOWN;
}

function detailOf(fault: Fault): string {
  return Object.hasOwn(FAULTS, fault.code) ? describeFault(fault) : fault.code;
}

function stringParam(fault: Fault, name: string): string {
  return String((fault.params as Record<string, unknown>)[name]);
}
