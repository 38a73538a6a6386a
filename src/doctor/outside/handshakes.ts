import type { Address, Hello, TlsProbeResult } from '../../net/index.ts';
import { subjectAddresses } from './connects-addresses.ts';
import type { Seen } from './examine.ts';
import { readLeaf } from './handshakes-leaf.ts';
import type { Look } from './kit.ts';
import { OUTSIDE_LIMITS } from './limits.ts';
import type { HandshakeFact, OutsideReport } from './report.ts';

/** Each address on the HTTPS port: a small and a large hello, and one without a name. */
export async function collectHandshakes(
  look: Look,
  seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  const kinds = [
    ['small', 'sent'],
    ['large', 'sent'],
    ['small', 'not-sent'],
  ] as const;
  const all = subjectAddresses(look, seen).flatMap((address) =>
    kinds.map(async ([hello, serverName]) => {
      const place = { host: look.name, address, port: look.kit.ports.https };
      const fact = await shakeHands(look, place, hello, serverName);
      if (fact !== undefined) add({ handshakes: [fact] });
      if (fact === undefined || hello !== 'small' || serverName !== 'sent' || !isVersion(fact)) return;
      const old = await shakeHands(look, place, 'old', serverName);
      if (old?.outcome === 'response') add({ handshakes: [old] });
    }),
  );
  await Promise.all(all);
}

/** One handshake; undefined where the connection did not come about (the connections tell of that) or the look ended. */
export async function shakeHands(
  look: Look,
  { host, address, port }: { readonly host: string; readonly address: Address; readonly port: number },
  hello: Hello,
  serverName: HandshakeFact['serverName'],
): Promise<HandshakeFact | undefined> {
  const { tls, policy, timeScale } = look.kit;
  const { connectMs, tlsMs } = OUTSIDE_LIMITS;
  const result = await look.gate.through(address.text, () =>
    tls.probe({
      url: `tls://${host}:${port}`,
      hop: 0,
      address,
      serverName: serverName === 'sent' ? host : undefined,
      protocol: 'http/1.1',
      hello,
      limits: {
        connectMs: connectMs * timeScale,
        tlsMs: tlsMs * timeScale,
        totalMs: (connectMs + tlsMs) * timeScale,
      },
      policy,
      signal: look.signal,
    }),
  );
  return factOf(host, hello, serverName, result);
}

function factOf(
  host: string,
  hello: Hello,
  serverName: HandshakeFact['serverName'],
  { evidence, certificate, issuers = [], version }: TlsProbeResult,
): HandshakeFact | undefined {
  const { address, family, port, phase, outcome, errno, times } = evidence;
  if (phase === 'policy' || phase === 'connect' || outcome === 'cancelled') return undefined;
  return {
    host,
    address,
    family,
    port,
    hello: hello === 'large' ? 'large' : 'small',
    serverName,
    outcome,
    ...(errno !== undefined && { errno: errno.slice(0, 32) }),
    ...(errno?.startsWith('ERR_SSL_') && { alert: alertOf(errno) }),
    ...(version !== undefined && { version: version.slice(0, 16) }),
    ...(certificate !== undefined && readLeaf(host, certificate, issuers)),
    ms: times.totalMs,
  };
}

/** `ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION` is `protocol_version`, `ERR_SSL_TLSV1_UNRECOGNIZED_NAME` is `unrecognized_name`. */
function alertOf(errno: string): string {
  const prefix = /^ERR_SSL_(?:(?:TLSV1|TLSV13|SSLV3|SSL\/TLS)_(?:ALERT_)?)?/;
  return errno.replace(prefix, '').toLowerCase().slice(0, 64);
}

/** The server speaks none of the versions that were offered. */
function isVersion({ alert }: HandshakeFact): boolean {
  return alert === 'protocol_version' || alert === 'unsupported_protocol' || alert === 'handshake_failure';
}
