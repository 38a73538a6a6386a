import type { HttpClientLimits } from '../../../net/index.ts';

/** How often certificates of those that are connected are looked at. */
export const RENEWAL_EVERY_MS = 6 * 3_600_000;
/** A look at a name from a perspective: 28 s of its own (`OUTSIDE_LIMITS.overallMs`), and time to travel. */
export const EXAMINATION_MS = 35_000;
/** Somebody else's perspective: its answers are small; a check has a deadline of its own, far before a minute is over. */
export const FOREIGN_LIMITS: HttpClientLimits = { answerBytes: 262_144, callMs: 60_000, connections: 32 };
/** Connections of one client: each carries a thousand questions at a time. They make room for nobody, so they are few. */
export const CLIENT_LINKS_MAX = 8;
