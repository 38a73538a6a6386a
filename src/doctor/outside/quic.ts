import type { Address } from '../../net/index.ts';
import { subjectAddresses } from './connects-addresses.ts';
import type { Seen } from './examine.ts';
import type { Look } from './kit.ts';
import { recordOffersHttp3 } from './quic-offer.ts';
import { udpPasses } from './quic-udp.ts';
import type { OutsideReport, QuicFact } from './report.ts';

/** Where HTTP/3 is offered, by an answer or in the DNS: does anybody speak QUIC there? Each address once. */
export async function collectQuic(look: Look, seen: OutsideReport, add: (more: Seen) => void): Promise<void> {
  const port = look.kit.ports.https;
  const told = seen.responses.some(({ host, http3 }) => host === look.name && http3 === true);
  if (!told && !recordOffersHttp3(seen, port)) return;
  const asked = await Promise.all(subjectAddresses(look, seen).map((address) => askOne(look, address, port)));
  const quics = asked.filter((one) => one !== undefined);
  add({ quics });
  const unproven = ([6, 4] as const).filter(
    (family) =>
      quics.some((one) => one.family === family && one.outcome === 'timeout') &&
      !udpPasses({ ...seen, quics }, family),
  );
  add({ unmeasured: unproven.map((family) => ({ what: 'quic', why: `no-udp-${family}` })) });
}

async function askOne(look: Look, address: Address, port: number): Promise<QuicFact | undefined> {
  const { quic, policy, timeScale } = look.kit;
  const { text, family } = address;
  const { outcome, errno, ms } = await look.gate.through(text, () =>
    quic.probe({ address, port, timeScale, policy, signal: look.signal }),
  );
  if (outcome === 'cancelled' || outcome === 'address-refused') return undefined;
  return {
    host: look.name,
    address: text,
    family,
    port,
    outcome,
    ...(errno !== undefined && { errno: errno.slice(0, 32) }),
    ms,
  };
}
