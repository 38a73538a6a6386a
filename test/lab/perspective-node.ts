// A perspective in a node of its own: `perspective-node.ts FILE` answers over mutual TLS until its node ends; prints "listening".
// On the port after the first it answers in another's name, as a broken or hostile one might.
import { readFileSync } from 'node:fs';
import { silentLog, systemClock } from '../../src/core/index.ts';
import {
  answerOver,
  createAgentHandlers,
  forOwnServer,
  type Credentials,
  listenForLinks,
} from '../../src/validation/index.ts';
import { createEngine, type EngineSettings } from './engine.ts';

export type PerspectiveNode = {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly port: number;
  readonly credentials: Credentials;
  /** In whose name it answers on the second port. */
  readonly pretends: string;
  readonly engine: EngineSettings;
};

if (import.meta.main) await main();

async function main(): Promise<void> {
  const [file = ''] = process.argv.slice(2);
  const node = JSON.parse(readFileSync(file, 'utf8')) as PerspectiveNode;
  const validator = createEngine(node.engine);
  for (const [port, name] of [
    [node.port, node.name],
    [node.port + 1, node.pretends],
  ] as const) {
    const checker = createAgentHandlers({
      validator,
      name,
      region: 'RIPE',
      caaIssuers: [],
      version: 'lab',
      clock: systemClock,
      log: silentLog,
    });
    const { bound } = await listenForLinks({
      addresses: node.addresses,
      port,
      credentials: node.credentials,
      ways: ['forward'],
      accept(socket, _way, peer) {
        if (peer?.role !== 'coordinator') socket.destroy();
        else answerOver(socket, { clock: systemClock, peer: peer.name, handlers: forOwnServer(checker) });
      },
    });
    if (bound.length !== node.addresses.length)
      throw new Error(`${name} does not listen on all its addresses`);
  }
  console.log('listening');
}
