// `sixfour lab dns` in a lab node: the name server that fails on purpose, as an administrator would run it.
import { fileURLToPath } from 'node:url';
import { stringify } from 'smol-toml';
import type { LabScript, TrustAnchor } from '../../src/lab/index.ts';
import type { Node } from '../support/namespaces.ts';

export const FAKES_PORT = 8053; // BIND has 53
const READY_MS = 30_000;
const SCRIPT = '/run/fakes.toml';
const PROGRAM = fileURLToPath(new URL('../../bin/sixfour.js', import.meta.url));

/** Starts it on both addresses of the node; the trust anchors of its signed zones. It ends with the node. */
export async function startFakes(node: Node, script: LabScript): Promise<readonly TrustAnchor[]> {
  await node.write(SCRIPT, stringify(script));
  const options = ['--script', SCRIPT, '--listen', node.v6, node.v4, '--port', String(FAKES_PORT), '--json'];
  const service = node.start([process.execPath, PROGRAM, 'lab', 'dns', ...options]);
  const [line] = await service.until(/^\{"ready":true.*\}$/m, READY_MS);
  return (JSON.parse(line) as { trustAnchors: readonly TrustAnchor[] }).trustAnchors;
}
