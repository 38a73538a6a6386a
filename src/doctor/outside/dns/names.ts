import type { Seen } from '../examine.ts';
import type { Look } from '../kit.ts';
import type { OutsideReport } from '../report.ts';
import { ADDRESS_LOOKUP_MS } from './limits.ts';
import { lookUp } from './look-up.ts';

/** Addresses of the name, as a walk from the root finds them. Nothing else: connections wait for it. */
export async function collectNames(
  look: Look,
  _seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  await Promise.all(
    (['AAAA', 'A'] as const).map(async (type) => {
      const { fact } = await lookUp(look, look.name, type, 'subject', ADDRESS_LOOKUP_MS);
      add({ names: [fact] });
    }),
  );
}
