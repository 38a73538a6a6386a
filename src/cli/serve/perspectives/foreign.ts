import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { dirname, resolve } from 'node:path';
import type { LoadedSettings } from '../../../config/index.ts';
import { type Clock, fail, fault, type Log, ok, type Region, type Result } from '../../../core/index.ts';
import {
  type Call,
  type Called,
  createRemotePerspective,
  type Perspective,
} from '../../../validation/index.ts';
import { FOREIGN_ANSWER_BYTES_MAX, FOREIGN_CONNECTIONS_MAX } from './limits.ts';

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
    const agent = new Agent({
      keepAlive: true,
      maxSockets: FOREIGN_CONNECTIONS_MAX,
      minVersion: 'TLSv1.2',
      ...(ca.value !== undefined && { ca: ca.value }),
    });
    const call = httpsCall({ url: url.replace(/\/+$/, ''), header, agent, clock });
    const perspective = createRemotePerspective({ name, region, speaks: 'open-mpic', call, clock, log });
    all.push({ name, region, url, perspective, close: () => agent.destroy() });
  }
  return ok(all);
}

type Target = {
  readonly url: string;
  readonly header: string;
  readonly agent: Agent;
  readonly clock: Clock;
};

/** One request over HTTP/1.1 and TLS, to a server of somebody else. */
function httpsCall({ url, header, agent, clock }: Target): Call {
  const [field = '', ...value] = header.split(': ');
  const extra = header === '' ? {} : { [field]: value.join(': ') };
  return (path, body, until) =>
    new Promise((resolve) => {
      const outgoing = request(`${url}${path}`, {
        agent,
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...extra, 'content-type': 'application/json', accept: 'application/json' },
      });
      const settle = (called: Called) => {
        cancel();
        stay();
        resolve(called);
        outgoing.destroy();
      };
      const timeout = () => settle({ ok: false, outcome: 'timeout' });
      const cancel = clock.after(until.deadlineMs - clock.monotonic(), timeout);
      const stay = until.signal.onStop(timeout);
      outgoing.on('error', () => settle({ ok: false, outcome: 'unreachable' }));
      outgoing.once('response', (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > FOREIGN_ANSWER_BYTES_MAX) settle({ ok: false, outcome: 'malformed' });
          else chunks.push(chunk);
        });
        response.once('end', () => {
          const status = response.statusCode ?? 0;
          cancel();
          stay();
          // not destroyed: the connection is used again
          resolve({ ok: true, status, body: Buffer.concat(chunks) });
        });
        response.once('error', () => settle({ ok: false, outcome: 'unreachable' }));
        response.once('close', () => settle({ ok: false, outcome: 'unreachable' }));
      });
      outgoing.end(body);
    });
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
