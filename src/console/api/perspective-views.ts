import type { Family, Region, Result, RetryRule, StopSignal } from '../../core/index.ts';
import type { OutsideReport } from '../../doctor/outside/index.ts';
import type { PerspectiveCertificate, PerspectiveRow } from '../../store/index.ts';
import { time } from './views.ts';

/** What the handlers ask of whoever holds the connections; without a server nobody does, and `state` knows nothing. */
export type PerspectiveControl = {
  /** Where perspectives join, and the root that they trust. Fault `perspectivesClosed` where the settings let nobody join. */
  invite(): Promise<Result<{ readonly url: string; readonly pin: string }>>;
  /** A look at a name from every perspective of ours at once; `signal`: nobody waits any longer. Fault `noPerspectives`. */
  examine(
    what: { readonly name: string; readonly again: boolean },
    signal: StopSignal,
  ): Promise<Result<ExaminationsView>>;
  /** After a row came or went: connections follow before this resolves. */
  changed(): Promise<void>;
  state(name: string): PerspectiveStateView | undefined;
  foreign(): readonly { readonly name: string; readonly region: Region; readonly url: string }[];
};

/** What the doctor sees of one name from every perspective, and how many of them an order needs. */
export type ExaminationsView = {
  readonly examinations: readonly ExaminationView[];
  /** Null where perspectives are asked that never look: those of the settings. */
  readonly quorum: {
    /** The retry rule by which each of them is judged. */
    readonly rule: RetryRule;
    readonly policy: string;
    /** False: what perspectives say is recorded, and refuses nothing. */
    readonly decides: boolean;
    readonly minimum: number;
    readonly needed: number;
    readonly regionsNeeded: number;
  } | null;
};
export type ExaminationView = { readonly perspective: string; readonly region: Region } & (
  | { readonly outcome: 'answered'; readonly report: OutsideReport }
  | { readonly outcome: 'timeout' | 'unreachable' | 'malformed' | 'busy' }
);

/** A connection to one perspective. `none`: not since the server started. */
export type PerspectiveStateView = { readonly since: string } & (
  | { readonly connection: 'none' }
  | {
      readonly connection: 'connected';
      readonly address: string;
      readonly family: Family;
      /** Of its program. */
      readonly version: string;
      /** Its last sign of life. */
      readonly heardAt: string;
      readonly certificateUntil: string;
    }
  | { readonly connection: 'lost'; readonly reason: string }
  | {
      readonly connection: 'failed';
      readonly tried: readonly {
        readonly address: string | null;
        readonly family: Family | null;
        readonly reason: string;
      }[];
    }
  | { readonly connection: 'refused'; readonly reason: string; readonly protocol?: number }
);

export type PerspectiveView = {
  readonly name: string;
  readonly kind: 'perspective' | 'client' | 'foreign';
  readonly region: Region | null;
  /** Where it listens; null where it dials out, and for clients. */
  readonly url: string | null;
  /** `invited`: its token waits to be used; `expired`: and was not in time. */
  readonly status: 'invited' | 'expired' | 'joined';
  readonly createdAt: string | null;
  readonly joinedAt: string | null;
  readonly state: PerspectiveStateView | null;
};

export type PerspectiveDetailView = PerspectiveView & {
  readonly certificates: readonly {
    readonly serial: string;
    readonly status: 'reserved' | 'abandoned' | 'valid' | 'expired' | 'revoked';
    readonly notBefore: string;
    readonly notAfter: string;
  }[];
};

/** The only answer that ever holds the token. */
export type InvitationView = PerspectiveView & {
  readonly url: string | null;
  readonly join: {
    readonly server: string;
    readonly token: string;
    readonly pin: string;
    readonly until: string;
  };
};

export function perspectiveView(
  row: PerspectiveRow,
  state: PerspectiveStateView | undefined,
  now: number,
): PerspectiveView {
  const { name, role, region, url, joinedAt } = row;
  const waiting = row.tokenExpiresAt > now ? 'invited' : 'expired';
  return {
    name,
    kind: role,
    region,
    url,
    status: joinedAt === null ? waiting : 'joined',
    createdAt: time(row.createdAt),
    joinedAt: joinedAt === null ? null : time(joinedAt),
    state: role === 'client' ? null : (state ?? null),
  };
}

/** One of the settings: there is nothing to join, and no connection that stands. */
export function foreignView(one: {
  readonly name: string;
  readonly region: Region;
  readonly url: string;
}): PerspectiveView {
  return { ...one, kind: 'foreign', status: 'joined', createdAt: null, joinedAt: null, state: null };
}

export function perspectiveCertificateView(certificate: PerspectiveCertificate, now: number) {
  const { serial, state, notBefore, notAfter, revokedAt } = certificate;
  const alive = notAfter < now ? ('expired' as const) : ('valid' as const);
  const issued = revokedAt === null ? alive : ('revoked' as const);
  return {
    serial,
    status: state === 'issued' ? issued : state,
    notBefore: time(notBefore),
    notAfter: time(notAfter),
  };
}
