import type { OutsideReport } from '../outside/index.ts';
import type { Seen } from './types.ts';

/** What may be judged: a vantage point that is blind for a family says nothing of any target over it. */
export function readable({ report, others, again }: Seen): Seen {
  return {
    report: withoutBlind(report),
    others: others.map(withoutBlind),
    again: again && withoutBlind(again),
  };
}

function withoutBlind(report: OutsideReport): OutsideReport {
  const blind = new Set(report.reach.filter(({ state }) => state === 'blind').map(({ family }) => family));
  if (blind.size === 0) return report;
  const sees = ({ family }: { readonly family: 6 | 4 }) => !blind.has(family);
  return {
    ...report,
    answers: report.answers.filter(sees),
    connects: report.connects.filter(sees),
    handshakes: report.handshakes.filter(sees),
    responses: report.responses.filter(sees),
    latencies: report.latencies.filter(sees),
    packets: report.packets.filter(sees),
    traces: report.traces.filter(sees),
    verdicts: report.verdicts.map((one) => ({ ...one, hops: one.hops.filter(sees) })),
  };
}
