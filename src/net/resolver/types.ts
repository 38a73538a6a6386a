import type { LookupOutcome } from '../../core/index.ts';
import type { Message, Name } from '../../wire/dns/index.ts';
import type { Lookup, Question } from '../types.ts';

/** A name server: an IP literal (IPv6 may carry a scope id, `fe80::1%eth0`) and a port. */
export type Server = { readonly address: string; readonly port: number };

/** One server asked once: what the doctor reads to name a lame or silent server. */
export type ServerStep = {
  /** `[2001:db8::1]:53` or `192.0.2.1:53`. */
  readonly server: string;
  /** The zone for which it was asked; absent for a stub. */
  readonly zone?: string;
  readonly name: string;
  readonly type: string;
  readonly outcome: LookupOutcome | 'referral' | 'alias';
  readonly rcode?: string;
  readonly errno?: string;
  readonly transport: 'udp' | 'tcp';
  readonly ms: number;
};

/** A lookup with every server asked, in order. */
type TracedLookup = Lookup & {
  readonly steps: readonly ServerStep[];
};

/** A message that answered a lookup, for its own name or for one that a CNAME led to. */
export type Reply = {
  readonly name: Name;
  /** The zone whose server sent it: what lies outside is not believed. The root where a recursive server sent it. */
  readonly zone: Name;
  readonly message: Message;
};

/** A lookup with the messages that it rests on, in order. */
export type SignedLookup = TracedLookup & { readonly replies: readonly Reply[] };

/**
 * Asks for signatures and the records that prove a denial (the DO bit), and believes or denies none of them: what
 * `createValidatingResolver` reads. Lookups end as those of `Resolver` do.
 */
export type SignedResolver = {
  lookup(question: Question): Promise<SignedLookup>;
  /** A DS or DNSKEY record set, whatever bytes the name holds. A DS is asked of the parent's servers. */
  fetch(name: Name, type: number, deadlineMs: number): Promise<SignedLookup>;
};

/** A resolver that tells all it saw. It satisfies `Resolver`. */
export type TracedResolver = { lookup(question: Question): Promise<TracedLookup> };
