import type { KeyObject } from 'node:crypto';
import type { Clock, Family, Log } from '../../core/index.ts';
import type { TsigKey } from '../../wire/dns/index.ts';

/** A zone that this server is authoritative for, as the settings have it. Names are host names in lower-case A-labels without a dot at the end. */
export type ZoneSettings = ZoneServers & {
  readonly name: string;
  readonly records?: readonly StaticRecord[];
} & Partial<ZoneKeys>;

/** What a zone is signed with, where a question asks for signatures; ECDSA P-256, private. */
export type ZoneKeys = {
  /** Signs everything in the zone. */
  readonly signingKey: KeyObject;
  /**
   * While the key is changed: published too, and signs the DNSKEY set and what the zone above is asked to have (RFC 7344 section 4.1).
   * `announced`: it is the one that the zone above is to have.
   */
  readonly secondKey?: { readonly key: KeyObject; readonly announced: boolean };
};

/** What is the same for every zone made on demand: who serves it, and for how long its answers may be kept. */
export type ZoneServers = {
  /** At least one. `addresses` are served where the host is in the zone; elsewhere another zone has them. */
  readonly nameServers: readonly { readonly host: string; readonly addresses: readonly string[] }[];
  /** The person responsible, as a mail address; the part before the @ may hold dots. */
  readonly mailbox: string;
  /** Seconds that values may be kept; `VALUE_TTL_SECONDS` by default. */
  readonly valueTtl?: number;
  /** Seconds that every other record may be kept, but for SOA; `RECORD_TTL_SECONDS` by default. */
  readonly recordTtl?: number;
};

/** A record that stands in the settings. `name` is the whole name, in the zone; a CNAME stands alone, and never at the apex. */
export type StaticRecord = { readonly name: string; readonly ttl?: number } & (
  | { readonly type: 'A' | 'AAAA'; readonly address: string }
  | { readonly type: 'TXT'; readonly text: string }
  | { readonly type: 'CAA'; readonly flags: number; readonly tag: string; readonly value: string }
  | { readonly type: 'CNAME'; readonly target: string }
);

/**
 * All live values of one name, after a change: none (`[]`) for a name that is known and idle (NODATA), `undefined` for one that
 * is nobody's any more (NXDOMAIN). The name is `label`.`zone`; the label '' is the zone's apex. A zone that is in no settings is
 * made on demand, from `ServerParts.onDemand`, for its apex alone: a `_acme-challenge` name delegated to us by NS records;
 * it goes with its values `undefined`.
 */
export type ZoneDelta = {
  /** Grows with every change, over all zones; it is the zone's serial (modulo 2^32). */
  readonly sequence: number;
  readonly zone: string;
  readonly label: string;
  /** At most `VALUES_PER_NAME_MAX`, of at most 64,000 bytes in an answer (their own and 13 for each), so that TCP holds them. */
  readonly values: readonly string[] | undefined;
};

/** All that is known when the server starts, or starts again: read anew each time. */
export type ZoneBase = {
  /** The highest sequence ever given, also of changes whose names are gone: no serial goes back. */
  readonly sequence: number;
  readonly names: Iterable<ZoneDelta> | AsyncIterable<ZoneDelta>;
};

/** A TXT answer with live values went out: one line of the renewal ledger. */
export type ZoneFetch = {
  readonly zone: string;
  readonly label: string;
  /** Whose question it was, as an IP literal: a resolver's, hardly ever a CA's own. Over UDP it may be forged. */
  readonly address: string;
  readonly family: Family;
  readonly transport: Transport;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How many values it held; 0 for an answer that was truncated, after which the question comes again over TCP. */
  readonly values: number;
};

export type Transport = 'udp' | 'tcp';
export type ZoneListener = { readonly address: string; readonly family: Family; readonly port: number };
export type ZoneNotBound = ZoneListener & { readonly transport: Transport; readonly errno: string };

/**
 * What is no plain question: an UPDATE, or a question that is signed with TSIG, which then has `reply`, the unsigned reply to it. The
 * promise is of the whole reply; undefined: none is sent.
 */
export type HandedOn = {
  readonly bytes: Uint8Array;
  readonly address: string;
  readonly reply?: Uint8Array;
};

/** A name server of somebody's, which fetches zones from here (RFC 5936, RFC 1995). */
export type Secondary = {
  readonly name: string;
  /** IP literals: where it answers, and where its questions come from. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly key: TsigKey;
  /** Undefined: all of the settings. A zone that is signed as it is served is nobody's. */
  readonly zones: readonly string[] | undefined;
};

/** A transfer that came to an end, or that was refused: `end` says how. */
export type ZoneTransfer = {
  readonly zone: string;
  /** Null: nobody's key. */
  readonly secondary: string | null;
  readonly address: string;
  readonly serial: number;
  /** Null: the whole zone was asked for. */
  readonly from: number | null;
  readonly records: number;
  readonly end: string;
};

export type ServerParts = {
  readonly zones: readonly ZoneSettings[];
  /** Where it is missing, a change of an unknown zone is a mistake of the caller. */
  readonly onDemand?: ZoneServers;
  /**
   * Local addresses; `::` and `0.0.0.0` stand for those that the machine has at the time, each with a socket of its own, so that
   * a reply comes from the address that was asked. Port 0 takes one that is free on all.
   */
  readonly addresses: readonly string[];
  readonly port: number;
  /** Everything that was ever published must be in it. */
  readonly base: () => ZoneBase;
  readonly clock: Clock;
  readonly log: Log;
  readonly onFetch?: (fetch: ZoneFetch) => void;
  /** Who may fetch zones; nobody by default. */
  readonly secondaries?: readonly Secondary[];
  readonly onTransfer?: (transfer: ZoneTransfer) => void;
  /** Where it is missing, updates are answered with NOTIMP and signed questions without a signature. Must not reject. */
  readonly handOn?: (message: HandedOn) => Promise<Uint8Array | undefined>;
  /**
   * Secrets of DNS cookies (RFC 9018), 16 bytes each: the first signs, all are believed. The same on every server of a zone; by
   * default one by chance.
   */
  readonly cookieSecrets?: readonly Uint8Array[];
  /** Answers a second over UDP to one network for one name, or to its failures, before they are truncated; 0: no limit. */
  readonly answersPerSecond?: number;
};

export type ZoneServer = {
  /** UDP and TCP both. */
  readonly bound: readonly ZoneListener[];
  readonly failed: readonly ZoneNotBound[];
  /**
   * Resolves with true once every listener serves the changes, in the order of the calls; with false where the server was
   * closed before. While the worker is being started again it waits. Throws for a name or a value that cannot be.
   */
  publish(deltas: readonly ZoneDelta[]): Promise<boolean>;
  /** Of a zone that is signed; resolves with true once every listener signs with these, and with nothing else. */
  setKeys(zone: string, keys: ZoneKeys): Promise<boolean>;
  /** RFC 9018 section 5: first add the new secret behind the old one everywhere, then in front of it, then take the old one away. */
  setCookieSecrets(secrets: readonly Uint8Array[]): void;
  close(): Promise<void>;
};
