// What is made of looks from several places: which is judged first, who votes for what, and what an order comes to by it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkMarkdown } from '../../../../src/cli/doctor/markdown.ts';
import { deciding } from '../../../../src/cli/doctor/next.ts';
import { isWell } from '../../../../src/cli/doctor/notes.ts';
import { perspectivePairs } from '../../../../src/cli/doctor/order.ts';
import { checkOutcome, concludeCheck } from '../../../../src/cli/doctor/outcome.ts';
import { jsonOutcome } from '../../../../src/cli/doctor/outcome-json.ts';
import { placesOf, reportsOf } from '../../../../src/cli/doctor/perspectives.ts';
import type { ExaminationsView, ExaminationView } from '../../../../src/console/api/index.ts';
import type { OutsideReport } from '../../../../src/doctor/outside/index.ts';
import { catalogue } from '../../../../src/i18n/index.ts';
import { healthyInside, healthyReport, NAME } from '../../../support/doctor-reports.ts';
import { listensOnFourOnly, refusesSix } from './patients.ts';

const messages = catalogue('en');
const ANCHORS = [{ address: '2001:db8::53', outcome: 'unreachable', errno: 'ENETUNREACH', ms: 1 }];
const QUORUM = {
  rule: 'documented',
  policy: 'majority',
  decides: true,
  minimum: 1,
  needed: 2,
  regionsNeeded: 2,
} as const;

describe('the place that is judged first', () => {
  const [berlin, tokyo] = [healthyReport({ vantage: 'berlin' }), healthyReport({ vantage: 'tokyo' })];

  test('is this machine, the others beside it', () => {
    const own = healthyReport();
    assert.deepEqual(placesOf(own, [berlin, tokyo], false), {
      report: own,
      others: [berlin, tokyo],
      here: false,
    });
    assert.deepEqual(placesOf(own, [], true), { report: own, others: [], here: true });
  });

  test('is a perspective where this machine is blind and that is not', () => {
    const own = blind('here');
    assert.deepEqual(placesOf(own, [blind('berlin'), tokyo], false), {
      report: tokyo,
      others: [own, blind('berlin')],
      here: false,
    });
    assert.equal(placesOf(own, [blind('berlin')], false).report, own, 'no better than this one');
  });

  test('is a perspective where this machine is the server, whose own look meets no filter', () => {
    const own = healthyReport();
    assert.deepEqual(placesOf(own, [blind('berlin'), tokyo], true), {
      report: tokyo,
      others: [blind('berlin')],
      here: false,
    });
  });
});

