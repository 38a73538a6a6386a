// Plays scenarios (all, or those named on the command line) and prints what was found of each, and the confusion matrix; for whoever adds
// one. `--save FILE` keeps what was seen, `--load FILE` judges that again without a network.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { confusionMatrix, faultTable, judgeScenario } from './matrix.ts';
import { mendSummary } from './mended.ts';
import { SCENARIOS } from './scenarios.ts';
import { play, type Played } from './world.ts';

const { positionals: wanted, values } = parseArgs({
  allowPositionals: true,
  options: { save: { type: 'string' }, load: { type: 'string' } },
});
const began = performance.now();
const chosen = SCENARIOS.filter(
  ({ id }) => wanted.length === 0 || wanted.some((one) => id === one || id.startsWith(`${one}-`)),
);
const played = values.load === undefined ? await play(chosen) : await loaded(values.load);
if (values.save !== undefined) await writeFile(values.save, JSON.stringify(played));
const lines = played.map(judgeScenario);
console.log(faultTable(lines));
console.log(confusionMatrix(lines));
console.log(mendSummary(played).text);
const wrong = lines.filter((line) => line.wrong.length > 0).length;
console.log(
  `${lines.length} scenarios, ${wrong} not as expected, ${((performance.now() - began) / 1000).toFixed(1)} s`,
);

/** Expectations may have changed since. */
async function loaded(file: string): Promise<readonly Played[]> {
  const all = JSON.parse(await readFile(file, 'utf8')) as readonly Played[];
  return all.flatMap((one) => {
    const scenario = chosen.find(({ id }) => id === one.scenario.id);
    return scenario === undefined ? [] : [{ ...one, scenario }];
  });
}
