// An ACME server whose validator asks a scripted DNS server: what a name's records say decides, nothing is scripted behind them.
import { createHash } from 'node:crypto';
import { after, before } from 'node:test';
import type { AcmeOptions } from '../../src/authority/acme/index.ts';
import { type Clock, silentLog, systemClock } from '../../src/core/index.ts';
import { createFetcher, createStubResolver, createTlsProber } from '../../src/net/index.ts';
import { createValidator, dns01Digest } from '../../src/validation/index.ts';
import type { AccountKey, AcmeClient, AcmeReply } from './acme-client.ts';
import { startTestAcme, type TestAcme } from './acme-server.ts';
import { type DnsServer, startDnsServer } from './dns-server.ts';

export type DnsAcme = TestAcme & {
  readonly dns: DnsServer;
  /** Moves the server's clock on: everything before is so much older. */
  age(ms: number): void;
};

/** For the tests of one `describe`, as `useTestAcme`. */
export function useDnsAcme(options: Partial<AcmeOptions> = {}): () => DnsAcme {
  const ends: (() => Promise<void> | void)[] = [];
  let server: DnsAcme | undefined;
  before(async () => {
    const dns = await startDnsServer({ names: {} });
    let offset = 0;
    const clock: Clock = { ...systemClock, now: () => systemClock.now() + offset };
    const resolver = createStubResolver({ servers: dns.servers, clock });
    const validator = createValidator({
      resolverFor: () => resolver,
      fetcher: createFetcher({ clock }),
      tlsProber: createTlsProber({ clock }),
      policyFor: () => ({ check: () => ({ ok: true, value: undefined }) }),
      rule: 'documented',
      clock,
      log: silentLog,
    });
    const acme = await startTestAcme({ after: (run) => ends.unshift(run) }, { validator, clock, ...options });
    ends.push(() => validator.close());
    ends.push(() => dns.close());
    server = Object.assign(acme, { dns, age: (ms: number) => void (offset += ms) });
  });
  after(async () => {
    for (const end of ends) await end();
  });
  return () => {
    if (server === undefined) throw new Error('the server has not started');
    return server;
  };
}

/** RFC 7638, of an account key that `makeAccountKey` made on a curve. */
export function thumbprintOf(key: AccountKey): string {
  const { crv, kty, x, y } = key.jwk as Record<string, string>;
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

/** The challenge of this type in an authorization. */
export async function challengeOf(client: AcmeClient, url: string, type: string) {
  const { body } = await client.post(url);
  return body.challenges.find((one: { type: string }) => one.type === type);
}

/** Publishes the dns-01 record of every authorization of the order, then answers; gives the challenges as they then are. */
export async function proveByDns01(
  { dns }: DnsAcme,
  client: AcmeClient,
  order: AcmeReply,
): Promise<readonly AcmeReply[]> {
  const replies: AcmeReply[] = [];
  for (const url of order.body.authorizations) {
    const { body } = await client.post(url);
    const challenge = body.challenges.find((one: { type: string }) => one.type === 'dns-01');
    const digest = dns01Digest(`${challenge.token}.${thumbprintOf(client.key)}`);
    dns.set(`_acme-challenge.${body.identifier.value}`, { TXT: [digest] });
    replies.push(await client.post(challenge.url, {}));
  }
  return replies;
}
