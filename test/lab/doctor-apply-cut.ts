// Runs in a lab node, in place of `sixfour check --here --apply`: applies one remedy whose lines come as JSON, with a look that is
// always good, so that nothing but the connection is between it and being kept.
import { text } from 'node:stream/consumers';
import { applyOne } from '../../src/cli/doctor/apply-one.ts';
import { concludeCheck } from '../../src/cli/doctor/outcome.ts';
import { processTerminal } from '../../src/cli/terminal.ts';
import { loadSettings } from '../../src/config/index.ts';
import { ok } from '../../src/core/index.ts';
import type { Remedy } from '../../src/doctor/remedies/index.ts';
import { catalogue } from '../../src/i18n/index.ts';
import { healthyReport, NAME } from '../support/doctor-reports.ts';

/** Either somebody answers at once, or nobody ever does. */
type Input = { readonly remedy: Remedy; readonly answer: 'yes' | 'never' };

if (import.meta.main) await main();

async function main(): Promise<void> {
  const { remedy, answer } = JSON.parse(await text(process.stdin)) as Input;
  const loaded = loadSettings({ file: undefined, directory: '/run/nothing', environment: {} });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.fault));
  const well = concludeCheck({
    name: NAME,
    seen: { report: healthyReport(), others: [], again: undefined },
  });
  const kept = await applyOne({
    session: {
      terminal: processTerminal(process.env),
      json: false,
      messages: catalogue('en'),
      language: 'en',
      environment: process.env,
      loaded: loaded.value,
    },
    id: 'D1',
    remedy,
    before: well,
    again: async () => ok(well),
    // a prompt keeps the process, until it is answered
    keep: () => (answer === 'yes' ? Promise.resolve(true) : new Promise(() => setInterval(() => {}, 1_000))),
  });
  process.exit(kept === undefined ? 1 : 0);
}
