import { createHash } from 'node:crypto';
import type { PerspectiveAuthority } from '../../../authority/ca/index.ts';
import type { Clock } from '../../../core/index.ts';
import type { NewPerspectiveCertificate, PerspectiveStore } from '../../../store/index.ts';
import { type PeerRole, peerUri } from '../../../validation/index.ts';
import { pemEncode } from '../../../wire/x509/index.ts';

export type CertifyParts = {
  readonly authority: PerspectiveAuthority;
  readonly store: PerspectiveStore;
  readonly clock: Clock;
};

/**
 * As every issuance here: plan, reserve (durable), sign, record (durable), and only then hand out. `reserve` is where the store says
 * whether this may be: `refused` where it does not. `failed`: nothing was signed, and the log says why.
 */
export async function certify(
  { authority, store, clock }: CertifyParts,
  holder: { readonly role: PeerRole; readonly name: string; readonly spki: Uint8Array },
  reserve: (certificate: NewPerspectiveCertificate) => Promise<boolean>,
): Promise<Certified | 'refused' | 'failed'> {
  const { role, name, spki } = holder;
  const subject = { uri: peerUri(role, name), role, spki };
  const planned = authority.plan(subject);
  const { serial, notBefore, notAfter } = planned;
  const spkiSha256 = createHash('sha256').update(spki).digest('hex');
  const reserved = await reserve({
    serial,
    name,
    role,
    spkiSha256,
    notBefore,
    notAfter,
    createdAt: clock.now(),
  });
  if (!reserved) return 'refused';
  const signed = await authority.sign(planned, subject);
  if (!signed.ok) return 'failed';
  await store.complete(serial, clock.now());
  return { certificate: pemEncode('CERTIFICATE', signed.value), notAfter };
}

/** PEM, and when it ends. */
export type Certified = { readonly certificate: string; readonly notAfter: number };
