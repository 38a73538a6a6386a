import { isIPv6 } from 'node:net';

type LookupDone = (error: Error | null, address: string, family: number) => void;

/** For a socket whose addresses are all IP literals: no getaddrinfo, and no turn of the event loop to wait for one. */
export function literal(address: string, _options: unknown, done: LookupDone): void {
  done(null, address, isIPv6(address) ? 6 : 4);
}
