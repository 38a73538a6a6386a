import { type Address, knock } from '../../net/index.ts';
import { subjectAddresses } from './connects-addresses.ts';
import type { Seen } from './examine.ts';
import type { Look } from './kit.ts';
import { OUTSIDE_LIMITS } from './limits.ts';
import type { OutsideReport } from './report.ts';

/** One address of each family, connected to at the same moment, several times: what disturbs one round disturbs both. */
export async function collectLatency(
  look: Look,
  seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  const addresses = subjectAddresses(look, seen);
  const pair = ([6, 4] as const).flatMap((family) => addresses.find((one) => one.family === family) ?? []);
  if (pair.length < 2) return;
  const port = look.kit.ports.https;
  const rounds: number[][] = [];
  for (let round = 0; round < OUTSIDE_LIMITS.latencyRounds; round++) {
    const both = await Promise.all(pair.map((address) => roundTrip(look, address, port)));
    const times = both.filter((ms) => ms !== undefined);
    if (times.length < pair.length) break;
    rounds.push(times);
  }
  if (rounds.length < 2) return;
  const latencies = pair.map(({ text, family }, place) => ({
    host: look.name,
    address: text,
    family,
    port,
    rounds: rounds.map((times) => times[place] ?? 0),
  }));
  add({ latencies });
}

async function roundTrip(look: Look, address: Address, port: number): Promise<number | undefined> {
  const { dialer, timeScale } = look.kit;
  const timeoutMs = OUTSIDE_LIMITS.connectMs * timeScale;
  return look.gate.through(address.text, async () => {
    const { ending, ms } = await knock(dialer, { address, port, timeoutMs, signal: look.signal });
    return ending.outcome === 'response' ? ms : undefined;
  });
}
