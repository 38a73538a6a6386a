// Looks at the node it runs in from inside, and prints the report.
import { systemClock } from '../../../src/core/index.ts';
import { createShell, survey } from '../../../src/doctor/inside/index.ts';

const report = await survey(createShell(systemClock), { clock: systemClock, root: process.getuid?.() === 0 });
process.stdout.write(JSON.stringify(report), () => process.exit(0));
