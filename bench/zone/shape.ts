/** The zone that all serve alike, and what is at its names: one value each, as while an order is under way. */
export const ZONE = 'acme.test';
export const NAME_SERVER = `ns1.${ZONE}`;
export const ADDRESS = '127.0.0.1';
export const TTL_SECONDS = 5;

export function labelOf(n: number): string {
  return `com-example-host${n}`;
}

/** 43 characters, like every value of dns-01. */
export function valueOf(n: number): string {
  return String(n).padStart(43, 'evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA');
}

/** Of updates; the times are from the change being handed over to its acknowledgement, in milliseconds. */
export type UpdateFigures = {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
  /** Acknowledged, and then not in the answer to a question over TCP. */
  readonly unseen: number;
};
