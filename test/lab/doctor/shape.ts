// What one scenario of the fault lab says: what is there, what breaks, and what has to be seen of it.
import type { Certainty, VisitorVerdict } from '../../../src/doctor/causes/index.ts';
import type { Compared } from '../../../src/cli/doctor/pasted-compare.ts';
import type { LabScript } from '../../../src/lab/index.ts';
import type { Network, Node } from '../../support/namespaces.ts';

type Rules = NonNullable<LabScript['rules']>;

/** Where a scenario plays: its own host, its own zone. */
export type At = {
  readonly id: string;
  /** `e1.lab`, apex of a zone of its own. */
  readonly name: string;
  /** The name's zone: the name itself, unless the scenario says otherwise. */
  readonly zone: string;
  readonly v6: string;
  readonly v4: string;
  /** Another site's host, healthy, that knows nothing of the name; and addresses beside its own that nobody has. */
  readonly dns: { readonly v6: string; readonly v4: string };
  readonly other: { readonly v6: string; readonly v4: string };
  readonly free: { readonly v6: string; readonly v4: string };
};

/** One that remembers, or one that makes AAAA records of A records (DNS64, RFC 6147). */
export type Resolver = 'plain' | 'dns64';

export type Setting = { readonly network: Network; readonly web: Node; readonly at: At };

export type Verdicts = readonly ['valid' | 'invalid', 'valid' | 'invalid', 'valid' | 'invalid'];

export type Scenario = {
  /** The cause's id, with a variant after a dash; `healthy-...` for a negative control. */
  readonly id: string;
  readonly what: string;
  /** The name below its zone. */
  readonly name?: (zone: string) => string;
  /** How the zone is served, e.g. signed. */
  readonly zone?: (at: At) => Partial<LabScript['zones'][number]>;
  /** Records of the zone, instead of the healthy ones. */
  readonly records?: (at: At) => string;
  readonly rules?: (at: At) => Rules;
  /** Further zones. */
  readonly zones?: (at: At) => LabScript['zones'];
  /** Gives the host the address that is published, before the name server has its records. */
  readonly published?: (setting: Setting) => Promise<string>;
  /** The recursive servers of the place that looks; without this the zone's own. */
  readonly resolver?: Resolver;
  /** The machine's own way out is looked at too, to the name servers: `--outbound`. */
  readonly outbound?: true;
  /** The machine was started a minute ago. */
  readonly started?: true;
  /** Starts what serves the site; nginx with the healthy configuration unless given. */
  readonly serve?: (setting: Setting) => Promise<void>;
  /** nginx's `server` blocks, instead of the healthy ones. */
  readonly nginx?: (at: At) => string;
  /** Breaks it, after everything runs. */
  readonly fault?: (setting: Setting) => Promise<void>;
  /** What a CA or a client said, given to the check. */
  readonly pasted?: (at: At) => string;
  readonly expect: Expected;
  /** How the first remedy on the host is played; or why it cannot be in a namespace: its lines are checked as text. */
  readonly mend?: Mend;
};

export type Mend =
  | { readonly notHere: string }
  | {
      /** What a person does of it, with the lines that the remedy has for him: each has to be used as it is. */
      readonly byHand?: (setting: Setting, lines: readonly string[]) => Promise<void>;
      /** It is about the validation: what visitors meet besides has another cause. */
      readonly validation?: true;
      /** What `undo` leaves, and why that is right. */
      readonly stays?: RegExp;
    };

export type Expected = {
  /** The cause, absent for a negative control: nothing may be found. */
  readonly cause?: string;
  /** What the outside look alone says of it; absent: nothing. */
  readonly outside?: Certainty;
  /** The candidates that are printed beside it, from outside. */
  readonly rivals?: readonly string[];
  /** What it says joined with the inside report; absent: as outside. */
  readonly joined?: Certainty;
  /** Causes that are there as well, by the nature of the fault. */
  readonly also?: readonly string[];
  /** What looks alike from outside, and is excluded once the machine is asked. */
  readonly alsoOutside?: readonly string[];
  /** That an order fails is not to be seen from outside: the verdict is that of both looks. */
  readonly hidden?: true;
  /** What the CA does: documented, boulder, per-hop. */
  readonly rules: Verdicts;
  /** What of each error that is pasted is seen, joined with the inside report. */
  readonly pasted?: readonly Compared['state'][];
  /** What every address says to a QUIC probe; absent: nobody looks at that. */
  readonly http3?: 'answers';
  readonly visitors?: {
    readonly dual: VisitorVerdict;
    readonly six: VisitorVerdict;
    readonly four: VisitorVerdict;
  };
};

export const PASSES: Verdicts = ['valid', 'valid', 'valid'];
/** What only Let's Encrypt's code retries. */
export const BY_CODE: Verdicts = ['invalid', 'valid', 'valid'];
export const FAILS: Verdicts = ['invalid', 'invalid', 'invalid'];
export const FINE = { dual: 'fine', six: 'fine', four: 'fine' } as const;
export const DELAYED = { dual: 'delayed', six: 'unreachable', four: 'fine' } as const;
export const BROKEN6 = { dual: 'broken', six: 'broken', four: 'fine' } as const;
