// Fifty accounts order a certificate for the same name and its wildcard at the same time: a hundred values at one delegated name,
// presented and taken back by clients that know nothing of each other.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Resolver } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { test } from 'node:test';
import type { NewClientView } from '../../src/console/api/index.ts';
import { startDnsServer } from '../support/dns-server.ts';
import { openLoadClient } from '../support/load-client.ts';
import { serve, sixfour, sixfourJson } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';

const ACCOUNTS = 50;
const NAME = 'customer.test';
const NAMES = [NAME, `*.${NAME}`];
const ZONE = 'acme.hoster.test';
const TARGET = `test-customer.${ZONE}`;

test('fifty orders for a name and its wildcard at once: every one comes to its certificate', {
  timeout: 180_000,
}, async (t) => {
  const customer = await startDnsServer({ names: { [`_acme-challenge.${NAME}`]: { CNAME: TARGET } } });
  t.after(() => customer.close());
  const probe = await startDnsServer(); // a port that is free on both families, UDP and TCP
  const { port } = probe;
  await probe.close();
  const env = {
    SIXFOUR_DELEGATION_PORT: String(port),
    SIXFOUR_DELEGATION_ZONES: `{ "${ZONE}" = { name_servers = { "ns1.${ZONE}" = ["::1", "127.0.0.1"] } } }`,
    SIXFOUR_VALIDATION_ZONES: `{ "${NAME}" = ["127.0.0.1:${customer.port}"], "${ZONE}" = ["[::1]:${port}"] }`,
  };
  const data = join(tempDir(t), 'data');
  assert.equal((await sixfour(['init', '--trial', '--test', '--data', data], env)).code, 0);
  const server = await serve(data, env);
  t.after(() => server.stop());
  const command = async (...args: string[]) => {
    const { code, body } = await sixfourJson([...args, '--data', data], env);
    assert.equal(code, 0, JSON.stringify(body));
    return body;
  };
  await command('allow', NAME);
  const clients: NewClientView[] = [];
  for (const name of ['one', 'two', 'three']) {
    clients.push(await command('client', 'add', name));
    await command('rule', 'add', name, NAME);
  }
  const { directoryUrl, rootFile } = server.ready;
  const agent = new Agent({ ca: readFileSync(rootFile), keepAlive: true });
  t.after(() => agent.destroy());

  /** lego's httpreq. */
  async function ask(action: string, { name, key }: NewClientView, value: string): Promise<void> {
    const asked = request(new URL(`/delegation/httpreq/${action}`, directoryUrl), {
      method: 'POST',
      agent,
      auth: `${name}:${key}`,
    });
    asked.end(JSON.stringify({ fqdn: `${TARGET}.`, value }));
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    assert.equal(answer.statusCode, 200, await text(answer));
  }

  const resolver = new Resolver();
  resolver.setServers([`[::1]:${port}`]);
  const txt = async () => (await resolver.resolveTxt(TARGET)).map((strings) => strings.join(''));
  const given = new Set<string>();
  let mostAtOnce = 0;
  const everyone = Promise.withResolvers<void>(); // so that all hundred values have to stand side by side
  everyone.promise.catch(() => undefined);
  const certificates = await Promise.all(
    Array.from({ length: ACCOUNTS }, async (_, index) => {
      const client = clients[index % clients.length];
      assert.ok(client !== undefined);
      const account = await openLoadClient(directoryUrl);
      const own: string[] = [];
      try {
        const pem = await account.issue(NAMES, {
          async present(value) {
            own.push(value);
            await ask('present', client, value);
            given.add(value);
            if (given.size === ACCOUNTS * NAMES.length) {
              mostAtOnce = (await txt()).length;
              everyone.resolve();
            }
            if (own.length === NAMES.length) await everyone.promise;
          },
        });
        return pem;
      } catch (error) {
        everyone.reject(error); // nobody waits for a value that never comes
        throw error;
      } finally {
        for (const value of own) await ask('cleanup', client, value);
        account.close();
      }
    }),
  );
  assert.equal(mostAtOnce, ACCOUNTS * NAMES.length);
  const serials = new Set<string>();
  for (const pem of certificates) {
    const leaf = new X509Certificate(pem);
    serials.add(leaf.serialNumber);
    const names = leaf.subjectAltName?.split(', ').toSorted((a, b) => (a < b ? -1 : 1));
    assert.deepEqual(names, [`DNS:*.${NAME}`, `DNS:${NAME}`]);
  }
  assert.equal(serials.size, ACCOUNTS);
  await assert.rejects(txt(), { code: 'ENODATA' }, 'all were taken back, and the name is still known');
});
