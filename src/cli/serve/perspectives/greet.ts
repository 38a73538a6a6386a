import { createHash } from 'node:crypto';
import { type Clock, createStop, type Log } from '../../../core/index.ts';
import type { PerspectiveRow } from '../../../store/index.ts';
import {
  GREETING_MS,
  type HelloAnswer,
  helloAnswer,
  type Link,
  PATHS,
  PROTOCOL_VERSION,
  readBody,
  renewAnswer,
  versionShape,
} from '../../../validation/index.ts';
import { certify, type CertifyParts } from './certify.ts';

/** What a new connection turned out to be. */
export type Greeting =
  | { readonly ok: true; readonly hello: HelloAnswer }
  | {
      readonly ok: false;
      readonly reason: 'version' | 'wrong-identity' | 'silent';
      readonly theirs?: number;
    };

/** The first question on every connection: one that speaks another version, or says another name, is of no use. */
export async function greet(link: Link, row: PerspectiveRow, clock: Clock): Promise<Greeting> {
  const answer = await link.call(PATHS.hello, undefined, until(clock));
  if (!answer.ok) return { ok: false, reason: 'silent' };
  const spoken = readBody(versionShape, answer.body);
  if (spoken !== undefined && spoken.protocol !== PROTOCOL_VERSION) {
    return { ok: false, reason: 'version', theirs: spoken.protocol };
  }
  const hello = answer.status === 200 ? readBody(helloAnswer, answer.body) : undefined;
  if (hello === undefined) return { ok: false, reason: 'silent' };
  if (hello.name !== row.name || hello.region !== row.region) return { ok: false, reason: 'wrong-identity' };
  return { ok: true, hello };
}

/** Gives a perspective another certificate for the same key, when so much of the present one's time is over; when the one that it then has ends. */
export async function renewIfDue(
  link: Link,
  row: PerspectiveRow,
  certificateUntil: number,
  parts: CertifyParts & { readonly log: Log },
): Promise<number> {
  const { authority, store, clock, log } = parts;
  if (certificateUntil - clock.now() > RENEW_BELOW_MS) return certificateUntil;
  const answer = await link.call(PATHS.renew, EMPTY, until(clock));
  const asked = answer.ok && answer.status === 200 ? readBody(renewAnswer, answer.body) : undefined;
  const csr = asked === undefined ? undefined : authority.checkCsr(Buffer.from(asked.csr, 'base64url'));
  if (csr?.ok !== true) {
    log.warn({ perspective: row.name }, 'no usable request for a new certificate');
    return certificateUntil;
  }
  const { spki } = csr.value;
  // the same key as the connection's: the row says whose it is, and the statement asks it again
  if (createHash('sha256').update(spki).digest('hex') !== row.spkiSha256) return certificateUntil;
  const made = await certify(parts, { role: row.role, name: row.name, spki }, (one) => store.renew(one));
  if (typeof made === 'string') return certificateUntil;
  const body = Buffer.from(JSON.stringify({ certificate: made.certificate }));
  const taken = await link.call(PATHS.certificate, body, until(clock));
  const ok = taken.ok && taken.status === 200;
  log.info({ perspective: row.name, ok }, 'certificate of a perspective renewed');
  return ok ? made.notAfter : certificateUntil;
}

/** Tells a perspective which clients may ask it: their keys, all of them. */
export async function tellClients(
  link: Link,
  clients: readonly PerspectiveRow[],
  clock: Clock,
): Promise<void> {
  const spkiSha256 = clients.flatMap((client) => client.spkiSha256 ?? []);
  await link.call(PATHS.clients, Buffer.from(JSON.stringify({ spkiSha256 })), until(clock));
}

const DAY_MS = 86_400_000;
/** Two thirds of 45 days. */
const RENEW_BELOW_MS = 30 * DAY_MS;
const EMPTY = Buffer.from('{}');
const NEVER = createStop().signal;

function until(clock: Clock) {
  return { deadlineMs: clock.monotonic() + GREETING_MS, signal: NEVER };
}
