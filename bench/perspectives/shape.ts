import type { Region } from '../../src/core/index.ts';

/** The agents: as many as the Baseline Requirements ask for, one of which may fail. Each listens at `port` on 127.0.0.1. */
export const AGENTS: readonly { readonly name: string; readonly region: Region; readonly port: number }[] = [
  { name: 'first', region: 'RIPE', port: 7001 },
  { name: 'second', region: 'ARIN', port: 7002 },
  { name: 'third', region: 'APNIC', port: 7003 },
  { name: 'fourth', region: 'LACNIC', port: 7004 },
  { name: 'slow', region: 'RIPE', port: 7005 },
];
/** It alone asks the name server to which names below `.slow.test` are black-holed. */
export const SLOW = 'slow';
export const SLOW_PORT = 5301;
export const TOKEN = 'evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA';
export const THUMBPRINT = '9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI';

/** The three things that go on beside the validations that are timed. */
export const BESIDE = ['nothing', 'quick', 'slow'] as const;
export type Beside = (typeof BESIDE)[number];

/** What a round has shown. Times are of the validations of somebody else, in milliseconds. */
export type RoundFigures = {
  readonly timed: number;
  readonly valid: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
  /** The crowd: how many were valid, and for how many the slow one did not say yes. */
  readonly crowd: number;
  readonly crowdValid: number;
  readonly crowdWithout: number;
  readonly crowdP50Ms: number;
};
