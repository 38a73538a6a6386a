// What a packet filter's rule says is one word for a shell, whatever its comment holds.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { it } from 'node:test';
import { CAUSES } from '../../../../src/doctor/causes/index.ts';
import { remediesFor } from '../../../../src/doctor/remedies/index.ts';
import { healthyInside } from '../../../support/doctor-reports.ts';

it('a rule with quotes and a substitution in its comment is put back as it was', () => {
  const text = `fib saddr . iif oif missing drop comment "it's $(touch x) \`y\`"`;
  const inside = healthyInside({
    firewalls: [],
    chains: [
      {
        program: 'nft',
        table: 'inet filter',
        name: 'prerouting',
        hook: 'prerouting',
        priority: -300,
        policy: 'accept',
        rules: [{ verdict: 'drop', handle: 7, text }],
      },
    ],
  });
  const cause = CAUSES.find(({ remedies }) => remedies.includes('F4'));
  assert.ok(cause);
  const finding = {
    id: cause.id,
    certainty: 'proven',
    basis: 'both',
    places: [],
    values: {},
    rivals: [],
    decide: 'none',
  } as const;
  const undo = remediesFor(finding, { name: 'example.org', report: undefined, inside }).flatMap((one) =>
    one.id === 'F4' ? one.undo : [],
  );
  const [step] = undo;
  assert.ok(step?.do === 'run');
  const words = execFileSync('sh', ['-c', step.line.replace(/^nft /, `printf '%s\\n' `)], {
    encoding: 'utf8',
  });
  assert.equal(words, `add\nrule\ninet\nfilter\nprerouting\n${text}\n`);
});
