import { constants } from 'node:crypto';
import { connect, type TLSSocket } from 'node:tls';
import type { Socket } from 'node:net';
import type { Clock } from '../../../core/index.ts';
import { readPeer } from './identity.ts';
import { LINK_TLS_MS } from './limits.ts';
import type { Peer, Trust, Way } from './types.ts';

/** ALPN names: ordinary HTTP/2, or HTTP/2 in which the one that was dialled asks. */
export const ALPN: Readonly<Record<Way, string>> = { forward: 'h2', backward: 'sixfour-perspective' };

/** TLS 1.3 alone, both ends certified by the perspectives' root alone; no resumption, so that every connection shows its key anew. */
export function tlsOptions({ key, certificate, root }: Trust) {
  return {
    ...(key !== undefined && { key, cert: certificate }),
    ca: [root],
    minVersion: 'TLSv1.3' as const,
    maxVersion: 'TLSv1.3' as const,
    secureOptions: constants.SSL_OP_NO_TICKET,
  };
}

export type TlsResult =
  | { readonly ok: true; readonly socket: TLSSocket; readonly peer: Peer }
  | { readonly ok: false; readonly reason: TlsFailure; readonly errno?: string };
export type TlsFailure = 'tls-timeout' | 'tls-error' | 'wrong-identity' | 'wrong-protocol';

/** The handshake of the one that dialled. `expects` judges whom the certificate names, after its chain was verified. */
export function startTls(
  socket: Socket,
  options: {
    readonly credentials: Trust;
    readonly way: Way;
    readonly expects: (peer: Peer) => boolean;
    readonly clock: Clock;
  },
): Promise<TlsResult> {
  const { credentials, way, expects, clock } = options;
  return new Promise((resolve) => {
    const secure = connect({
      socket,
      ...tlsOptions(credentials),
      ALPNProtocols: [ALPN[way]],
      checkServerIdentity: () => undefined, // by its URI, below: there is no host name in these certificates
    });
    const settle = (result: TlsResult) => {
      cancel();
      secure.off('error', onError);
      secure.off('close', onClose);
      secure.on('error', () => {});
      if (!result.ok) secure.destroy();
      resolve(result);
    };
    const onError = (error: NodeJS.ErrnoException) =>
      settle({ ok: false, reason: 'tls-error', ...(error.code && { errno: error.code }) });
    const onClose = () => settle({ ok: false, reason: 'tls-error' });
    const cancel = clock.after(LINK_TLS_MS, () => settle({ ok: false, reason: 'tls-timeout' }));
    secure.once('error', onError);
    secure.once('close', onClose);
    secure.once('secureConnect', () => {
      const peer = peerOf(secure);
      if (peer === undefined || !expects(peer)) settle({ ok: false, reason: 'wrong-identity' });
      else if (secure.alpnProtocol !== ALPN[way]) settle({ ok: false, reason: 'wrong-protocol' });
      else settle({ ok: true, socket: secure, peer });
    });
  });
}

/** Whom the other end's verified certificate names; undefined where there is none, it does not verify, or it names nobody of ours. */
export function peerOf(socket: TLSSocket): Peer | undefined {
  if (!socket.authorized) return undefined;
  const { raw } = socket.getPeerCertificate();
  return raw === undefined ? undefined : readPeer(raw);
}
