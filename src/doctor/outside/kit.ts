import type { Clock, StopSignal } from '../../core/index.ts';
import type {
  AddressPolicy,
  Anchor,
  Dialer,
  Fetcher,
  QuicProber,
  Resolver,
  ServerProber,
  TlsProber,
} from '../../net/index.ts';
import type { CaaTerms, Validator } from '../../validation/index.ts';
import type { Gate } from './connects-gate.ts';
import type { Tracer } from './trace-run.ts';

/** What looking from outside needs of the world. Whatever goes out, goes through these. */
export type Kit = {
  readonly clock: Clock;
  /** Follows names from the root (or the settings' stubs) downwards, with nothing kept from before; one for each look. */
  readonly resolver: (name: string) => Resolver;
  /** The same walk, with every answer proven by its signatures; absent where nobody validates. */
  readonly signed?: ((name: string) => Resolver) | undefined;
  /** Recursive servers that keep answers, each for itself. */
  readonly caches?: readonly Resolver[] | undefined;
  readonly servers: ServerProber;
  readonly dialer: Dialer;
  readonly fetcher: Fetcher;
  readonly tls: TlsProber;
  readonly quic: QuicProber;
  readonly policy: AddressPolicy;
  /** The CA's own engine: diagnosis and validation can never disagree. */
  readonly validator: Validator;
  /** Addresses of both families that are known to answer, for the self-test; empty: families are `untested`. */
  readonly anchors: readonly Anchor[];
  readonly ports: Ports;
  /** By which names CAA records mean the CA that is asked about; absent: CAA is not judged here. */
  readonly caa?: CaaTerms | undefined;
  /** Absent where paths cannot be traced. */
  readonly tracer?: Tracer | undefined;
  /** Factor on every time limit, as `validation.time_scale`. */
  readonly timeScale: number;
};
/** Where websites listen: 80 and 443 but in tests; and a port that nobody listens on. */
type Ports = {
  readonly http: number;
  readonly https: number;
  readonly closed: number;
  /** Of name servers: 53 everywhere but in tests. */
  readonly dns?: number;
};

/** What is looked at, by what, until when. */
export type Look = {
  /** A-labels, lower case, no trailing dot. */
  readonly name: string;
  readonly vantage: string;
  readonly kit: Kit;
  /** Monotonic milliseconds. */
  readonly deadlineMs: number;
  readonly signal: StopSignal;
  /** What is sent to targets goes through here: so many at once, in all and to one address. */
  readonly gate: Gate;
};
