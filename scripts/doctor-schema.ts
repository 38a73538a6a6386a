// Writes docs/schemas/check.json from the schema of what a check found: `node bin/with-node.js scripts/doctor-schema.ts`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkSchema } from '../src/cli/doctor/schema.ts';

const file = join(import.meta.dirname, '..', 'docs', 'schemas', 'check.json');
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, checkSchema());
console.log(file);
