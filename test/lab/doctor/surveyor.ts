// Looks at the node it runs in from inside, and prints the report, and the files that a remedy may change. Addresses on the command line:
// name servers to which its own way out is tried too.
import { remedyFiles } from '../../../src/cli/doctor/remedy-files.ts';
import { systemClock } from '../../../src/core/index.ts';
import { createDialer } from '../../../src/net/index.ts';
import { createShell, survey } from '../../../src/doctor/inside/index.ts';

const machine = createShell(systemClock);
const anchors = process.argv.slice(2).map((address) => ({ address, port: 53 }));
const outbound = anchors.length === 0 ? undefined : { dialer: createDialer(systemClock), anchors };
const inside = await survey(machine, { clock: systemClock, root: process.getuid?.() === 0, outbound });
const files = await remedyFiles(machine, inside);
process.stdout.write(JSON.stringify({ inside, files }), () => process.exit(0));
