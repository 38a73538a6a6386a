import type { Finding } from '../causes/index.ts';
import type { InsideReport } from '../inside/index.ts';
import type { OutsideReport } from '../outside/index.ts';

/** What a remedy is made of; without an inside report the lines are for every manager that there may be. */
export type Patient = {
  readonly name: string;
  readonly report: OutsideReport | undefined;
  readonly inside: InsideReport | undefined;
};

/** Exact lines; never translated. */
export type Step =
  | { readonly do: 'run'; readonly line: string }
  /** A file changed; `diff` is a unified diff against what is there now. */
  | { readonly do: 'edit'; readonly file: string; readonly diff: string }
  /** A record to publish or delete, as zone files write it. */
  | { readonly do: 'record'; readonly line: string }
  /** Where no line can do it (a provider's console): a text of the catalogue, by its key. */
  | { readonly do: 'by-hand'; readonly text: string; readonly values: Readonly<Record<string, string>> };

/** One way to mend one finding. */
export type Remedy = {
  /** As the cookbook numbers it (W1, F1, N2, ...). */
  readonly id: string;
  /** Where it is done: only what is done on the machine itself can be applied by us. */
  readonly at: 'host' | 'dns' | 'cloud' | 'provider' | 'site' | 'wait';
  readonly now: readonly Step[];
  readonly permanent: readonly Step[];
  readonly verify: readonly Step[];
  readonly undo: readonly Step[];
  readonly values: Readonly<Record<string, string>>;
};

/** The remedies of one key for one finding, the best first; none where nothing can be said for this machine. Pure. */
export type RemedyRule = (finding: Finding, patient: Patient) => readonly Remedy[];
