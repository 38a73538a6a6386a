import { type Identifier, isAtOrBelow } from '../../core/index.ts';

/**
 * Does an identifier lie within the name constraints of the issuing certificate (RFC 5280 section 4.2.1.10)? No constraint:
 * everything is permitted. A constraint stands for its DNS name and everything below it, and a wildcard is judged without its `*.`.
 * By the RFC a constraint on DNS names says nothing about addresses; our issuing certificates exclude them all beside it
 * (0.0.0.0/0 and ::/0), so that a CA that is bound to names can certify no address.
 */
export function isPermitted({ type, value }: Identifier, permitted: readonly string[]): boolean {
  if (permitted.length === 0) return true;
  return type === 'dns' && isPermittedName(value, permitted);
}

export function isPermittedName(name: string, permitted: readonly string[]): boolean {
  const host = name.startsWith('*.') ? name.slice(2) : name;
  return permitted.some((base) => isAtOrBelow(host, base));
}
