/**
 * Lies a DNS name within the permitted subtrees (RFC 5280 section 4.2.1.10)? A constraint stands for itself and everything
 * below it. No constraint: everything is permitted. A wildcard is judged without its `*.`.
 */
export function isPermitted(name: string, permitted: readonly string[]): boolean {
  if (permitted.length === 0) return true;
  const host = name.startsWith('*.') ? name.slice(2) : name;
  return permitted.some((base) => host === base || host.endsWith(`.${base}`));
}
