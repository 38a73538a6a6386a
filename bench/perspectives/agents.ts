// Five agents with the engine and the default limits of `sixfour perspective run`, each a listener of its own. The argument is a
// directory with `credentials.json` and settings. Prints `ready`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLog, createValidation } from '../../src/cli/index.ts';
import { loadSettings } from '../../src/config/index.ts';
import { systemClock as clock } from '../../src/core/index.ts';
import {
  answerOver,
  createAgentHandlers,
  type Credentials,
  forOwnServer,
  listenForLinks,
} from '../../src/validation/index.ts';
import { AGENTS, SLOW } from './shape.ts';

const [directory = ''] = process.argv.slice(2);
const credentials = JSON.parse(readFileSync(join(directory, 'credentials.json'), 'utf8')) as Record<
  string,
  Credentials
>;
const networks = async () => ['10.64.0.0/16', 'fd64::/16'];
const log = createLog({ format: 'text', level: 'warn' });

for (const { name, region, port } of AGENTS) {
  const loaded = loadSettings({
    directory: join(directory, name === SLOW ? 'slow' : 'usual'),
    environment: {},
  });
  const own = credentials[name];
  if (!loaded.ok || own === undefined) throw new Error(JSON.stringify(loaded));
  const validation = createValidation({ loaded: loaded.value, networks, clock, log });
  if (!validation.ok) throw new Error(JSON.stringify(validation.fault));
  await validation.value.reload();
  const { validator } = validation.value;
  const handlers = createAgentHandlers({
    validator,
    name,
    region,
    caaIssuers: [],
    version: 'bench',
    clock,
    log,
  });
  await listenForLinks({
    addresses: ['127.0.0.1'],
    port,
    credentials: own,
    ways: ['forward'],
    accept: (socket, _way, peer) =>
      void answerOver(socket, { clock, peer: peer?.name ?? '', handlers: forOwnServer(handlers) }),
  });
}
console.log('ready');
