import type {
  HandedOn,
  Secondary,
  ZoneDelta,
  ZoneFetch,
  ZoneKeys,
  ZoneListener,
  ZoneNotBound,
  ZoneServers,
  ZoneSettings,
  ZoneTransfer,
} from './types.ts';

/** What the worker is born with: everything that never changes while it lives. */
export type WorkerStart = {
  readonly zones: readonly ZoneSettings[];
  readonly onDemand: ZoneServers | undefined;
  readonly addresses: readonly string[];
  readonly port: number;
  readonly cookieSecrets: readonly Uint8Array[];
  readonly answersPerSecond: number;
  readonly handsOn: boolean;
  readonly secondaries: readonly Secondary[];
  /** Another worker was there before: what it served at the serial of the base may have been something else. */
  readonly again: boolean;
};

/** To the worker, in order; it takes them in order. */
export type ToWorker =
  | { readonly kind: 'changes'; readonly number: number; readonly deltas: readonly ZoneDelta[] }
  | { readonly kind: 'sequence'; readonly sequence: number }
  /** Everything known has been said: nobody is told that a name does not exist before. */
  | { readonly kind: 'open' }
  | { readonly kind: 'keys'; readonly zone: string; readonly keys: ZoneKeys }
  | { readonly kind: 'secrets'; readonly secrets: readonly Uint8Array[] }
  | { readonly kind: 'reply'; readonly number: number; readonly bytes: Uint8Array | undefined }
  | { readonly kind: 'close' };

export type FromWorker =
  /** Every listener serves the changes up to this number. */
  | { readonly kind: 'served'; readonly number: number }
  | {
      readonly kind: 'open';
      readonly bound: readonly ZoneListener[];
      readonly failed: readonly ZoneNotBound[];
    }
  | { readonly kind: 'handed-on'; readonly number: number; readonly message: HandedOn }
  | ({ readonly kind: 'transfer' } & ZoneTransfer)
  | { readonly kind: 'fetches'; readonly fetches: readonly ZoneFetch[]; readonly leftOut: number };
