import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { LoadedSettings } from '../../../config/index.ts';
import { type Clock, fail, fault, type Log, ok, type Region, type Result } from '../../../core/index.ts';
import { createHttpClient, type HttpClient } from '../../../net/index.ts';
import { type Call, createRemotePerspective, type Perspective } from '../../../validation/index.ts';
import { FOREIGN_LIMITS } from './limits.ts';

export type Foreign = {
  readonly name: string;
  readonly region: Region;
  readonly url: string;
  readonly perspective: Perspective;
  close(): void;
};

/** Perspectives of others, from `perspectives.foreign`. Fault `keyFileMissing` and its like where a CA file cannot be read. */
export function openForeign(
  { settings, file }: LoadedSettings,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Result<readonly Foreign[]> {
  const all: Foreign[] = [];
  for (const [name, { url, region, header, ca_file }] of Object.entries(settings.perspectives.foreign)) {
    if (url === '') return fail(fault('settingInvalid', missingUrl(file, name)));
    const ca = ca_file === '' ? ok(undefined) : read(resolve(dirname(file), ca_file));
    if (!ca.ok) return ca;
    const client = createHttpClient({
      base: url.replace(/\/+$/, ''),
      limits: FOREIGN_LIMITS,
      clock,
      ca: ca.value,
    });
    const call = callOf(client, header);
    const perspective = createRemotePerspective({ name, region, speaks: 'open-mpic', call, clock, log });
    all.push({ name, region, url, perspective, close: () => client.close() });
  }
  return ok(all);
}

/** As requests to a server of somebody else: with the header that says who asks. */
function callOf(client: HttpClient, header: string): Call {
  const [field = '', ...value] = header.split(': ');
  const extra = header === '' ? {} : { [field]: value.join(': ') };
  const headers = { ...extra, 'content-type': 'application/json', accept: 'application/json' };
  return (path, body, until) =>
    client.call(
      { method: body === undefined ? 'GET' : 'POST', path, headers, ...(body !== undefined && { body }) },
      until,
    );
}

function read(path: string): Result<string> {
  try {
    return ok(readFileSync(path, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    return fail(
      code === 'ENOENT' ? fault('keyFileMissing', { path }) : fault('keyFileUnreadable', { path, code }),
    );
  }
}

function missingUrl(origin: string, name: string) {
  return { origin, key: `perspectives.foreign.${name}.url`, value: '""', allowed: 'an https URL' };
}
