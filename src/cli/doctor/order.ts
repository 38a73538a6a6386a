import type { ExaminationsView } from '../../console/api/index.ts';
import type { VerdictFact } from '../../doctor/outside/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import { tally } from '../../validation/index.ts';
import type { Style } from '../terminal.ts';
import type { CheckOutcome } from './outcome.ts';

type Order = NonNullable<CheckOutcome['order']>;

/** What an order of the running server would come to by the votes of its perspectives; undefined where some of them never look. Pure. */
export function judgeOrder(
  { examinations, quorum }: ExaminationsView,
  verdictsFrom: (perspective: string) => readonly VerdictFact[],
): Order | undefined {
  if (quorum === null) return undefined;
  const { rule, policy, decides, ...demand } = quorum;
  const votes = examinations.map(({ perspective, region }) => {
    const verdict = verdictsFrom(perspective).find(({ challenge }) => challenge === 'http-01');
    return { region, passed: verdict?.rules[rule] === 'valid' };
  });
  const { asked, passed, regions, reached } = tally(demand, votes);
  return { rule, policy, decides, ...demand, asked, passed, regions: regions.length, reached };
}

/** What the places say beside this one, and what an order would come to. */
export function perspectivePairs(
  messages: Catalogue,
  { reports, perspectives = [], order }: CheckOutcome,
): readonly (readonly [title: string, text: string, style: Style])[] {
  if (perspectives.length === 0) return [];
  const { perspectives: texts } = messages.doctor;
  const [first] = reports;
  const rule = order?.rule ?? 'documented';
  const challenge = 'http-01';
  const judged = new Map(
    reports.flatMap(({ vantage, verdicts }) => {
      const verdict = verdicts.find((one) => one.challenge === challenge);
      return verdict === undefined ? [] : [[vantage, verdict.rules[rule]] as const];
    }),
  );
  const where = (judgement: string | undefined) =>
    perspectives
      .filter(({ perspective }) => judged.get(perspective) === judgement)
      .map(({ perspective }) => perspective)
      .join(', ');
  const [valid, invalid] = [where('valid'), where('invalid')];
  const rest = perspectives
    .filter(({ perspective }) => !['valid', 'invalid'].includes(judged.get(perspective) ?? ''))
    .map(({ perspective, outcome }) =>
      outcome === 'answered' ? perspective : texts.silent({ place: perspective, why: texts.whys[outcome]() }),
    );
  const said = [
    ...(valid === '' ? [] : [[texts.passes({ challenge, places: valid }), 'green'] as const]),
    ...(invalid === '' ? [] : [[texts.fails({ challenge, places: invalid }), 'red'] as const]),
    ...(rest.length === 0 ? [] : [[texts.unmeasured({ places: rest.join(', ') }), 'yellow'] as const]),
  ];
  return [
    ...(first === undefined || first.vantage === 'here'
      ? []
      : [[texts.from(), first.vantage, 'dim'] as const]),
    ...said.map(([text, style]) => [texts.label(), text, style] as const),
    ...(order === undefined
      ? []
      : [
          [
            texts.order.label(),
            orderText(messages, order),
            order.reached || !order.decides ? 'green' : 'red',
          ] as const,
        ]),
  ];
}

function orderText(messages: Catalogue, order: Order): string {
  const { order: texts } = messages.doctor.perspectives;
  if (!order.decides) return texts.recorded(order);
  if (order.reached) return texts.passes(order);
  if (order.asked < order.minimum) return texts.few(order);
  if (order.passed < order.needed) return texts.fails(order);
  return texts.regions({ ...order, needed: order.regionsNeeded });
}
