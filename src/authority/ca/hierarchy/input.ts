import { isIP } from 'node:net';
import { fail, fault, ok, type Result } from '../../../core/index.ts';
import { isPermittedName } from '../name-constraints.ts';

/** What a person decides about a new CA; everything else follows. */
export type HierarchyInput = {
  readonly organization: string;
  /** Host name or IP address under which relying parties reach the HTTP listener. */
  readonly publicHost: string;
  readonly httpPort: number;
  /** For trying out: the names in the certificates say TRIAL. */
  readonly trial: boolean;
  /** DNS names at or below which the CA may issue, ever; none: no constraint. The public host is added. */
  readonly nameConstraints?: readonly string[];
  /** ISO 3166 code; without one `XX` (BR 7.1.4.2: a user-assigned code), because a CA's name needs a country. */
  readonly country?: string;
};

export type CheckedInput = {
  readonly organization: string;
  readonly country: string;
  readonly permittedNames: readonly string[];
  readonly trial: boolean;
};

/** Fault `caInputRefused`. */
export function checkInput(input: HierarchyInput): Result<CheckedInput> {
  const organization = input.organization.trim();
  const country = input.country ?? 'XX';
  const given = (input.nameConstraints ?? []).map((name) => name.toLowerCase());
  if (!isOrganization(organization)) return refuse('organization', input.organization);
  if (!/^[A-Z]{2}$/.test(country)) return refuse('country', country);
  if (isIP(input.publicHost) === 0 && !isHostName(input.publicHost))
    return refuse('publicHost', input.publicHost);
  const wrong = given.find((name) => !isHostName(name));
  if (wrong !== undefined) return refuse('nameConstraints', wrong);
  return ok({ organization, country, permittedNames: withHost(given, input.publicHost), trial: input.trial });
}

const HOST_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const ORGANIZATION_CHARS_MAX = 64; // X.520 ub-organization-name

/** The CA's own server needs a certificate too. */
function withHost(names: readonly string[], publicHost: string): string[] {
  const own =
    names.length === 0 || isIP(publicHost) !== 0 || isPermittedName(publicHost, names) ? [] : [publicHost];
  return [...new Set([...names, ...own])];
}

function isOrganization(text: string): boolean {
  const length = Array.from(text).length;
  return length > 0 && length <= ORGANIZATION_CHARS_MAX && text.isWellFormed() && !/\p{Cc}/u.test(text);
}

function isHostName(text: string): boolean {
  return text.length <= 253 && text.split('.').every((label) => HOST_LABEL.test(label));
}

function refuse(field: string, value: string): Result<never> {
  return fail(fault('caInputRefused', { field, value: value.slice(0, 100) }));
}
