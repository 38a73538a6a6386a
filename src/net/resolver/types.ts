import type { LookupOutcome } from '../../core/index.ts';
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
export type TracedLookup = Lookup & {
  readonly steps: readonly ServerStep[];
};

/** A resolver that tells all it saw. It satisfies `Resolver`. */
export type TracedResolver = { lookup(question: Question): Promise<TracedLookup> };
