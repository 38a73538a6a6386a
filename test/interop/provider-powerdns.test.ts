// The provider `powerdns` at Debian's PowerDNS: what is written is what its DNS answers.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { quoteTxt, readTxt } from '../../src/delegation/providers/http/txt.ts';
import { powerdns } from '../../src/delegation/providers/powerdns/index.ts';
import type { Provider } from '../../src/delegation/providers/types.ts';
import { providerContract } from '../contract/provider.ts';
import { type PowerDns, startPowerDns } from '../support/pdns.ts';
import { installed, mustRun } from '../support/process.ts';
import { emptyPort } from '../support/providers/fake-server.ts';
import { openKind, within } from '../support/providers/open-kind.ts';
import { listenOnly } from '../support/providers/played-contract.ts';

const ZONE = 'example.com';
const NAME = `_acme-challenge.www.${ZONE}`;
const VALUE = { zone: ZONE, name: NAME, value: 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0' };
const WRONG = 'another-key-9876543210';
const skip = await missing();

providerContract(
  'powerdns, Debian',
  async () => {
    const pdns = await startPowerDns(ZONE);
    const mute = await listenOnly();
    return {
      provider: await open(pdns.url, pdns.key),
      zone: ZONE,
      values: (name) => answered(pdns, name),
      other: {
        add: (name, value) => Promise.resolve(pdns.add(name, quoteTxt(value))),
        remove: (name, value) => Promise.resolve(pdns.remove(name, quoteTxt(value))),
      },
      unauthorized: await open(pdns.url, WRONG),
      silent: await open(`http://127.0.0.1:${mute.port}`, pdns.key),
      absent: await open(`http://127.0.0.1:${await emptyPort()}`, pdns.key),
      noZone: { zone: 'example.org' },
      secrets: [pdns.key, WRONG],
      async close() {
        await mute.close();
        await pdns.close();
      },
    };
  },
  { skip, wholeSets: true, lacks: ['inSync'] },
);

describe('record sets of PowerDNS', { skip, timeout: 60_000 }, () => {
  let pdns: PowerDns;
  let provider: Provider;
  before(async () => {
    pdns = await startPowerDns(ZONE);
    provider = await open(pdns.url, pdns.key);
  });
  after(async () => {
    provider?.close();
    await pdns?.close();
  });

  it('keep their TTL, and what is written in several strings', async () => {
    pdns.add(NAME, '"several" "strings"', 4321);
    const all = () => pdns.records(NAME).map(({ content, ttl }) => `${ttl} ${content}`);
    const several = '4321 "several" "strings"';
    assert.ok((await provider.add(VALUE, within())).ok);
    assert.deepEqual(all().toSorted(), [`4321 "${VALUE.value}"`, several].toSorted());
    assert.ok((await provider.remove(VALUE, within())).ok);
    assert.deepEqual(all(), [several]);
  });

  it('new ones have the TTL of the settings', async () => {
    const value = { ...VALUE, name: `_acme-challenge.new.${ZONE}` };
    assert.ok((await provider.add(value, within())).ok);
    assert.deepEqual(
      pdns.records(value.name).map(({ ttl }) => ttl),
      [60],
    );
  });
});

describe('secondaries of PowerDNS', { skip, timeout: 60_000 }, () => {
  it('are told of a new value where that is wanted', async (t) => {
    const told: Buffer[] = [];
    const secondary = createSocket('udp4', (message) => told.push(message));
    secondary.bind(0, '127.0.0.1');
    await once(secondary, 'listening');
    t.after(() => secondary.close());
    const pdns = await startPowerDns(ZONE, secondary.address().port);
    t.after(() => pdns.close());
    const provider = await open(pdns.url, pdns.key, { notify: 'true' });
    t.after(() => provider.close());
    for (let tries = 0; told.length > 0 || tries === 0; tries++) {
      told.length = 0; // what it says of a zone that is new
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    assert.ok((await provider.add(VALUE, within())).ok);
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    const opcode = ((told[0]?.[2] ?? 0) >> 3) & 0xf;
    assert.equal(opcode, 4, 'NOTIFY (RFC 1996)');
  });
});

function open(url: string, key: string, more: object = {}): Promise<Provider> {
  return openKind(powerdns, { options: { url, ...more }, credentials: { key } });
}

async function answered({ port }: PowerDns, name: string): Promise<readonly string[]> {
  const { stdout } = await mustRun([
    'dig',
    '@127.0.0.1',
    '-p',
    String(port),
    '+short',
    '+norecurse',
    name,
    'TXT',
  ]);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map(readTxt);
}

async function missing(): Promise<string | false> {
  if ((await installed('pdns_server')) && (await installed('dig'))) return false;
  if (process.env['CI'] === 'true') throw new Error('pdns_server and dig are not installed');
  return 'apt-get install pdns-server pdns-backend-sqlite3 bind9-dnsutils';
}
