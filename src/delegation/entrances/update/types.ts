import type { Client } from '../../../store/index.ts';
import type { TsigKey, TsigReason } from '../../../wire/dns/index.ts';

/**
 * One change that an UPDATE asks for. `challenge` is the challenge's own name (`_acme-challenge.www.example.com`), whichever name
 * the client wrote; `cleanup` takes back one value, `clear` all of the client's own at that name. Nobody else's is ever touched.
 */
export type Operation =
  | { readonly kind: 'present' | 'cleanup'; readonly challenge: string; readonly value: string }
  | { readonly kind: 'clear'; readonly challenge: string };

/** What is known of a name for the client that asks, looked up before anything is decided. */
export type Standing =
  | { readonly outcome: 'covered'; readonly challenge: string; readonly own: readonly string[] }
  /** `reason`: a sentence for people; the client may show it. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** It is not the name of a challenge, nor a label that stands for one. */
  | { readonly outcome: 'no-challenge' };

/** Why an update is refused; the texts are in `i18n/en/update.ts`. */
export type UpdateReason =
  | TsigReason
  | 'unsigned'
  | 'malformed'
  | 'zone-section'
  | 'not-our-zone'
  | 'not-in-zone'
  | 'prerequisite-form'
  | 'prerequisite-false'
  | 'prerequisite-type'
  | 'update-form'
  | 'too-many-records'
  | 'too-many-updates'
  | 'too-many-failures'
  | 'not-txt'
  | 'value'
  | 'no-challenge'
  | 'rule'
  | 'failed'
  | 'not-soa'
  | 'not-here';

export type UpdateRefusal = {
  readonly outcome: 'refused';
  readonly rcode: number;
  readonly reason: UpdateReason;
  /** Of `rule` and `failed`: whatever those who decided say. */
  readonly text?: string;
};

export type UpdateRequest = { readonly outcome: 'accepted'; readonly operations: readonly Operation[] };

/** Who asks, once the signature is right. */
export type UpdateClient = {
  readonly client: Client;
  /** The address that the message came from. */
  readonly source: string;
};

/** The keys that clients sign with, by the name of the key in canonical text. */
export type UpdateKeys = {
  find(name: string): Promise<{ readonly key: TsigKey; readonly client: Client } | undefined>;
};

/** What stands behind the entrance: the rules and the values. */
export type Values = {
  /** `name`: in canonical text; of the zone of a listener or, at the facade, of a customer's. The client's own values are live ones. */
  standing(client: UpdateClient, name: string): Promise<Standing>;
  /**
   * All of them or none, in their order; resolves once every name server serves the outcome. Whoever may not, or may not any more,
   * is refused here too: what `standing` said may be old. Throws where the store or the servers fail.
   */
  apply(
    client: UpdateClient,
    operations: readonly Operation[],
  ): Promise<
    | { readonly ok: true }
    /** `unavailable`: it may be done another time (a DNS provider failed). */
    | { readonly ok: false; readonly reason: string; readonly unavailable?: boolean }
  >;
};
