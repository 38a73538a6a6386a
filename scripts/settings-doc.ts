// Writes docs/settings.md from the schema and its texts: `node bin/with-node.js scripts/settings-doc.ts`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsDocument } from '../src/config/index.ts';

const file = join(import.meta.dirname, '..', 'docs', 'settings.md');
writeFileSync(file, settingsDocument());
console.log(file);
