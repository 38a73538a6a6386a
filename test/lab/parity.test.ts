// The parity matrix with real packets: every scenario under each retry rule, judged by the server's engine.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { RETRY_RULES, type AttemptEvidence, type Evidence, type RetryRule } from '../../src/core/index.ts';
import type { AgentReport } from './agent.ts';
import { ACME_ROWS, playAcmeRows } from './parity-acme.ts';
import { SCENARIOS } from './parity-scenarios.ts';
import type { Scenario } from './parity-shape.ts';
import { checkRefusal, decidingAttempt } from './parity-sentence.ts';
import { type Line, NOTHING, table } from './parity-table.ts';
import { buildParity, judgeAll, type ParityWorld, placesOf } from './parity-world.ts';
import { labSkip, worldRefused } from './world.ts';

const refused = await worldRefused();
const lines: Line[] = [];

// printed when everything is over, whatever of it could run
after(() => console.log(table(lines)));

describe('parity rows at the ACME server', () => {
  const ends: (() => Promise<void> | void)[] = [];
  const seen = new Map<string, Line>();
  before(async () => {
    for (const line of await playAcmeRows((end) => void ends.unshift(end))) seen.set(line.row, line);
    lines.push(...seen.values());
  });
  after(async () => {
    for (const end of ends) await end();
  });

  for (const { row, what, expected } of ACME_ROWS) {
    for (const rule of RETRY_RULES) {
      it(`${row} ${what}: ${expected} under ${rule}`, () => {
        assert.equal(seen.get(row)?.cells[rule].seen, expected);
      });
    }
  }
});

describe('parity rows in network namespaces', { skip: labSkip(refused) }, () => {
  const places = placesOf(SCENARIOS);
  const reports = new Map<string, AgentReport>();
  let parity: ParityWorld;

  before(async () => {
    parity = await buildParity(places);
    for (const found of await judgeAll(parity, places)) reports.set(`${found.id} ${found.rule}`, found);
  });
  after(async () => {
    await parity?.world.close();
    lines.unshift(...SCENARIOS.map((scenario) => lineOf(scenario, reports)));
  });

  for (const scenario of SCENARIOS) {
    for (const rule of RETRY_RULES) {
      it(`${scenario.row} ${scenario.what}: ${scenario.expect[rule]} under ${rule}`, () => {
        const found = reports.get(`${scenario.row} ${rule}`);
        assert.ok(found, 'no report came back');
        const { report } = found;
        assert.equal(
          seenVerdict(found, scenario, rule),
          scenario.expect[rule],
          JSON.stringify(report, null, 1),
        );
        assert.equal(report.rule, rule);
        // CAA and perspectives refuse what every retry rule finds good
        if (scenario.caa !== true && scenario.perspectives === undefined)
          assert.equal(report.judgements[rule], report.verdict.valid ? 'valid' : 'invalid');
        checkAttempts(found, scenario.attempts?.[rule]);
        for (const wanted of scenario.saw ?? []) sawOne(report.evidence, wanted);
        for (const kind of scenario.never ?? [])
          assert.ok(
            report.evidence.every((item) => item.kind !== kind),
            kind,
          );
        if (report.verdict.valid) return;
        const { detail } = checkRefusal(report.verdict.fault, report.evidence);
        if (scenario.says !== undefined) assert.match(detail, scenario.says);
      });
    }
    if (RETRY_RULES.every((rule) => scenario.expect[rule] === scenario.expect.documented)) continue;
    it(`${scenario.row} a refusal under documented says which rules would have passed`, () => {
      const found = reports.get(`${scenario.row} documented`);
      assert.ok(found && !found.report.verdict.valid, 'no refusal came back');
      const { detail } = checkRefusal(found.report.verdict.fault, found.report.evidence);
      for (const rule of RETRY_RULES) {
        const valid = scenario.expect[rule] === 'valid';
        assert.equal(found.report.judgements[rule], valid ? 'valid' : 'invalid', rule);
        assert.equal(
          /under ("[^.]*") it would have passed/.exec(detail)?.[1]?.includes(`"${rule}"`) === true,
          valid,
        );
      }
    });
  }
});

function sawOne(evidence: readonly Evidence[], wanted: Readonly<Record<string, unknown>>): void {
  const matches = (item: Evidence): boolean => {
    try {
      assert.partialDeepStrictEqual(item, wanted);
      return true;
    } catch {
      return false;
    }
  };
  assert.ok(
    evidence.some(matches),
    `nothing was like ${JSON.stringify(wanted)}: ${JSON.stringify(evidence, null, 1)}`,
  );
}

it('what the matrix calls intended stands in docs/divergences.md', () => {
  const text = readFileSync(new URL('../../docs/divergences.md', import.meta.url), 'utf8');
  for (const what of [
    /host of a redirect.*public suffix/,
    /redirect to an address that is never connected to/,
  ])
    assert.match(text, what);
});

/** The rule's own attempts are those listed; the refusal is about the last of them. */
function checkAttempts({ report }: AgentReport, expected: readonly string[] | undefined): void {
  if (expected === undefined) return;
  const seen = report.evidence
    .filter((item): item is AttemptEvidence => item.kind === 'attempt')
    .map(attemptText);
  // after a refusal the engine goes on with what the other rules ask for: those attempts follow the rule's own
  assert.deepEqual(report.verdict.valid ? seen : seen.slice(0, expected.length), expected);
  if (report.verdict.valid) return;
  const deciding = decidingAttempt(report.verdict.fault, report.evidence);
  assert.equal(deciding && attemptText(deciding), expected.at(-1), 'the refusal names another attempt');
}

function attemptText({ family, port, outcome }: AttemptEvidence): string {
  return `${family}:${port} ${outcome}`;
}

/** In the words in which the scenario expects it. */
function seenVerdict(found: AgentReport | undefined, scenario: Scenario, rule: RetryRule): string {
  if (found === undefined) return NOTHING;
  const { verdict, evidence } = found.report;
  if (verdict.valid) return 'valid';
  return scenario.expect[rule] === 'invalid' ? 'invalid' : checkRefusal(verdict.fault, evidence).type;
}

function lineOf(scenario: Scenario, reports: ReadonlyMap<string, AgentReport>): Line {
  const cell = (rule: RetryRule) => {
    let seen: string;
    try {
      seen = seenVerdict(reports.get(`${scenario.row} ${rule}`), scenario, rule);
    } catch {
      seen = 'refusal not explained';
    }
    return { expected: scenario.expect[rule], seen };
  };
  return {
    row: scenario.row,
    what: scenario.what,
    cells: { documented: cell('documented'), boulder: cell('boulder'), 'per-hop': cell('per-hop') },
  };
}
