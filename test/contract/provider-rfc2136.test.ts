// Our own entrance for updates as a provider of another sixfour: its facade takes updates, and answers no questions.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { createStop, ok, silentLog, systemClock } from '../../src/core/index.ts';
import { createChanges } from '../../src/delegation/broker/index.ts';
import {
  brokeredUpdates,
  createUpdateEntrance,
  listenForUpdates,
} from '../../src/delegation/entrances/update/index.ts';
import { rfc2136 } from '../../src/delegation/providers/rfc2136/index.ts';
import type { Provider } from '../../src/delegation/providers/types.ts';
import { delegationWorld, ZONE } from '../support/delegation.ts';
import { startRawDns } from '../support/raw-dns.ts';
import { SOA } from '../support/update-listener.ts';
import { type ContractProvider, providerContract } from './provider.ts';

const HELD = 'provider.test';
const SECRETS = { web: 'secret of web', other: 'secret of other', wrong: 'a secret of nobody' };

providerContract(
  'rfc2136, our own facade',
  async (): Promise<ContractProvider> => {
    const closing: (() => unknown)[] = [];
    const t = { after: (close: () => unknown) => void closing.push(close) } as unknown as TestContext;
    const { store, broker, clock, addClient } = await delegationWorld(t);
    const changes = createChanges({
      store,
      targets: (challenge) => broker.targets(challenge),
      publish: () => Promise.resolve(ok(undefined)),
      clock,
      log: silentLog,
    });
    const parts = brokeredUpdates({
      store,
      broker,
      changes,
      openSecret: ({ sealedSecret }) => sealedSecret,
      zones: [ZONE],
      challengeZones: true,
    });
    const entrance = createUpdateEntrance({ ...parts, soa: SOA, allowSha1: false, clock, log: silentLog });
    const listeners = await listenForUpdates(['127.0.0.1'], 0, (bytes, source) =>
      entrance.answer(bytes, source, 'facade'),
    );
    const silent = await startRawDns(() => Promise.resolve(undefined));
    for (const name of ['web', 'other'] as const) {
      const client = await addClient(name);
      await client.may(HELD);
      await client.may(HELD, { scope: 'subtree' });
      const sealedSecret = Buffer.from(SECRETS[name]);
      const key = { name: `key.${name}`, clientId: client.id, algorithm: 'hmac-sha256', createdAt: 0 };
      assert.equal(await store.tsigKeys.add({ ...key, sealedSecret }, 9), true);
    }
    /** Signs by the clock of the entrance, and waits by the real one. */
    const open = (server: string, secret: string, name = 'web'): Promise<Provider> => {
      const credentials = { key: `key.${name}`, secret: Buffer.from(secret).toString('base64') };
      return rfc2136.open({
        options: rfc2136.options.parse({ servers: server, list: 'false' }),
        credentials: rfc2136.credentials.parse(credentials),
        clock: { ...systemClock, now: () => clock.now() },
        ttlS: 60,
      });
    };
    const server = `127.0.0.1:${listeners.bound[0]?.port}`;
    const other = await open(server, SECRETS.other, 'other');
    return {
      provider: await open(server, SECRETS.web),
      zone: HELD,
      values: (name) => store.challenges.liveValues(name, clock.now()),
      other: {
        async add(name, value) {
          assert.ok((await other.add({ zone: HELD, name, value }, until())).ok);
        },
        async remove(name, value) {
          assert.ok((await other.remove({ zone: HELD, name, value }, until())).ok);
        },
        onlyDigests: true,
      },
      unauthorized: await open(server, SECRETS.wrong),
      silent: await open(`127.0.0.1:${silent.port}`, SECRETS.web),
      absent: await open('127.0.0.1:9', SECRETS.web),
      secrets: Object.values(SECRETS),
      async close() {
        await listeners.close();
        await silent.close();
        for (const one of closing.toReversed()) await one();
      },
    };
  },
  { lacks: ['inSync', 'list', 'noZone'] },
);

function until() {
  return { deadlineMs: systemClock.monotonic() + 20_000, signal: createStop().signal };
}
