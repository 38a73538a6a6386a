import { createHash } from 'node:crypto';
import { type Clock, fail, fault, identifierText, type Log, ok, type Result } from '../../../core/index.ts';
import type { Order, ReservedCertificate, Store } from '../../../store/index.ts';
import { attempt, decodeTbs } from '../../../wire/x509/index.ts';
import type { CertificateAuthority, IssuanceRequest, ProfileName } from '../../ca/index.ts';
import { RESERVATION_MS, RESUME_BATCH, RESUME_PAUSE_MS, SETTLE_MS } from '../limits.ts';

/** Issuances whose certificate is reserved: signs, stores, and so ends the order. */
export type Issuances = {
  /** Resolves with the order as it then is; undefined when that is not known: it is taken up again later. */
  finish(order: Order, certificate: ReservedCertificate, spki: Uint8Array): Promise<Order | undefined>;
  /** The SPKI hash of an order that is being finished now. */
  keyOf(orderId: string): string | undefined;
  /**
   * Takes up orders left in processing: the stored bytes are signed, so that no second serial comes to be. Those left for longer than
   * `RESERVATION_MS` are given up: what they rest on is old.
   */
  resume(): Promise<void>;
  /** Resolves when nothing runs any more, or after `SETTLE_MS`: what is not done then is done after the next start. */
  settle(): Promise<void>;
};

type Parts = {
  readonly store: Store;
  readonly ca: CertificateAuthority;
  readonly clock: Clock;
  readonly log: Log;
};

export function createIssuances({ store, ca, clock, log }: Parts): Issuances {
  const running = new Map<string, { spkiSha256: string; done: Promise<Order | undefined> }>();
  let stopped = false;

  async function run(
    order: Order,
    certificate: ReservedCertificate,
    spki: Uint8Array,
  ): Promise<Order | undefined> {
    const { serial } = certificate;
    const signed = await ca.sign(certificate, issuanceRequest(order, spki));
    if (!signed.ok) {
      log.error({ order: order.id, serial, fault: signed.fault.code }, 'certificate not signed');
      const abandoned = await store.orders.abandon(order.id, serial, signed.fault);
      return abandoned ? { ...order, status: 'invalid', error: signed.fault } : store.orders.find(order.id);
    }
    log.info(
      {
        order: order.id,
        account: order.accountId,
        serial,
        names: certificate.identifiers.map(identifierText),
      },
      'certificate signed',
    );
    const completed = await store.orders.complete(order.id, serial, signed.value);
    return completed ? { ...order, status: 'valid', certificateSerial: serial } : store.orders.find(order.id);
  }

  function finish(
    order: Order,
    certificate: ReservedCertificate,
    spki: Uint8Array,
  ): Promise<Order | undefined> {
    const done = run(order, certificate, spki)
      .catch((error: unknown) => {
        log.error({ order: order.id, error: String(error) }, 'issuance interrupted');
        resumeLater();
        return undefined;
      })
      .finally(() => running.delete(order.id));
    running.set(order.id, { spkiSha256: certificate.spkiSha256, done });
    return done;
  }

  function resumeLater(): void {
    if (!stopped) clock.after(RESUME_PAUSE_MS, () => void resume());
  }

  async function resume(): Promise<void> {
    try {
      const left = await store.orders.listProcessing(RESUME_BATCH);
      const idle = left.filter(({ order }) => !running.has(order.id));
      if (idle.length > 0) log.info({ count: idle.length }, 'taking up issuances again');
      await Promise.all(idle.map(({ order, certificate }) => again(order, certificate)));
      if (left.length === RESUME_BATCH) resumeLater();
    } catch (error) {
      log.error({ error: String(error) }, 'issuances could not be taken up again');
      resumeLater();
    }
  }

  async function again(order: Order, certificate: ReservedCertificate): Promise<void> {
    const late = clock.now() - certificate.createdAt > RESERVATION_MS;
    const key = late ? fail('reserved too long ago') : storedKey(order, certificate);
    if (key.ok) {
      await finish(order, certificate, key.value);
      return;
    }
    const { serial } = certificate;
    log.error({ order: order.id, serial, why: key.fault }, 'stored certificate refused, nothing signed');
    await store.orders.abandon(order.id, serial, fault('serverInternal', {}));
  }

  return {
    finish,
    keyOf: (orderId) => running.get(orderId)?.spkiSha256,
    resume,
    async settle() {
      stopped = true;
      const late = new Promise<void>((resolve) => clock.after(SETTLE_MS, resolve));
      await Promise.race([late, Promise.all(Array.from(running.values(), ({ done }) => done))]);
    },
  };
}

/** What the certificate of an order is built from: the order and the checked key, nothing of the CSR beside. */
export function issuanceRequest(order: Order, spki: Uint8Array): IssuanceRequest {
  return {
    identifiers: order.identifiers,
    spki,
    profile: order.profile as ProfileName,
    ...(order.notBefore !== null && { notBefore: order.notBefore }),
    ...(order.notAfter !== null && { notAfter: order.notAfter }),
  };
}

/**
 * The key in the stored bytes, where it is the one whose hash was written down for the order, and the names are the order's. The
 * lint gate compares bytes and request, and after a restart the key of the request comes out of the very bytes: this is its check.
 */
function storedKey(order: Order, certificate: ReservedCertificate): Result<Uint8Array, string> {
  const tbs = attempt(() => decodeTbs(certificate.tbs));
  if (!tbs.ok) return fail('it cannot be decoded');
  const { spki } = tbs.value;
  if (createHash('sha256').update(spki).digest('hex') !== certificate.spkiSha256) return fail('another key');
  const ordered = order.identifiers.map(identifierText).toSorted();
  const named = certificate.identifiers.map(identifierText).toSorted();
  const same = named.length === ordered.length && named.every((name, index) => name === ordered[index]);
  return same ? ok(spki) : fail('other names');
}
