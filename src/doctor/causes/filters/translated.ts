import type { InsideReport } from '../../inside/index.ts';

/** Has the machine no public IPv4 address itself? Where it has none at all, that is so as well. */
export function isTranslated({ addresses }: InsideReport): boolean {
  return addresses
    .filter(({ family, scope }) => family === 4 && scope === 'global')
    .every(({ address }) => PRIVATE.test(address));
}

/** RFC 1918, and RFC 6598 of carriers. */
const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;
