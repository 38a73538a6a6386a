// Opens a provider and adds one value, in a process of its own: `node adding-child.ts KIND`, with what it is opened with as JSON on
// the standard input. Prints the result, and the files that were read meanwhile outside of this package and of Node.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { providerKind } from '../../../src/delegation/providers/index.ts';
import type { TxtValue } from '../../../src/delegation/providers/types.ts';
import { openKind, within } from './open-kind.ts';

type Given = { readonly options: object; readonly credentials: object; readonly value: TxtValue };
const given = JSON.parse(fs.readFileSync(0, 'utf8')) as Given;

const PACKAGE = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const read: string[] = [];
const note = (path: unknown) => {
  if (typeof path !== 'string' || path.startsWith(PACKAGE) || path.includes('/node_modules/')) return;
  read.push(path);
};
const { readFileSync, readFile, promises } = fs;
const { readFile: readFilePromise } = promises;
Object.assign(fs, {
  readFileSync: (...of: Parameters<typeof readFileSync>) => (note(of[0]), readFileSync(...of)),
  readFile: (...of: Parameters<typeof readFile>) => (note(of[0]), readFile(...of)),
});
Object.assign(promises, {
  readFile: (...of: Parameters<typeof readFilePromise>) => (note(of[0]), readFilePromise(...of)),
});
syncBuiltinESMExports();

const kind = await providerKind(process.argv[2] ?? '');
if (kind === undefined) throw new Error('no such kind');
const provider = await openKind(kind, given);
const done = await provider.add(given.value, within());
provider.close();
process.stdout.write(JSON.stringify({ ok: done.ok, outcome: done.ok ? undefined : done.outcome, read }));
