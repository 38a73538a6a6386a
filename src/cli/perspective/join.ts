import { X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import { type Clock, createStop, fail, fault, ok, type Result } from '../../core/index.ts';
import { createDialer } from '../../net/index.ts';
import {
  addressesOf,
  ALPN,
  askOver,
  dialLink,
  GREETING_MS,
  joinAnswer,
  LINK_CONNECT_MS,
  LINK_TLS_MS,
  type LinkFailure,
  parseTarget,
  PATHS,
  type Peer,
  PIN,
  pinOf,
  PROTOCOL_VERSION,
  readBody,
  refusalAnswer,
  type Target,
  tokenName,
} from '../../validation/index.ts';
import { attempt, decodeCertificate, pemEncode } from '../../wire/x509/index.ts';
import type { AgentFiles } from './files.ts';
import { agentCsr, isOwnCertificate, newAgentKey } from './key.ts';

export type JoinLine = { readonly url: string; readonly token: string; readonly pin: string };

/**
 * Joins a server: finds its root by the pin, trusts that root alone, and only then shows the token and a request for a certificate.
 * Faults: `invitationMalformed`, `joinUnreachable`, `joinPinWrong`, `joinRefused`.
 */
export async function joinServer(line: JoinLine, clock: Clock): Promise<Result<AgentFiles>> {
  const { url, token, pin } = line;
  const target = parseTarget(url);
  if (target === undefined) return fail(fault('invitationMalformed', { what: 'address' }));
  const name = tokenName(token);
  if (name === undefined) return fail(fault('invitationMalformed', { what: 'token' }));
  if (!PIN.test(pin)) return fail(fault('invitationMalformed', { what: 'pin' }));
  const root = await findRoot(target, line, clock);
  if (!root.ok) return root;
  const key = newAgentKey();
  const answer = await ask(target, { ...line, root: root.value, csr: agentCsr(key, name) }, clock);
  if (!answer.ok) return answer;
  const { role, region, certificate } = answer.value;
  const credentials = { key, certificate, root: root.value };
  if (
    answer.value.name !== name ||
    !isOwnCertificate(certificate, { ...credentials, role, name }, clock.now())
  ) {
    return fail(fault('joinRefused', { reason: 'malformed' }));
  }
  const record = { version: 1, name, role, region, url: answer.value.url, server: url, pin } as const;
  return ok({ record, credentials });
}

/**
 * The certificate whose key is the pinned one, as the server shows it in its handshake. This connection proves nothing and carries
 * nothing; the next one trusts that root, and is the one that counts.
 */
async function findRoot(target: Target, { url, pin }: JoinLine, clock: Clock): Promise<Result<string>> {
  const failures: LinkFailure[] = [];
  let seen = false;
  for (const address of await addressesOf(target.host)) {
    const dialled = await createDialer(clock).dial({
      address,
      port: target.port,
      timeoutMs: LINK_CONNECT_MS,
    });
    const place = { address: address.text, family: address.family, port: target.port };
    if (!dialled.ok) {
      failures.push({ place, reason: dialled.outcome });
      continue;
    }
    const chain = await new Promise<readonly Uint8Array[]>((resolve) => {
      const settle = (shown: readonly Uint8Array[]) => {
        cancel();
        socket.destroy();
        resolve(shown);
      };
      const socket = connect({
        socket: dialled.socket,
        rejectUnauthorized: false, // whom to trust is what is being asked
        minVersion: 'TLSv1.3',
        ALPNProtocols: [ALPN.forward],
      });
      const cancel = clock.after(LINK_TLS_MS, () => settle([]));
      socket.on('error', () => settle([]));
      socket.once('close', () => settle([]));
      socket.once('secureConnect', () => settle(chainOf(socket.getPeerCertificate(true))));
    });
    seen ||= chain.length > 0;
    const root = chain.find((der) => pinned(der, pin));
    if (root !== undefined) return ok(pemEncode('CERTIFICATE', root));
    failures.push({ place, reason: chain.length > 0 ? 'wrong-identity' : 'tls-error' });
  }
  if (seen) return fail(fault('joinPinWrong', { url }));
  return fail(fault('joinUnreachable', { url, tried: triedText(failures) }));
}

/** The pinned key's, and signed by it: else somebody in between could put another life or other constraints around that key. */
function pinned(der: Uint8Array, pin: string): boolean {
  const decoded = attempt(() => decodeCertificate(der));
  if (!decoded.ok || pinOf(decoded.value.spki) !== pin) return false;
  const certificate = new X509Certificate(der);
  return certificate.verify(certificate.publicKey);
}

type Shown = { readonly raw?: Buffer; readonly issuerCertificate?: Shown };

function chainOf(shown: Shown): Uint8Array[] {
  const chain: Uint8Array[] = [];
  for (let one: Shown | undefined = shown; one?.raw !== undefined && chain.length < CHAIN_MAX; ) {
    chain.push(one.raw);
    one = one.issuerCertificate === one ? undefined : one.issuerCertificate;
  }
  return chain;
}
const CHAIN_MAX = 8;

type Asked = JoinLine & { readonly root: string; readonly csr: string };

async function ask(target: Target, { url, token, root, csr }: Asked, clock: Clock) {
  const { signal } = createStop();
  const dialled = await dialLink(
    { ...target, credentials: { root }, way: 'forward', expects: isServer },
    clock,
    signal,
  );
  if (!dialled.ok) return fail(fault('joinUnreachable', { url, tried: triedText(dialled.failures) }));
  const link = askOver(dialled.socket, clock);
  const body = Buffer.from(JSON.stringify({ protocol: PROTOCOL_VERSION, token, csr }));
  const called = await link.call(PATHS.join, body, { deadlineMs: clock.monotonic() + GREETING_MS, signal });
  link.close('stopping');
  if (!called.ok) return fail(fault('joinUnreachable', { url, tried: called.outcome }));
  const joined = called.status === 200 ? readBody(joinAnswer, called.body) : undefined;
  if (joined?.protocol === PROTOCOL_VERSION) return ok(joined);
  const refused = readBody(refusalAnswer, called.body);
  return fail(fault('joinRefused', { reason: refused?.error ?? 'malformed' }));
}

/** The server, and no perspective that calls itself one. */
function isServer({ role }: Peer): boolean {
  return role === 'coordinator';
}

/** `[2001:db8::1]:6465 connect-timeout, 192.0.2.1:6465 refused`. */
export function triedText(failures: readonly LinkFailure[]): string {
  return failures.length === 0 ? 'no-address' : failures.map(failureText).join(', ');
}

function failureText({ place, reason }: LinkFailure): string {
  if (place === undefined) return reason;
  const address = place.family === 6 ? `[${place.address}]` : place.address;
  return `${address}:${place.port} ${reason}`;
}
