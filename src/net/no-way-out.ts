/**
 * Does this errno say that the host itself has no route or no address of that family? Then it is about the host, whatever was asked;
 * EHOSTUNREACH is about one target.
 */
export function isNoWayOut(errno: string | undefined): boolean {
  return errno !== undefined && NO_WAY_OUT.has(errno);
}

const NO_WAY_OUT: ReadonlySet<string> = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);
