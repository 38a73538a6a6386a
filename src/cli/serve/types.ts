import type { LoadedSettings } from '../../config/index.ts';
import type { Fault, Result } from '../../core/index.ts';
import type { ListenerView, ValidationView } from '../../console/api/index.ts';

/** Starts the whole server; `main.ts` is the only one. The command line gets it handed in, because it composes everything. */
export type StartServer = (
  loaded: LoadedSettings,
  surroundings: Surroundings,
) => Promise<Result<RunningServer>>;

/** What the server asks of whoever starts it. */
export type Surroundings = {
  readonly language: string;
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Something that the administrator should know and that does not stop the server. */
  readonly warn: (warning: Warning) => void;
};
export type Warning =
  | { readonly kind: 'family-missing'; readonly family: 6 | 4 }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** A started server, with what its banner says. */
export type RunningServer = {
  readonly listeners: readonly ListenerView[];
  readonly trial: boolean;
  readonly keyBeside: boolean;
  /** Is any name allowed? */
  readonly anythingAllowed: boolean;
  readonly directoryUrl: string;
  readonly rootFile: string;
  readonly own: OwnCertificateReport;
  /** Stops listening, finishes what runs within a bound, closes everything. */
  stop(): Promise<void>;
};

/** How the server came by its own certificate at this start. */
export type OwnCertificateReport = {
  readonly names: readonly string[];
  readonly notAfter: number | undefined;
  /** Obtained just now, by this validation of each name; absent when an earlier one is still good. */
  readonly obtained?: {
    readonly ms: number;
    readonly validations: readonly { name: string; validation: ValidationView }[];
  };
  readonly failed?: Fault;
};
