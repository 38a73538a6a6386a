export { examine, SECOND_SAMPLE, type Tell } from './examine.ts';
export { isUnanswered } from './dns/unanswered.ts';
export { fitting } from './fitting.ts';
export type { Kit } from './kit.ts';
export { OUTSIDE_LIMITS, REPORT_BYTES_MAX } from './limits.ts';
export { udpPasses } from './quic-udp.ts';
export { createTracer } from './trace-run.ts';
export type * from './report.ts';
export { outsideReport } from './report.ts';
