import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import fastify from 'fastify';
import type { IssuerInfo } from '../../authority/ca/index.ts';
import type { LoadedSettings } from '../../config/index.ts';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { type CertificateTrust, readCaCertificates } from '../../delegation/identity/index.ts';
import { pemEncode } from '../../wire/x509/index.ts';
import { byPath } from './by-path.ts';
import { type HttpApp, type Listeners, type ListenOptions, openListeners } from './listeners.ts';
import type { Warning } from './types.ts';

/** Whose client certificates count: by `delegation.api.ca_file`. */
export function certificateTrust(
  { settings }: LoadedSettings,
  { id, certificate }: Pick<IssuerInfo, 'id' | 'certificate'>,
): CertificateTrust {
  return settings.delegation.api.ca_file === ''
    ? { kind: 'own', issuerId: id, issuer: certificate }
    : { kind: 'file' };
}

/**
 * The native API once more, on a port of its own that asks for client certificates: asked on the HTTPS listener, browsers would let people
 * choose one, and some ACME clients fail. Nothing else is there. Without an address nothing is opened.
 */
export async function openNativeApi(parts: {
  readonly loaded: LoadedSettings;
  readonly issuer: Pick<IssuerInfo, 'certificate' | 'root'>;
  /** Of the delegation; undefined where no zone is set up. */
  readonly app: HttpApp | undefined;
  readonly certificate: NonNullable<ListenOptions['certificate']>;
  readonly warn: (warning: Warning) => void;
}): Promise<Result<Listeners>> {
  const { loaded, issuer, app, certificate, warn } = parts;
  const { addresses, port, ca_file } = loaded.settings.delegation.api;
  if (app === undefined || addresses.length === 0) return ok(NONE);
  const file = resolve(dirname(loaded.file), ca_file);
  const clientCas =
    ca_file === ''
      ? ok([issuer.root, issuer.certificate].map((der) => pemEncode('CERTIFICATE', der)))
      : readCas(file);
  if (!clientCas.ok) return clientCas;
  const nothing = fastify({ logger: false, exposeHeadRoutes: false });
  nothing.setNotFoundHandler((_request, reply) => reply.status(404).type('text/plain').send('Not found\n'));
  await nothing.ready();
  const opened = await openListeners(
    {
      scheme: 'https',
      addresses,
      port,
      app: byPath('/delegation/v1/', app, nothing),
      certificate,
      clientCas: clientCas.value,
    },
    warn,
  );
  if (!opened.ok) return opened;
  const views = opened.value.views.map((one) => ({ ...one, scheme: 'api' as const }));
  return ok({ ...opened.value, views });
}

const NONE: Listeners = {
  port: 0,
  views: [],
  families: [],
  setCertificate() {},
  drain: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** The CA file of the settings. Faults `keyFileMissing`, `keyFileUnreadable`, `clientIdentityInvalid`. */
function readCas(path: string): Result<readonly string[]> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    return fail(
      code === 'ENOENT' ? fault('keyFileMissing', { path }) : fault('keyFileUnreadable', { path, code }),
    );
  }
  const cas = readCaCertificates(text);
  return cas === undefined ? fail(fault('clientIdentityInvalid', { reason: 'ca', value: path })) : ok(cas);
}
