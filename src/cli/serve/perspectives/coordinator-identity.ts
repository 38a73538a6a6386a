import { generateKeyPairSync } from 'node:crypto';
import type { Cancel } from '../../../core/index.ts';
import { COORDINATOR_NAME, type Credentials } from '../../../validation/index.ts';
import { pemEncode } from '../../../wire/x509/index.ts';
import { certify, type CertifyParts } from './certify.ts';

/** What this server shows to perspectives: a key that lives in this process alone, certified anew at half its time. */
export type CoordinatorIdentity = {
  credentials(): Credentials;
  close(): void;
};

export async function createCoordinatorIdentity(
  parts: CertifyParts,
  renewed: (credentials: Credentials) => void,
): Promise<CoordinatorIdentity> {
  const { authority, store, clock } = parts;
  const root = pemEncode('CERTIFICATE', authority.root);
  let cancel: Cancel | undefined;

  async function make(): Promise<Credentials> {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const holder = { role: 'coordinator', name: COORDINATOR_NAME, spki } as const;
    const made = await certify(parts, holder, async (certificate) => {
      await store.reserveOwn(certificate);
      return true;
    });
    if (typeof made === 'string') throw new Error(`the server's certificate towards perspectives: ${made}`);
    cancel = clock.after((made.notAfter - clock.now()) / 2, () => void again());
    // with the root behind it, which a perspective that joins knows by its pin alone
    return {
      key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      certificate: `${made.certificate}${root}`,
      root,
    };
  }

  async function again(): Promise<void> {
    try {
      current = await make();
      renewed(current);
    } catch {
      cancel = clock.after(RETRY_MS, () => void again()); // the store is overloaded or closing: half the time is left
    }
  }

  let current = await make();
  return { credentials: () => current, close: () => cancel?.() };
}

const RETRY_MS = 60_000;
