import type { Clock, Result } from '../../core/index.ts';
import type { Auditor } from '../../delegation/audit/index.ts';
import type { Store } from '../../store/index.ts';
import type { DelegationControl } from './delegation-views.ts';
import type { PersistControl } from './persist.ts';
import type { PerspectiveControl } from './perspective-views.ts';
import type { ProviderControl } from './provider-views.ts';
import type { DryValidations } from './validation-views.ts';
import type { AuthorityView, StatusView } from './views.ts';
import type { ZoneControl, ZoneView } from './zones.ts';

/** What the handlers work on: a running server gives its own, a command without a server opens the data directory. */
export type ControlContext = {
  readonly store: Store;
  readonly clock: Clock;
  readonly language: string;
  status(): StatusView;
  authority(): Promise<Result<AuthorityView>>;
  /** Encrypts a new external account key for the store. */
  sealExternalKey(id: string, key: Uint8Array): Promise<Result<Uint8Array>>;
  /** The same of a TSIG key. */
  sealTsigSecret(name: string, secret: Uint8Array): Promise<Result<Uint8Array>>;
  /** After a change of what is allowed: whoever keeps a copy reads it again. */
  allowancesChanged(): Promise<void>;
  readonly perspectives: PerspectiveControl;
  readonly dryValidations: DryValidations;
  readonly delegation: DelegationControl;
  readonly audit: Pick<Auditor, 'checkpoint' | 'verify' | 'publicKey' | 'purge'>;
  readonly persist: PersistControl;
  readonly providers: ProviderControl;
  /** Those of the settings. */
  readonly zones: readonly Pick<ZoneView, 'name' | 'nameServers' | 'dnssec'>[];
  readonly zoneControl: ZoneControl;
  /** After a revocation: a new CRL is due now. */
  certificateRevoked(issuerId: string): Promise<void>;
};
