import type { Family } from '../core/index.ts';
import type { ExtendedError, Name, ResourceRecord } from '../wire/dns/index.ts';
import type { ClientNetwork } from './clients.ts';
import type { CheckedRule } from './script-schema.ts';
import type { ZoneSigner } from './signer.ts';

/** A name of a zone with its record sets by type; without any, it exists only because names below it do. */
export type Node = { readonly name: Name; readonly sets: ReadonlyMap<number, readonly ResourceRecord[]> };

/** One zone, ready to answer. */
export type Zone = {
  readonly apex: Name;
  readonly ttl: number;
  /** By `nameKey`. */
  readonly nodes: ReadonlyMap<string, Node>;
  /** Present where the zone is signed. */
  readonly signer?: ZoneSigner;
};

/** When a rule applies; what is absent matches everything. */
export type Match = {
  readonly name?: { readonly name: Name; readonly below: boolean };
  readonly types?: readonly number[];
  readonly clients?: readonly ClientNetwork[];
  /** Of the client for whom a resolver asks (RFC 7871). */
  readonly subnets?: readonly ClientNetwork[];
  readonly family?: Family;
  readonly transport?: Transport;
  /** Of the questions that match everything else, counted from 1. */
  readonly nth?: { readonly from: number; readonly to: number };
};
export type Transport = 'udp' | 'tcp';

/** One rule of a script: the first one that matches a question decides what happens to its answer. */
export type Rule = {
  /** Its place in the script, from 1. */
  readonly number: number;
  readonly match: Match;
  /** As checked: its fault, and what that needs. */
  readonly fault: CheckedRule;
  readonly delayMs: number;
  readonly ede: readonly ExtendedError[];
  /** Names that are something else for whom the rule matches. */
  readonly overlay: Overlay;
};
/** By `nameKey`: what stands there instead; null removes the name and all below it. */
export type Overlay = ReadonlyMap<string, Node | null>;

/** A checked script. */
export type LabPlan = { readonly zones: readonly Zone[]; readonly rules: readonly Rule[] };

/** How one question was answered, for the log. */
export type LabAnswer = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly transport: Transport;
  readonly client: string;
  readonly clientPort: number;
  /** The address that was asked. */
  readonly server: string;
  /** As asked, escaped; empty where the question could not be read. */
  readonly name: string;
  readonly type: string;
  /** The rule that decided, and its fault; absent where none matched. */
  readonly rule?: number;
  readonly fault?: CheckedRule['fault'];
  /** Absent where nothing was sent. */
  readonly rcode?: string;
  readonly answers: number;
  readonly truncated: boolean;
  /** Bytes sent; 0 where the question was dropped. */
  readonly bytes: number;
  readonly delayMs: number;
};
