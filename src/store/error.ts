import type { Fault } from '../core/index.ts';

/** The store cannot do what was asked: infrastructure, not data, so it is thrown. `fault` is what people are told. */
export class StoreError extends Error {
  readonly fault: Fault;
  constructor(fault: Fault, options?: ErrorOptions) {
    super(`store: ${fault.code}`, options);
    this.name = 'StoreError';
    this.fault = fault;
  }
}
