import type { Family, LookupEvidence } from '../../core/index.ts';
import type { ServerAnswer, ZoneEvidence } from '../health/index.ts';

/** What one server address said over one transport about the TXT records at a name. */
export type PersistAnswer = {
  readonly host: string;
  readonly address: string;
  readonly family: Family;
  readonly transport: 'udp' | 'tcp';
  readonly outcome: ServerAnswer['outcome'];
  /** The records, one character for each byte; only of an answer. */
  readonly texts: readonly string[];
};

/** The name servers of a zone, asked about a name in it. */
export type PersistPlace = {
  readonly name: string;
  readonly zone: ZoneEvidence;
  readonly answers: readonly PersistAnswer[];
};

/** All that was seen of the records of one name, at one time, from one place: what is judged, and nothing else. */
export type PersistEvidence = {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The host name. */
  readonly name: string;
  readonly owner: PersistPlace;
  /** Where a CNAME leads in the end, where there is one. */
  readonly target?: PersistPlace;
  /** TXT at the owner, as a CA asks for it. */
  readonly resolution: LookupEvidence;
};
