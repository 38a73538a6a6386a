import type { z } from 'zod';
import type { Clock, StopSignal } from '../../core/index.ts';

/** One value of the TXT record set of a name: all that the broker ever writes. */
export type TxtValue = {
  /** The zone at the provider, in lower-case A-labels without a final dot: `example.com`. */
  readonly zone: string;
  /** The owner, written in full: `_acme-challenge.www.example.com`. */
  readonly name: string;
  /** As it is in DNS, without quotes; at most 255 bytes of ASCII. */
  readonly value: string;
};

export type Until = { readonly deadlineMs: number; readonly signal: StopSignal };

/**
 * Why a provider did not do it.
 * - `unauthorized`: the credentials are wrong, or may not do this.
 * - `no-zone`: the credentials are good, and the zone is not there.
 * - `rate-limited`: asked too often; `retryAfterMs` where it said until when.
 * - `conflict`: another program changed the record set at the same time, more often than is tried again.
 * - `refused`: it understood, and said no; its own code is in `code`.
 * - `timeout`, `unreachable`: no whole answer in time; whether it was done is not known.
 * - `malformed`: an answer that its own description does not allow.
 */
export type ProviderFailure = {
  readonly ok: false;
  readonly outcome:
    | 'unauthorized'
    | 'no-zone'
    | 'rate-limited'
    | 'conflict'
    | 'refused'
    | 'timeout'
    | 'unreachable'
    | 'malformed';
  /** HTTP status, DNS rcode or exit code with the provider's error code: printable ASCII, at most 100 characters, never a secret. */
  readonly code?: string;
  readonly retryAfterMs?: number;
};
export type ProviderResult<T> = { readonly ok: true; readonly value: T } | ProviderFailure;

/**
 * A place where TXT records are written. Contract (test/contract/provider.ts, run on every kind):
 * - a change is about one value; every other value of the name, and every other name, stays as it is, whoever wrote it and whenever;
 * - `add` of what is there and `remove` of what is not there change nothing and are no failure, so that each can be tried again;
 * - the caller asks for one change of one name at a time; other programs may change the same name meanwhile, and lose nothing by it;
 * - nothing rejects; everything ends by the deadline or the signal; answers are read up to a named limit;
 * - no secret is in a failure or a log line.
 */
export type Provider = {
  /** `change`: what `inSync` is asked about, where the provider tells when its servers have a change. */
  add(value: TxtValue, until: Until): Promise<ProviderResult<{ readonly change?: string }>>;
  remove(value: TxtValue, until: Until): Promise<ProviderResult<{ readonly change?: string }>>;
  /** All TXT values of the name, whoever wrote them. Undefined where the provider cannot say. */
  readonly list?: (
    at: Pick<TxtValue, 'zone' | 'name'>,
    until: Until,
  ) => Promise<ProviderResult<readonly string[]>>;
  readonly inSync?: (change: string, until: Until) => Promise<ProviderResult<boolean>>;
  close(): void;
};

/** One kind of provider: what an administrator says of it, and how it is opened. */
export type ProviderKind<Options, Credentials> = {
  /** What is no secret: the URL of an API, a server's addresses. Strict objects; every field with a `describe` for people. */
  readonly options: z.ZodType<Options>;
  /** What is sealed, and never shown again. */
  readonly credentials: z.ZodType<Credentials>;
  /** May load an SDK; rejects for nothing that an administrator can mistype: that is what the schemas are for. */
  open(parts: {
    readonly options: Options;
    readonly credentials: Credentials;
    readonly clock: Clock;
    /** Seconds of the records that it writes. */
    readonly ttlS: number;
  }): Promise<Provider>;
};
