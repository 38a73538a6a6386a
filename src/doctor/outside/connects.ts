import { type Address, knock } from '../../net/index.ts';
import { addressesOf, subjectAddresses } from './connects-addresses.ts';
import type { Seen } from './examine.ts';
import type { Look } from './kit.ts';
import { OUTSIDE_LIMITS } from './limits.ts';
import type { ConnectFact, OutsideReport } from './report.ts';

/** Every address of the name x ports 80, 443 and one that is surely closed, one connection each. */
export async function collectConnects(
  look: Look,
  seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  const { policy, ports } = look.kit;
  const refused = addressesOf(seen, look.name).filter((one) => !policy.check(one).ok);
  add({ refused: refused.map(({ text }) => text) });
  const uses = [
    ['http', ports.http],
    ['https', ports.https],
    ['closed', ports.closed],
  ] as const;
  const all = subjectAddresses(look, seen).flatMap((address) =>
    uses.map(async ([use, port]) => {
      const fact = await connectOnce(look, { host: look.name, address, port, use });
      if (fact !== undefined) add({ connects: [fact] });
    }),
  );
  await Promise.all(all);
}

/** One connection, gone at once; undefined where the look ended before it did. */
export async function connectOnce(
  look: Look,
  {
    host,
    address,
    port,
    use,
  }: {
    readonly host: string;
    readonly address: Address;
    readonly port: number;
    readonly use: ConnectFact['use'];
  },
): Promise<ConnectFact | undefined> {
  const { dialer, clock, timeScale } = look.kit;
  const timeoutMs = OUTSIDE_LIMITS.connectMs * timeScale;
  const { text, family } = address;
  return look.gate.through(text, async () => {
    const at = clock.now();
    const { ending, ms } = await knock(dialer, { address, port, timeoutMs, signal: look.signal });
    if (ending.outcome === 'cancelled') return undefined;
    const samples = [{ at, ...ending, ms }];
    return { host, address: text, family, port, use, ...ending, samples };
  });
}
