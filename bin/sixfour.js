#!/usr/bin/env node
// The `sixfour` command: see src/main.ts.
import { fileURLToPath } from 'node:url';
import { runWithNode } from './find-node.js';

await runWithNode(fileURLToPath(new URL('../src/main.ts', import.meta.url)), process.argv.slice(2));
