import type { OutsideReport } from './report.ts';

/**
 * The report, as large as it may be on its way: of one that is larger, the kinds of facts that take most are left out, the largest first,
 * and each is `unmeasured` as `too-large`. Pure.
 */
export function fitting(report: OutsideReport, bytesMax: number): OutsideReport {
  if (bytesOf(report) <= bytesMax) return report;
  const kinds = Object.entries(report)
    .flatMap(([kind, facts]) =>
      Array.isArray(facts) && facts.length > 0 ? [{ kind, bytes: bytesOf(facts) }] : [],
    )
    .toSorted((a, b) => b.bytes - a.bytes);
  let kept: OutsideReport = report;
  for (const { kind } of kinds) {
    if (bytesOf(kept) <= bytesMax) break;
    kept = { ...kept, [kind]: [], unmeasured: [...kept.unmeasured, { what: kind, why: 'too-large' }] };
  }
  return kept;
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
