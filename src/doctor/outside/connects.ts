import { parseAddress } from '../../net/index.ts';
import type { Seen } from './examine.ts';
import type { Look } from './kit.ts';
import { OUTSIDE_LIMITS, REPORT_MAX } from './limits.ts';
import type { ConnectFact, OutsideReport } from './report.ts';

/** Every address of the name x ports 80, 443 and one that is surely closed, one connection each. */
export async function collectConnects(
  look: Look,
  seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  const { dialer, policy, ports, clock, timeScale } = look.kit;
  const subject = seen.names.filter(({ role }) => role === 'subject');
  const addresses = subject
    .flatMap((fact) => fact.addresses.slice(0, REPORT_MAX.addresses))
    .flatMap((text) => parseAddress(text) ?? []);
  const open = addresses.filter((one) => policy.check(one).ok);
  add({ refused: addresses.filter((one) => !open.includes(one)).map(({ text }) => text) });
  const uses = [
    ['http', ports.http],
    ['https', ports.https],
    ['closed', ports.closed],
  ] as const;
  const connect = async (address: (typeof open)[number], use: ConnectFact['use'], port: number) => {
    const at = clock.now();
    const timeoutMs = OUTSIDE_LIMITS.connectMs * timeScale;
    const dialled = await dialer.dial({ address, port, timeoutMs, signal: look.signal });
    if (dialled.ok) dialled.socket.on('error', () => {}).destroy();
    const ending = dialled.ok
      ? { outcome: 'response' }
      : { outcome: dialled.outcome, ...(dialled.errno !== undefined && { errno: dialled.errno }) };
    if (ending.outcome === 'cancelled') return;
    const { text, family } = address;
    const sample = { at, ...ending, ms: dialled.ms };
    add({ connects: [{ host: look.name, address: text, family, port, use, ...ending, samples: [sample] }] });
  };
  await Promise.all(open.flatMap((address) => uses.map(([use, port]) => connect(address, use, port))));
}
