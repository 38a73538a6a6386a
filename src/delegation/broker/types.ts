import type { Clock, Log, Result } from '../../core/index.ts';
import type { Client, ClientKey, Store } from '../../store/index.ts';
import type { Style } from '../names/index.ts';
import type { Challenge } from './challenge-name.ts';

/** A zone of ours, and how its labels are made. */
export type BrokerZone = { readonly name: string; readonly style: Style };

/**
 * After the store changed: resolves when these challenges are served as they are now, by all servers of ours; of `values` also when the
 * DNS provider that holds the name has them, or has them no more. A value that is not told is seen to at the provider in the
 * background. Faults `providerFailed`, `providerLate`: what our own servers show is served even so.
 */
export type Publish = (challenges: readonly string[], values?: readonly string[]) => Promise<Result<void>>;

export type BrokerParts = {
  readonly store: Store;
  /** Every challenge has a label in each. */
  readonly zones: readonly BrokerZone[];
  readonly publish: Publish;
  readonly clock: Clock;
  readonly log: Log;
};

/** Who has shown a good key, or proven itself otherwise, and what that proof is limited to. */
export type Principal = { readonly client: Client; readonly key: Pick<ClientKey, 'challenge' | 'networks'> };

/** One value of one challenge, as a client asks for it, whatever it spoke. */
export type ChallengeRequest = {
  readonly challenge: Challenge;
  /** 43 characters of base64url (RFC 8555 section 8.4). */
  readonly value: string;
  /** Address of whoever asks. */
  readonly source: string;
  /** Of the ACME account's key, where the protocol tells it. */
  readonly thumbprint: string | undefined;
};

/** A label that a challenge has, and the name that it makes. */
export type Target = { readonly zone: string; readonly label: string; readonly target: string };

/**
 * The one way in for every protocol: who it is, which challenge is meant, whether a rule allows it, and only then a value. What it
 * answers has happened: it is durable, and every listener of ours serves it.
 */
export type Broker = {
  /** By the key alone, or by a user's name too: its UUID or the client's name. Fault `clientKeyUnknown`, whatever was wrong. */
  authenticate(
    credentials: { readonly user?: string; readonly key: string },
    source: string,
  ): Promise<Result<Principal>>;
  /** The name at which a CA asks, or a label of a zone of ours. Fault `notAChallengeName`. */
  resolve(name: string): Promise<Result<Challenge>>;
  /** The same for a label of whichever zone. */
  resolveLabel(label: string): Promise<Result<Challenge>>;
  /**
   * Whether a rule lets the client answer it, at whatever time: windows, quotas and approval are for `present` to judge. Recorded where
   * none does. Fault `notDelegatedTo`.
   */
  allowed(who: Principal, asked: Omit<ChallengeRequest, 'value'>): Promise<Result<void>>;
  /** Faults `notDelegatedTo`, `challengeValueRefused`, `tooManyChallengeValues`, `labelTaken`. */
  present(who: Principal, asked: ChallengeRequest): Promise<Result<void>>;
  /** Takes back one present of the client's own. A value that is not there is taken back already. Fault `notDelegatedTo`. */
  cleanUp(who: Principal, asked: ChallengeRequest): Promise<Result<void>>;
  /** Takes back all presents of the client's own at once. Fault as of `cleanUp`. */
  withdraw(who: Principal, asked: ChallengeRequest): Promise<Result<void>>;
  /** Gives the challenge its labels, for a client: idle from now on, and known. Faults `labelTaken`, `delegationOff`. */
  allocate(challenges: readonly Challenge[], clientId: string): Promise<Result<void>>;
  /** A key for one challenge alone. Undefined when the client has too many. */
  addKey(
    who: Principal,
    challenge: Challenge,
    networks: readonly string[],
  ): Promise<{ user: string; key: string } | undefined>;
  /** Of a client whose rules are about one single name: its challenge. */
  onlyChallenge(who: Principal): Promise<Challenge | undefined>;
  /** Where the challenge is answered; the first is that of the first zone. */
  targets(challenge: Challenge): readonly Target[];
  /** After values were taken away in the store: they are not served any more when it resolves. */
  withdrawn(challenges: readonly string[]): Promise<void>;
  /** Takes out some of what has expired, approvals that are over too; true when nothing had. */
  expire(): Promise<boolean>;
};
