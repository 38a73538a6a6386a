import { isIP, type Socket } from 'node:net';
import { connect as tlsConnect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { AttemptEvidence, Clock, Outcome, Phase } from '../core/index.ts';
import { createDialer } from './dial.ts';
import { tlsOutcome } from './tls-alert.ts';
import { HANDSHAKE_ISSUERS } from './limits.ts';
import { helloContext, tolerantContext } from './tls-context.ts';
import { watchHandshake } from './tls-watch.ts';
import type { Dialer, TlsProber, TlsProbeRequest, TlsProbeResult } from './types.ts';

/** Shakes hands over real sockets: one address, one attempt, a timer for each phase; hangs up as soon as the certificate is here. */
export function createTlsProber(settings: { readonly clock: Clock; readonly dialer?: Dialer }): TlsProber {
  const { clock, dialer = createDialer(settings.clock) } = settings;
  return { probe: (request) => probe(request, clock, dialer) };
}

async function probe(request: TlsProbeRequest, clock: Clock, dialer: Dialer): Promise<TlsProbeResult> {
  const { url, hop, address, policy, limits, signal } = request;
  const port = Number(new URL(url).port);
  if (isIP(request.serverName ?? '') !== 0) throw new TypeError('SNI takes names only (RFC 6066 section 3)');
  const at = clock.now();
  const began = clock.monotonic();
  const elapsed = () => Math.round((clock.monotonic() - began) * 1000) / 1000;
  const times: { connectMs?: number; tlsMs?: number } = {};
  const evidence = (phase: Phase, outcome: Outcome, errno?: string): AttemptEvidence => ({
    kind: 'attempt',
    at,
    hop,
    url,
    address: address.text,
    family: address.family,
    port,
    phase,
    outcome,
    ...(errno !== undefined && { errno }),
    times: { ...times, totalMs: elapsed() },
  });
  if (!policy.check(address).ok) return { evidence: evidence('policy', 'address-refused'), ...NOTHING };
  const timeoutMs = Math.min(limits.connectMs, limits.totalMs);
  const dialled = await dialer.dial({ address, port, timeoutMs, signal });
  times.connectMs = elapsed();
  if (!dialled.ok) return { evidence: evidence('connect', dialled.outcome, dialled.errno), ...NOTHING };
  const left = Math.max(0, limits.totalMs - elapsed());
  const shaken = await shakeHands(dialled.socket, request, Math.min(limits.tlsMs, left), clock);
  times.tlsMs = Math.round((elapsed() - times.connectMs) * 1000) / 1000;
  if ('outcome' in shaken) return { evidence: evidence('tls', shaken.outcome, shaken.errno), ...NOTHING };
  return { evidence: evidence('done', 'response'), ...shaken };
}

type Shown = Omit<TlsProbeResult, 'evidence'>;
const NOTHING: Shown = { protocol: 'none', certificate: undefined };
type Failed = { readonly outcome: Outcome; readonly errno?: string };

/** One handshake on this connection, which is gone afterwards, however it ended. */
function shakeHands(
  raw: Socket,
  { serverName, protocol, hello, signal }: TlsProbeRequest,
  timeoutMs: number,
  clock: Clock,
): Promise<Shown | Failed> {
  return new Promise((resolve) => {
    const socket = tlsConnect({
      socket: raw,
      secureContext: hello === undefined ? tolerantContext() : helloContext(hello),
      ...(serverName !== undefined && { servername: serverName }),
      ALPNProtocols: [protocol],
      rejectUnauthorized: false,
    });
    let open = true;
    const settle = (result: Shown | Failed) => {
      if (!open) return;
      open = false;
      for (const cancel of cancels) cancel?.();
      socket.destroy(); // both keep their error listeners: a late error must not be thrown
      raw.destroy();
      resolve(result);
    };
    let shown: Shown | undefined; // from here on, however it ends, this is what was seen
    const failed = (outcome: Outcome, errno?: string) =>
      settle(shown ?? { outcome, ...(errno && { errno }) });
    const onError = (error: NodeJS.ErrnoException) => failed(tlsOutcome(error), error.code);
    raw.on('error', onError);
    socket.on('error', onError);
    socket.once('secureConnect', () => {
      const agreed = socket.alpnProtocol;
      // before the leaf is read as an X509Certificate: afterwards Node has no chain any more
      const issuers = hello === undefined ? undefined : issuersOf(socket);
      const result: Shown = {
        protocol: agreed === protocol ? 'agreed' : agreed ? 'other' : 'none',
        certificate: socket.getPeerX509Certificate()?.raw,
        version: socket.getProtocol() ?? undefined,
        ...(issuers !== undefined && { issuers }),
      };
      shown = result;
      socket.end(() => settle(result)); // so that the server, too, sees a whole handshake
    });
    const cancels = [
      // after a stall of this process the answer may lie in the kernel already: look once before calling it late
      clock.after(timeoutMs, () => setImmediate(failed, 'tls-timeout')),
      watchHandshake(raw, clock, () => failed('too-large')),
      signal?.onStop(() => failed('cancelled')),
    ];
    if (signal?.stopped) failed('cancelled');
  });
}

/** As they follow each other; a root is its own issuer. */
function issuersOf(socket: TLSSocket): Uint8Array[] {
  const issuers: Uint8Array[] = [];
  let one: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (issuers.length < HANDSHAKE_ISSUERS) {
    const issuer: DetailedPeerCertificate | undefined = one?.issuerCertificate;
    if (issuer === undefined || issuer === one || issuer.raw === undefined) break;
    issuers.push(issuer.raw);
    one = issuer;
  }
  return issuers;
}
