import { isIP } from 'node:net';
import { checkServerIdentity, connect, type TLSSocket } from 'node:tls';
import { ANSWER_MS, CONNECT_MS } from '../limits.ts';
import type { Place, Tools } from '../net.ts';
import type { Finding, Site, Tested } from '../types.ts';
import { about, atEachPlace } from './each-place.ts';

/**
 * Verifies what the name serves on port 443, at every address, against this root alone (PEM), or against those that Node brings. All
 * addresses have to serve the same certificate.
 */
export async function testChain(tools: Tools, { name }: Site, rootPem?: string): Promise<Tested> {
  const served = new Set<string>();
  const tested = await atEachPlace(tools, name, async (place) => {
    const shaken = await verify(tools, name, place, rootPem);
    if (shaken.fingerprint !== undefined) served.add(shaken.fingerprint);
    const seen = [{ address: place.address.text, asked: `TLS ${name}`, said: shaken.said }];
    return { findings: shaken.code === undefined ? [] : [about(place, shaken.code)], seen };
  });
  if (served.size < 2) return tested;
  return { ...tested, findings: [...tested.findings, { code: 'chain-differs' }] };
}

type Shaken = { readonly code?: Finding['code']; readonly said: string; readonly fingerprint?: string };

async function verify(
  { dialer, clock, ports }: Tools,
  name: string,
  { address }: Place,
  rootPem: string | undefined,
): Promise<Shaken> {
  const dialled = await dialer.dial({ address, port: ports.https, timeoutMs: CONNECT_MS });
  if (!dialled.ok) return { code: 'not-reached', said: dialled.outcome };
  return new Promise((resolve) => {
    const socket = connect({
      socket: dialled.socket,
      ...(isIP(name) === 0 && { servername: name }),
      ...(rootPem !== undefined && { ca: [rootPem] }),
      minVersion: 'TLSv1.2',
      rejectUnauthorized: false, // the answer is told, and nothing is sent
    });
    let open = true;
    const settle = (shaken: Shaken) => {
      if (!open) return;
      open = false;
      cancel();
      socket.destroy(); // both keep their error listeners: a late error must not be thrown
      dialled.socket.destroy();
      resolve(shaken);
    };
    const cancel = clock.after(ANSWER_MS, () => settle({ code: 'tls-failed', said: 'tls-timeout' }));
    const failed = () => settle({ code: 'tls-failed', said: 'tls-error' });
    dialled.socket.on('error', failed);
    socket.on('error', failed);
    socket.on('close', failed);
    socket.once('secureConnect', () => settle(judge(socket, name)));
  });
}

function judge(socket: TLSSocket, name: string): Shaken {
  const certificate = socket.getPeerCertificate();
  const fingerprint = certificate.fingerprint256;
  if (!socket.authorized) {
    const error = String(socket.authorizationError);
    const code =
      error === 'CERT_HAS_EXPIRED' ? 'chain-expired' : namesOnly(error) ? 'chain-name' : 'chain-untrusted';
    return { code, said: SAID.test(error) ? error : 'untrusted', fingerprint };
  }
  if (checkServerIdentity(name, certificate) !== undefined)
    return { code: 'chain-name', said: 'other name', fingerprint };
  return { said: 'verified', fingerprint };
}

/** OpenSSL's own names of errors; nothing else is shown. */
const SAID = /^[A-Z0-9_]{1,60}$/;

function namesOnly(error: string): boolean {
  return error.includes('ALTNAME') || error.includes('HOSTNAME');
}
