// Plays scenarios (all, or those named on the command line) and prints what was found of each: for whoever adds one.
import { diagnose, validationVerdicts } from '../../../src/doctor/causes/index.ts';
import { SCENARIOS } from './scenarios.ts';
import { play } from './world.ts';

const wanted = process.argv.slice(2);
const chosen = SCENARIOS.filter(
  ({ id }) => wanted.length === 0 || wanted.some((one) => id === one || id.startsWith(`${one}-`)),
);
const began = performance.now();
const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
for (const { scenario, outside, inside } of await play(chosen)) {
  const seen = { report: outside.report, others: [], again: undefined };
  const show = (one: ReturnType<typeof diagnose>) =>
    one.findings
      .map(
        ({ id, certainty, rivals }) =>
          `${id} ${certainty}${rivals.length > 0 ? ` (${rivals.join(' ')})` : ''}`,
      )
      .join(', ');
  console.log(
    `${scenario.id}: ${scenario.what}\n  outside  ${show(diagnose({ seen }))}\n  joined   ${show('links' in inside ? diagnose({ seen, inside }) : diagnose({ seen }))}`,
  );
  console.log(
    `  rules    ${JSON.stringify(validationVerdicts(outside.report, diagnose({ seen }).findings).find((one) => one.challenge === 'http-01')?.rules)} orders ${JSON.stringify(outside.orders)} ms ${outside.report.ms}`,
  );
  if (wanted.length > 0 && process.env['WHOLE'] !== undefined)
    console.log(JSON.stringify({ outside, inside }, null, 1));
}
console.log(`${chosen.length} scenarios in ${seconds()} s`);
