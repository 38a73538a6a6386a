import type { Family, RetryRule } from '../../core/index.ts';
import type { ExplainRowId } from '../../i18n/index.ts';

/** An id of the catalogue of causes, e.g. `E1`. */
export type CauseId = `${'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G'}${number}`;

/** What an error says of a retry rule: it failed under it; under it the IPv4 address would have been tried as well; it would have passed. */
type RuleWord = 'fails' | 'may-pass' | 'passes';
export type RuleWords = Readonly<Record<RetryRule, RuleWord>>;

/** What to run next; texts and command lines are made of it at the edge. */
export type Next =
  | 'check' // look from outside
  | 'inside' // look on the server
  | 'name-check' // ask all name servers for the challenge's name
  | 'persist-check'
  | 'advise'
  | 'wait'; // nothing is measured by another try

/** Who writes such a text. */
export type Source = 'boulder' | 'certbot' | 'lego' | 'acme.sh' | 'sixfour' | 'acme';

/** One error text: how it is known, and what follows from it. */
export type Row = {
  readonly id: ExplainRowId;
  readonly source: Source;
  /**
   * On text with single spaces and plain quotes. Named groups that are read: `name`, `url`, `address`. Every repetition that can
   * overlap another one has a bound, so that no text makes it slow.
   */
  readonly pattern: RegExp;
  /** Absent where the retry rules do not come into it. */
  readonly rules?: RuleWords;
  /** Of a failure to connect that Boulder words: the family named lets one say what came before. */
  readonly dial?: true;
  /** Says where or how often something failed, not what: it is told beside what else is found. */
  readonly context?: true;
  /** Says that something failed and not what: it is told only where nothing else is found. */
  readonly alone?: true;
  readonly causes: readonly CauseId[];
  readonly next: readonly Next[];
};

/** What follows from the address that an error names. */
export type Hint = 'ipv6-named' | 'ipv4-named';

/** One error that was recognised. Of the pasted text only names and addresses are in it, and only where they are ones. */
export type Recognition = {
  readonly row: Row;
  readonly name?: string;
  readonly address?: string;
  readonly family?: Family;
  /** It happened at a later request than the first one. */
  readonly redirected: boolean;
  readonly rules?: RuleWords;
  readonly hint?: Hint;
};
