// docs/delegation-walk-through.md is run as it stands: test/lab/delegation-page.ts says how.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describe as describeRun } from '../support/process.ts';
import { delegationPage } from './delegation-page.ts';

await delegationPage('delegation-walk-through.md', (server) => {
  it('the check as JSON: the findings as codes, and every answer behind them', async () => {
    const done = await server().run('name', 'check', 'www.example.org', '--json');
    assert.equal(done.code, 1, describeRun(done));
    const { findings, evidence, familiesNotMeasured } = JSON.parse(done.stdout);
    const codes = findings.map(({ code }: { code: string }) => code);
    assert.deepEqual([codes, familiesNotMeasured], [['nameServerSilent', 'nameServerSilent'], []]);
    const [six, four] = evidence.ours.servers.map(({ answers }: { answers: { outcome: string }[] }) =>
      answers.map(({ outcome }) => outcome),
    );
    assert.deepEqual(six, ['timeout', 'timeout', 'timeout', 'timeout']);
    assert.deepEqual(four, ['answer', 'nodata', 'nodata', 'nodata']);
  });
});
