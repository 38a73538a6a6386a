import { type Fault, type FaultPart, fault, type Identifier, isAtOrBelow } from '../../../core/index.ts';
import type { Authorization } from '../../../store/index.ts';
import { ECHO_CHARS_MAX } from '../limits.ts';

/** What a client offered to prove instead of a name (RFC 9444 section 4.2), by the name as ordered. */
export type AncestorDomains = ReadonlyMap<string, string>;

type Asked = { readonly type: string; readonly value: string; readonly ancestorDomain?: string };

/** The offers of an order's identifiers in normal form; one that lies not above its name by whole labels is a part of the fault. */
export function readAncestorDomains(asked: readonly Asked[]): { offered: AncestorDomains; bad: FaultPart[] } {
  const offered = new Map<string, string>();
  const bad: FaultPart[] = [];
  for (const { type, value, ancestorDomain } of asked) {
    if (ancestorDomain === undefined) continue;
    const name = value.toLowerCase();
    const ancestor = ancestorDomain.toLowerCase();
    if (type === 'dns' && isAbove(ancestor, name)) offered.set(name, ancestor);
    else bad.push({ identifier: { type, value }, fault: notAbove(value, ancestorDomain) });
  }
  return { offered, bad };
}

/**
 * The name and everything above it, the widest first, down from `top`: what may be proven instead of the name. `top` itself where it
 * is the name without its `*.`.
 */
export function domainsBetween(top: string, name: string): string[] {
  const domains: string[] = [];
  for (let domain = hostOf(name); isAtOrBelow(domain, top); domain = domain.slice(domain.indexOf('.') + 1)) {
    domains.unshift(domain);
    if (domain === top) break;
  }
  return domains;
}

/** Does a standing authorization prove this identifier? As the store decides it once more, in SQL (`proves`). */
export function covers(
  { identifier, wildcard, standing }: Pick<Authorization, 'identifier' | 'wildcard' | 'standing'>,
  { type, value }: Identifier,
): boolean {
  if (type !== identifier.type) return false;
  if (standing === 'subdomains') return type === 'dns' && isAtOrBelow(hostOf(value), identifier.value);
  return value === (wildcard ? `*.${identifier.value}` : identifier.value);
}

/** Of those that prove the identifier, the nearest: a proof of less is taken before one of more. */
export function nearest(
  standing: readonly Authorization[],
  identifier: Identifier,
): Authorization | undefined {
  const covering = standing.filter((authorization) => covers(authorization, identifier));
  return covering.toSorted((a, b) => rank(b) - rank(a))[0];
}

function rank({ standing, identifier }: Authorization): number {
  return standing === 'name' ? Number.MAX_SAFE_INTEGER : identifier.value.length;
}

/** A wildcard lies below its own base. */
function isAbove(ancestor: string, name: string): boolean {
  return ancestor !== '' && !ancestor.startsWith('.') && name !== ancestor && isAtOrBelow(name, ancestor);
}

function hostOf(name: string): string {
  return name.startsWith('*.') ? name.slice(2) : name;
}

function notAbove(name: string, ancestor: string): Fault {
  return fault('ancestorNotAbove', {
    name: name.slice(0, ECHO_CHARS_MAX),
    ancestor: ancestor.slice(0, ECHO_CHARS_MAX),
  });
}
