// Runs one of the project's own scripts under a Node that is new enough: `node bin/with-node.js SCRIPT [ARG ...]`.
import { resolve } from 'node:path';
import { runWithNode } from './find-node.js';

const [script, ...args] = process.argv.slice(2);
await runWithNode(resolve(script), args);
