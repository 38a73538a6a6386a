/** Bytes of one request to an agent: names, two tokens and a handful of URLs take about 2 kB. */
export const ASK_BYTES_MAX = 65_536;

/** Bytes of one answer of an agent: 100 pieces of evidence of ours take about 100 kB; another's need far less. */
export const ANSWER_BYTES_MAX = 262_144;

/** Every bound of the coordinator. Times in milliseconds; `timeScale` multiplies them for tests. */
export type CoordinatorLimits = {
  /** One question to one perspective, from the moment it is asked. */
  readonly askMs: number;
  /** What the others get once the outcome is decided. */
  readonly slowMs: number;
  /** Waiting until a perspective that is asked too much at once can be asked at all. */
  readonly queueMs: number;
  /** Questions that one perspective has at the same time, and that wait for it. */
  readonly perPerspective: number;
  readonly waitingPerPerspective: number;
  /** Validations at once that have passed here and wait for perspectives. */
  readonly validations: number;
};

export const COORDINATOR_LIMITS: CoordinatorLimits = {
  askMs: 50_000, // an agent's own validation ends within 45 s, both families and its queue included; 5 s to travel
  slowMs: 2_000, // as Boulder's slowRemoteTimeout
  queueMs: 15_000, // as long as one black-holed name with two families takes: a slot comes free in that time
  perPerspective: 1_024, // streams of a few kB each; an agent runs as many as its open files allow
  waitingPerPerspective: 4_096, // as many as may wait here
  validations: 8_192, // a few kB each: the local queue and what has left it
};

/** Every time limit multiplied; counts stay. */
export function scaledLimits(limits: CoordinatorLimits, factor: number): CoordinatorLimits {
  const { askMs, slowMs, queueMs } = limits;
  return { ...limits, askMs: askMs * factor, slowMs: slowMs * factor, queueMs: queueMs * factor };
}

/** Texts of requests and answers. Names have 253 characters at most, in Unicode more; tokens of ACME 43, key authorizations 87. */
export const NAME_CHARS_MAX = 1_024;
export const TOKEN_CHARS_MAX = 512;
export const URL_CHARS_MAX = 8_192; // a redirect's path of 2,000 and a query
export const TRACE_CHARS_MAX = 256;

/** Addresses of one account, names of one CA: as many as a server has names of its own. */
export const ACCOUNT_URLS_MAX = 64;
export const PAST_THUMBPRINTS_MAX = 256;
export const ISSUERS_MAX = 64;

/** Pieces of evidence that an answer carries at most, and their bytes: the last ones, where a validation ended, are kept. */
export const EVIDENCE_MAX = 256;
export const EVIDENCE_BYTES_MAX = 196_608; // the rest of an answer stays far below what is left of `ANSWER_BYTES_MAX`

/** Error types of another's answer that are kept, and their characters. */
export const ERROR_TYPES_MAX = 8;
export const ERROR_TYPE_CHARS_MAX = 100;

/** Requests that an agent or a coordinator has at hand at the same time: as many as its validator lets run. */
export const REQUESTS_MAX = 4_096;

/** From when on the Baseline Requirements take how few perspectives at least (ballot SC-067). */
export const BASELINE_MINIMA: readonly { readonly from: number; readonly minimum: number }[] = [
  { from: 0, minimum: 2 },
  { from: Date.UTC(2026, 2, 15), minimum: 3 },
  { from: Date.UTC(2026, 5, 15), minimum: 4 },
  { from: Date.UTC(2026, 11, 15), minimum: 5 },
];
