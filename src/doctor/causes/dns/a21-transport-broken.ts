import type { AnswerFact } from '../../outside/index.ts';
import { dnsSymptom } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';
import { isSaid, isSilent, type Report, serversOf } from './facts.ts';

/** Name servers that answer small questions over UDP, and lose the rest: TCP, large answers, letters in mixed case. */
export const transportBroken: Cause = {
  id: 'A21',
  slug: 'transport-broken',
  certainty: { outside: 'proven' },
  validation: 'fails',
  visitors: ['none'],
  remedies: ['D3', 'D2'],
  decide: 'none',
  outside({ report }) {
    const found = KINDS.map(([what, is]) => ({ what, at: report.answers.filter((one) => is(one, report)) }));
    const broken = found.filter(({ at }) => at.length > 0);
    const [first] = broken.flatMap(({ at }) => at);
    if (first === undefined) return [];
    const sign: Sign = {
      symptom: dnsSymptom(report.name, 'transport'),
      place: { host: first.server, address: first.address, family: first.family },
      values: {
        what: broken.map(({ what }) => what).join(' '),
        servers: serversOf(broken.flatMap(({ at }) => at)),
      },
    };
    return [sign];
  },
  inside: () => ({ says: 'silent' }),
};

type Is = (one: AnswerFact, report: Report) => boolean;

const KINDS: readonly (readonly [what: string, is: Is])[] = [
  [
    'tcp',
    (one, report) =>
      one.transport === 'tcp' &&
      isSilent(one) &&
      answersAt(report, one.address, ({ type }) => type === one.type),
  ],
  [
    'edns',
    (one, report) => one.purpose === 'edns' && isSilent(one) && answersAt(report, one.address, () => true),
  ],
  [
    'case',
    (one, report) =>
      // the question came back in other letters than it was sent
      (one.outcome === 'over-tcp' && one.truncated === false) ||
      (one.purpose === 'case' &&
        !ALSO_SO.has(one.outcome) &&
        !isSaid(one) &&
        answersAt(report, one.address, ({ name, type }) => name === one.name && type === one.type)),
  ],
  // more values than a datagram holds: those of orders long gone
  ['texts', ({ type, truncated, purpose }) => type === 'TXT' && truncated === true && purpose === 'plain'],
];

/** Other things than the letters' case. */
const ALSO_SO: ReadonlySet<string> = new Set(['over-tcp', 'other-source']);

/** Over UDP, asked without conditions. */
function answersAt({ answers }: Report, address: string, is: (one: AnswerFact) => boolean): boolean {
  return answers.some(
    (one) =>
      one.address === address && one.transport === 'udp' && one.purpose === 'plain' && isSaid(one) && is(one),
  );
}
