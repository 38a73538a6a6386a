// Looks at the node it runs in from inside, and prints the report, and the files that a remedy may change.
import { remedyFiles } from '../../../src/cli/doctor/remedy-files.ts';
import { systemClock } from '../../../src/core/index.ts';
import { createShell, survey } from '../../../src/doctor/inside/index.ts';

const machine = createShell(systemClock);
const inside = await survey(machine, { clock: systemClock, root: process.getuid?.() === 0 });
const files = await remedyFiles(machine, inside);
process.stdout.write(JSON.stringify({ inside, files }), () => process.exit(0));
