import type { Clock } from '../../core/index.ts';
import type { Address, AddressPolicy, Dialer, Resolver, TlsProber } from '../../net/index.ts';

/** What measurements and tests reach the network with. */
export type Tools = {
  readonly resolver: Resolver;
  readonly dialer: Dialer;
  readonly tls: TlsProber;
  readonly policy: AddressPolicy;
  readonly clock: Clock;
  /** 80 and 443 everywhere but in tests. */
  readonly ports: { readonly http: number; readonly https: number };
};

/** One address of a name; `allowed`: the address policy lets it be connected to. */
export type Place = { readonly address: Address; readonly allowed: boolean };
