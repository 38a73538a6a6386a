import { fail, fault, ok, type Result } from '../../core/index.ts';
import { keepWorker } from './keeper.ts';
import type { ServerParts, ZoneServer } from './types.ts';

/**
 * Starts the server in a thread of its own, with everything that is known; started again, and said in the log, should it die. A
 * server with no listener at all is a failure (`listenFailed`); one that lacks a family or an address says so in `failed`.
 * Throws for zones that cannot be served.
 */
export async function startZoneServer(
  parts: ServerParts,
  /** The worker's program, for tests of its end. */
  script: URL = new URL('./worker.ts', import.meta.url),
): Promise<Result<ZoneServer>> {
  const keeper = keepWorker(parts, script);
  const opened = await keeper.opened;
  const [first] = opened.failed;
  if (opened.bound.length > 0) return ok({ ...opened, ...keeper.server });
  await keeper.server.close();
  const { address, port, errno: cause } = first ?? { address: '', port: parts.port, errno: 'EADDRNOTAVAIL' };
  return fail(fault('listenFailed', { address, port, cause }));
}
