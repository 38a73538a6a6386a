import type { Family } from '../../core/index.ts';
import type { InsideReport } from '../inside/index.ts';
import type { OutsideReport } from '../outside/index.ts';

/**
 * How sure a cause is. `proven`: what the machine says of itself and what is seen from outside agree (or one of them alone leaves no
 * other reading); `strong`: one cause fits and no other; `likely`: it fits, others could; `ambiguous`: several fit alike.
 */
export type Certainty = 'proven' | 'strong' | 'likely' | 'ambiguous';

/** What a certificate's validation does under it (docs/causes.md). */
type ValidationEffect =
  | 'passes'
  | 'retried' // a connect timeout: IPv4 is tried, under every rule
  | 'retried-by-code' // refused or unreachable: only what Let's Encrypt's code does passes
  | 'fails'
  | 'depends' // on the address or name server that a perspective gets
  | 'perspectives' // passes from some places only
  | 'dns-fails' // dns-01 fails, http-01 does not
  | 'none';

/** Whom it hurts, and how. */
type VisitorEffect =
  | 'none'
  | 'delayed' // dual-stack visitors wait some 0.3 s for each connection
  | 'broken' // everybody who gets IPv6
  | 'six-only' // visitors who have nothing but IPv6
  | 'four-only'
  | 'slow'
  | 'down' // everybody
  | 'regional'
  | 'exposed'; // security

/** What was seen from outside: from this place, from others at the same time, and here again a minute later. */
export type Seen = {
  readonly report: OutsideReport;
  readonly others: readonly OutsideReport[];
  readonly again: OutsideReport | undefined;
};

export type Place = {
  readonly host?: string | undefined;
  readonly address?: string | undefined;
  readonly family?: Family | undefined;
  readonly port?: number | undefined;
};

/** What texts and remedies are made of; never anything that a target sent but names, addresses and numbers. */
export type Values = Readonly<Record<string, string | number>>;

/** Something seen from outside that a cause explains. */
export type Sign = {
  /** Which symptom: causes that explain the same one are rivals. Made by `symptoms.ts`, never by hand. */
  readonly symptom: string;
  readonly place: Place;
  readonly values?: Values;
  /** What was seen fits this cause and no other: rivals for the symptom are dropped. */
  readonly alone?: boolean;
  /** Less sure than the catalogue's row: something else, however rare, would look the same. */
  readonly atMost?: Certainty;
  /** Explained only where the machine itself shows the cause: from outside nobody would name it. */
  readonly ifShown?: boolean;
};

/** What the machine says of a cause. Ruled out only by what was read: what could not be read is `silent`. */
export type Inside =
  | { readonly says: 'shown'; readonly where: readonly Shown[] }
  | { readonly says: 'ruled-out' }
  | { readonly says: 'silent' };
/** `place`: what it holds for; a part that is missing holds for every one. */
export type Shown = {
  readonly place: Place;
  readonly values?: Values;
  /** True although nothing is seen of it yet: what is lost at the next reboot, for example. */
  readonly latent?: boolean;
};

/** What would settle an ambiguous cause: a code; its text stands in i18n. */
export type Measurement =
  | 'inside' // sixfour check --inside on the server
  | 'inside-root' // the same as root
  | 'counter' // whether the probe's packets arrive at the server
  | 'confirm' // a second sample a minute later
  | 'perspectives' // from other places
  | 'provider' // the provider's console: firewall, routing
  | 'dns-panel' // who made the record
  | 'client-log'
  | 'none';

/** One row of the catalogue: docs/causes.md, under `<id>-<slug>`. Pure. */
export type Cause = {
  readonly id: string;
  /** Of its documentation's anchor. */
  readonly slug: string;
  /** The most that each side alone may say of it; absent: that side sees nothing. */
  readonly certainty: { readonly outside?: Certainty; readonly inside?: Certainty };
  readonly validation: ValidationEffect;
  readonly visitors: readonly VisitorEffect[];
  /** Keys of `doctor/remedies`, the best one first. */
  readonly remedies: readonly string[];
  /** A state that may be meant so (a site of one family): told, but no fault, and no reason to end with 1. */
  readonly note?: true;
  /** Who answers is not who was meant: a challenge that is put in place will not be found there. */
  readonly elsewhere?: true;
  readonly decide: Measurement;
  readonly outside: (seen: Seen) => readonly Sign[];
  /** `seen`: absent where only the machine was asked. */
  readonly inside: (inside: InsideReport, seen: Seen | undefined) => Inside;
};

/** A cause that was found, with all that it explains. */
export type Finding = {
  readonly id: string;
  readonly certainty: Certainty;
  readonly basis: 'outside' | 'inside' | 'both';
  readonly places: readonly Place[];
  readonly values: Values;
  /** Other causes that explain the same: what makes it ambiguous. */
  readonly rivals: readonly string[];
  readonly decide: Measurement;
};