describe('an order', () => {
  test('counts who passes by the rule of the server, and who is silent as none', () => {
    const outcome = concluded([
      answered('berlin', healthyReport()),
      answered('tokyo', refusesSix()),
      silent('quito'),
    ]);
    assert.deepEqual([outcome.order?.asked, outcome.order?.passed, outcome.order?.reached], [3, 1, false]);
    assert.deepEqual(textsOf(outcome), [
      'perspectives: http-01 passes from berlin',
      'perspectives: http-01 fails from tokyo',
      'perspectives: not measured from quito: it did not answer in time',
      'an order here: would be refused: 1 of 3 perspectives, and majority needs 2',
    ]);
    assert.deepEqual(
      outcome.findings.map(({ id }) => id),
      ['D12'],
      'refused to one place',
    );
    assert.ok(checkOutcome.safeParse(jsonOutcome(messages, outcome)).success);
  });

  test('tells a forum how many places, and none of their names', () => {
    const outcome = concluded([
      answered('berlin', healthyReport()),
      answered('tokyo', refusesSix()),
      silent('quito'),
    ]);
    const post = checkMarkdown(messages, outcome, { full: false }).join('\n');
    assert.match(post, /passes from \\#1$/m);
    assert.match(post, /fails from \\#2$/m);
    assert.doesNotMatch(post, /berlin|tokyo|quito/);
    assert.match(checkMarkdown(messages, outcome, { full: true }).join('\n'), /passes from berlin$/m);
  });

  test('under the rule boulder the same places pass', () => {
    const places = [answered('berlin', healthyReport()), answered('tokyo', refusesSix(), 'APNIC')];
    const outcome = concluded(places, { ...QUORUM, rule: 'boulder' });
    assert.deepEqual([outcome.order?.passed, outcome.order?.reached], [2, true]);
  });

  test('names what is missing: places, regions, or nothing where they do not decide', () => {
    const places = [answered('berlin', healthyReport()), answered('paris', healthyReport())];
    const last = (quorum: ExaminationsView['quorum']) => textsOf(concluded(places, quorum)).at(-1);
    assert.match(last(QUORUM) ?? '', /those that pass are in 1 of the 2 regions that majority needs/);
    assert.match(last({ ...QUORUM, minimum: 4 }) ?? '', /majority needs 4 perspectives, and has 2/);
    assert.match(last({ ...QUORUM, decides: false }) ?? '', /decided by this server alone: 2 of 2/);
    assert.match(last({ ...QUORUM, regionsNeeded: 1 }) ?? '', /would pass: 2 of 2 perspectives/);
    assert.match(last(null) ?? '', /^perspectives: http-01 passes from berlin, paris$/, 'no line about it');
  });

  test('that fails from a place without a known cause is not well, and says from where', () => {
    const wrong = healthyReport().verdicts.map((one) => ({
      ...one,
      rules: { documented: 'invalid', boulder: 'invalid', 'per-hop': 'invalid' } as const,
    }));
    const outcome = concluded([answered('berlin', healthyReport({ verdicts: wrong }))]);
    assert.deepEqual(outcome.findings, []);
    assert.ok(!isWell(outcome));
  });
});

test('joined with what the server says of itself, a perspective proves what its own look cannot show', () => {
  const own = healthyReport();
  const places = [answered('berlin', refusesSix())];
  const view = { examinations: places, quorum: QUORUM };
  const { here, ...judged } = placesOf(own, reportsOf(view), true);
  const outcome = concludeCheck({
    name: NAME,
    seen: { ...judged, again: undefined },
    inside: listensOnFourOnly(),
    here,
    elsewhere: view,
  });
  assert.deepEqual(
    outcome.findings.map(({ id, certainty }) => [id, certainty]),
    [['E1', 'proven']],
  );
  assert.match(textsOf(outcome)[0] ?? '', /^seen from: berlin$/);
});

test('once every place was asked, another place is not what would decide', () => {
  const outcome = concluded([answered('berlin', healthyReport())]);
  assert.equal(deciding(messages, outcome, 'perspectives')?.command, `sixfour check ${NAME} --here`);
  const joined = { ...outcome, inside: healthyInside() };
  assert.equal(deciding(messages, joined, 'perspectives'), undefined);
  const { perspectives: _, ...alone } = outcome;
  assert.equal(deciding(messages, alone, 'perspectives')?.command, `sixfour check ${NAME} --perspectives`);
});

function blind(vantage: string): OutsideReport {
  return healthyReport({ vantage, reach: [{ family: 6, state: 'blind', anchors: ANCHORS }] });
}

function answered(
  perspective: string,
  report: OutsideReport,
  region: 'RIPE' | 'APNIC' = 'RIPE',
): ExaminationView {
  return { perspective, region, outcome: 'answered', report: { ...report, vantage: perspective } };
}

function silent(perspective: string): ExaminationView {
  return { perspective, region: 'LACNIC', outcome: 'timeout' };
}

function concluded(examinations: readonly ExaminationView[], quorum: ExaminationsView['quorum'] = QUORUM) {
  const view = { examinations, quorum };
  const others = reportsOf(view);
  return concludeCheck({
    name: NAME,
    seen: { report: healthyReport(), others, again: undefined },
    elsewhere: view,
  });
}

function textsOf(outcome: ReturnType<typeof concludeCheck>): string[] {
  return perspectivePairs(messages, outcome).map(([title, text]) => `${title}: ${text}`);
}
