import type { OutsideReport } from '../outside/index.ts';
import type { Seen } from './types.ts';

/**
 * What may be judged: a vantage point that is blind for a family says nothing of any target over it, and what a machine sees at its own
 * addresses (`own`) has met no filter and no router.
 */
export function readable({ report, others, again }: Seen, own?: ReadonlySet<string>): Seen {
  const mayBe = (one: OutsideReport) => withoutOwn(withoutBlind(one), own);
  return { report: mayBe(report), others: others.map(withoutBlind), again: again && mayBe(again) };
}

function withoutOwn(report: OutsideReport, own: ReadonlySet<string> | undefined): OutsideReport {
  if (own === undefined) return report;
  return keeping(report, ({ address }) => !own.has(address));
}

function withoutBlind(report: OutsideReport): OutsideReport {
  const blind = new Set(report.reach.filter(({ state }) => state === 'blind').map(({ family }) => family));
  if (blind.size === 0) return report;
  const sees = ({ family }: Tried) => !blind.has(family);
  return { ...keeping(report, sees), answers: report.answers.filter(sees) };
}

type Tried = { readonly family: 6 | 4; readonly address: string };

function keeping(report: OutsideReport, sees: (one: Tried) => boolean): OutsideReport {
  return {
    ...report,
    connects: report.connects.filter(sees),
    handshakes: report.handshakes.filter(sees),
    responses: report.responses.filter(sees),
    latencies: report.latencies.filter(sees),
    packets: report.packets.filter(sees),
    quics: report.quics.filter(sees),
    traces: report.traces.filter(sees),
    verdicts: report.verdicts.map((one) => ({ ...one, hops: one.hops.filter(sees) })),
  };
}
