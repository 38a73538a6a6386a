import type { Fault, FaultCode } from '../../core/index.ts';
import type { Acme } from './acme.ts';
import type { Exchange } from './exchange.ts';

/**
 * One step of an endpoint. It reads and fills the exchange; a returned fault refuses the request, a set `reply` ends the
 * table early, anything else goes on to the next step. `docs/order-life-cycle.md` shows name and refusals of every step.
 */
export type Step = {
  readonly name: string;
  /** Where the rule stands. */
  readonly source: string;
  /** Every fault that this step can answer, for the documentation; faults of the CA and the store's included. */
  readonly refusals: readonly FaultCode[];
  run(exchange: Exchange, acme: Acme): Fault | undefined | Promise<Fault | undefined>;
};

/** A resource of RFC 8555 as an ordered table of steps. */
export type Endpoint = {
  readonly name: string;
  readonly source: string;
  readonly methods: readonly ('GET' | 'HEAD' | 'POST')[];
  /** Path below the directory's prefix; `:name` is a segment of any value. */
  readonly path: string;
  readonly steps: readonly Step[];
};

/** Runs the steps in order until one refuses or replies. */
export async function runSteps(
  endpoint: Endpoint,
  exchange: Exchange,
  acme: Acme,
): Promise<Fault | undefined> {
  for (const step of endpoint.steps) {
    const outcome = step.run(exchange, acme);
    // awaiting only what is a promise keeps the many synchronous steps in one turn
    const fault = outcome instanceof Promise ? await outcome : outcome;
    if (fault !== undefined) return fault;
    if (exchange.reply !== undefined) return undefined;
  }
  throw new Error(`no step of ${endpoint.name} replied`);
}
