import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { APPLY_LIMITS } from './limits.ts';

/**
 * Does whoever sits at the other end of SSH still get what is written? What was sent there has to be acknowledged: a rule that cuts
 * the connection leaves it in the send queue. Without SSH there is nothing to lose.
 */
export async function connectionAnswers(
  environment: Readonly<Record<string, string | undefined>>,
  say: () => void,
): Promise<boolean> {
  const [client, port] = (environment['SSH_CONNECTION'] ?? '').split(' ');
  if (client === undefined || port === undefined || !/^[\w.:%]+$/.test(client)) return true;
  say();
  const until = performance.now() + APPLY_LIMITS.connectionMs;
  while (performance.now() < until) {
    await sleep(AGAIN_MS);
    const waiting = await sendQueue(client, port);
    if (waiting === 'unknown' || waiting === 0) return true;
    if (waiting === 'gone') return false;
  }
  return false;
}

/** Longer than a round trip around the world: before that, nothing can have been acknowledged. */
const AGAIN_MS = 500;

/** Of iproute2. */
const SOCKETS = 'ss';

/** Bytes that the other end has not acknowledged. */
function sendQueue(client: string, port: string): Promise<number | 'gone' | 'unknown'> {
  const peer = client.includes(':') ? `[${client}]:${port}` : `${client}:${port}`;
  return new Promise((resolve) => {
    const child = spawn(SOCKETS, ['-Htn', 'state', 'established', 'dst', peer], {
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: APPLY_LIMITS.connectionMs,
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (out.length < APPLY_LIMITS.saidCharacters) out += chunk.toString('utf8');
    });
    child.on('error', () => resolve('unknown'));
    child.on('close', (code) => {
      if (code !== 0) return resolve('unknown');
      // Recv-Q Send-Q Local Peer: the state is left out where it was asked for
      const [, queue] = out.trim().split(/\s+/);
      resolve(queue === undefined ? 'gone' : Number(queue));
    });
  });
}
