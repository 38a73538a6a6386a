import type { Settings } from '../../../config/index.ts';
import { fail, fault, ok, type Result } from '../../../core/index.ts';
import { pinOf } from '../../../validation/index.ts';
import { decodeCertificate } from '../../../wire/x509/index.ts';

/** Where perspectives join, and the key that they are to trust. Fault `perspectivesClosed` where none can. */
export function invitationOf(
  settings: Settings,
  root: { readonly certificate: Uint8Array },
  boundPort: number | undefined,
): Result<{ readonly url: string; readonly pin: string }> {
  const { perspectives, host } = settings;
  if (perspectives.addresses.length === 0) return fail(fault('perspectivesClosed', {}));
  const name = host.public_host === '' ? 'localhost' : host.public_host;
  const authority = name.includes(':') ? `[${name}]` : name;
  const port = boundPort ?? perspectives.port;
  const pin = pinOf(decodeCertificate(root.certificate).spki);
  return ok({ url: `https://${authority}:${port}`, pin });
}
