import type { Catalogue } from '../../i18n/index.ts';
import type { Finding } from '../causes/index.ts';
import type { InsideReport } from '../inside/index.ts';
import type { OutsideReport } from '../outside/index.ts';

/** What a remedy is made of; without an inside report the lines are for every manager that there may be. */
export type Patient = {
  readonly name: string;
  readonly report: OutsideReport | undefined;
  readonly inside: InsideReport | undefined;
  /** Files of the machine by their path, where they were read: an edit is then a diff of the whole file. */
  readonly files?: Readonly<Record<string, string>> | undefined;
};

type ByHandTexts = Catalogue['doctor']['remedies']['byHand'];
export type ByHand = keyof ByHandTexts;

/** Exact lines; never translated. */
export type Step =
  | { readonly do: 'run'; readonly line: string }
  /** A file changed; `diff` is a unified diff against what is there now. */
  | { readonly do: 'edit'; readonly file: string; readonly diff: string }
  /** A line to write into a configuration file: the step by hand before it says where. */
  | { readonly do: 'write'; readonly line: string }
  /** A record to publish (`+`) or to delete (`-`), as a diff of a zone file has it. */
  | { readonly do: 'record'; readonly line: string }
  /** Where no line can do it (a provider's console): a text of the catalogue, by its key. */
  | { readonly do: 'by-hand'; readonly text: ByHand; readonly values: Readonly<Record<string, string>> };

/** What the titles of remedies are made of. */
type RemedyValues = {
  readonly name: string;
  /** `80, 443`. */
  readonly ports: string;
  /** `IPv6` or `IPv4`. */
  readonly family: string;
};

/** One way to mend one finding. */
export type Remedy = {
  /** As the cookbook numbers it (W1, F1, N2, ...): its title is in the catalogue, more of it in docs/remedies.md. */
  readonly id: RemedyId;
  /** Which program, manager or provider the lines are for (`netplan`, `ufw`, `AWS`), where there may be several. */
  readonly label?: string | undefined;
  /** Where it is done: only what is done on the machine itself can be applied by us. */
  readonly at: 'host' | 'dns' | 'cloud' | 'provider' | 'site' | 'wait';
  readonly now: readonly Step[];
  /** Empty: what is done now stays after a reboot. */
  readonly permanent: readonly Step[];
  /** Each line ends with 0 where the remedy has worked. */
  readonly verify: readonly Step[];
  /** Takes back what was done now. */
  readonly undo: readonly Step[];
  /** And this what was done to keep it. */
  readonly undoPermanent: readonly Step[];
  readonly values: RemedyValues;
};
export type RemedyId = keyof Catalogue['doctor']['remedies']['titles'];

/** The remedies of one key for one finding, the best first; none where nothing can be said for this machine. Pure. */
export type RemedyRule = (finding: Finding, patient: Patient) => readonly Remedy[];
