import type { Seen } from '../examine.ts';
import type { Look } from '../kit.ts';
import type { OutsideReport } from '../report.ts';
import { ADDRESS_LOOKUP_MS, CACHES_MAX } from './limits.ts';
import { lookUpAt } from './look-up.ts';

/** What recursive servers still keep of the name, and for how long. */
export async function collectCaches(
  look: Look,
  _seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  const caches = (look.kit.caches ?? []).slice(0, CACHES_MAX);
  const asks = caches.flatMap((cache) => (['AAAA', 'A'] as const).map((type) => ({ cache, type })));
  await Promise.all(
    asks.map(async ({ cache, type }) => {
      const { fact } = await lookUpAt(look, cache, look.name, type, 'cached', ADDRESS_LOOKUP_MS);
      add({ names: [fact] });
    }),
  );
}
