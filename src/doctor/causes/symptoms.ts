import type { ConnectFact, HandshakeFact, ResponseFact } from '../outside/index.ts';
import type { Place } from './types.ts';

/** A connection that failed: family, port and how. Every address of a family that fails alike is one symptom. */
export function connectSymptom({
  host,
  family,
  port,
  outcome,
}: Pick<ConnectFact, 'host' | 'family' | 'port' | 'outcome'>): string {
  return `connect ${host} ${family} ${port} ${outcome}`;
}

/** A handshake that failed, or showed what it should not. */
export function tlsSymptom(
  { host, family, port }: Pick<HandshakeFact, 'host' | 'family' | 'port'>,
  what: string,
): string {
  return `tls ${host} ${family} ${port} ${what}`;
}

/** An answer over HTTP that is not what it should be. */
export function httpSymptom(
  { host, family, port }: Pick<ResponseFact, 'host' | 'family' | 'port'>,
  what: string,
): string {
  return `http ${host} ${family} ${port} ${what}`;
}

/** An answer with a status that it should not have: 401, 403, 404, 502, ... */
export function statusSymptom(fact: Pick<ResponseFact, 'host' | 'family' | 'port' | 'status'>): string {
  return httpSymptom(fact, `status-${fact.status ?? 0}`);
}

/** Over IPv6 something else is shown than over IPv4: another page, or another certificate. */
export function differSymptom(host: string, port: number, what: 'page' | 'certificate'): string {
  return `differ ${host} ${port} ${what}`;
}

/** Something that the DNS says or does not say. */
export function dnsSymptom(host: string, what: string): string {
  return `dns ${host} ${what}`;
}

export function placeOf({ host, address, family, port }: Required<Place>): Place {
  return { host, address, family, port };
}
