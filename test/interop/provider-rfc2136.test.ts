// The contract of providers, and what is said of each mistake, at real primaries: BIND, Knot, and our own name server.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { it } from 'node:test';
import { createStop, systemClock } from '../../src/core/index.ts';
import type { Provider } from '../../src/delegation/providers/index.ts';
import { rfc2136 } from '../../src/delegation/providers/rfc2136/index.ts';
import { type ContractProvider, providerContract } from '../contract/provider.ts';
import { startKnotd } from '../support/knotd.ts';
import { type Named, startNamed } from '../support/named.ts';
import { installed, mustRun } from '../support/process.ts';
import { startRawDns } from '../support/raw-dns.ts';

const ZONE = 'provider.test';
const ZONE_TEXT = `$TTL 60
@ IN SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
`;
const KEYS = ['ours', 'theirs'].map((name) => {
  return { name, algorithm: 'hmac-sha256', secret: randomBytes(32).toString('base64') };
});
const [OURS = { name: '', algorithm: '', secret: '' }, THEIRS = OURS] = KEYS;
const CLAUSES = KEYS.map(
  (key) => `key "${key.name}" { algorithm ${key.algorithm}; secret "${key.secret}"; };`,
);

const bind = () =>
  startNamed({ [ZONE]: ZONE_TEXT, 'long.provider.test': ZONE_TEXT }, undefined, {
    clauses: CLAUSES.join('\n'),
    perZone: 'allow-update { key "ours"; key "theirs"; };',
  });

providerContract('rfc2136, BIND', () => at(bind), {
  skip: await missing('named', 'bind9'),
  lacks: ['inSync'],
});
providerContract('rfc2136, Knot', () => at(() => startKnotd({ [ZONE]: ZONE_TEXT }, KEYS)), {
  skip: await missing('knotd', 'knot'),
  lacks: ['inSync'],
});

it('BIND: what a key may not do, a wrong clock, an alias, a second server', async (t) => {
  const skip = await missing('named', 'bind9');
  if (skip !== false) return t.skip(skip);
  const zone = `${ZONE_TEXT}_acme-challenge.alias CNAME elsewhere.test.\n`;
  const named = await startNamed({ [ZONE]: zone }, undefined, {
    clauses: CLAUSES.join('\n'),
    perZone:
      'update-policy { grant ours name _acme-challenge.alias.provider.test. TXT;' +
      ' grant ours name _acme-challenge.mine.provider.test. TXT; };',
  });
  t.after(() => named.close());
  const silent = await startRawDns(() => Promise.resolve(undefined));
  t.after(() => silent.close());
  const of = (label: string) => ({
    zone: ZONE,
    name: `_acme-challenge.${label}.${ZONE}`,
    value: 'x'.repeat(43),
  });
  const good = await open(`[::1]:${named.port}`);
  assert.deepEqual(await good.add(of('other'), until()), {
    ok: false,
    outcome: 'unauthorized',
    code: 'REFUSED',
  });
  assert.deepEqual(await good.add(of('alias'), until()), { ok: false, outcome: 'refused', code: 'YXRRSET' });
  assert.deepEqual(await good.add(of('mine'), until()), { ok: true, value: {} });
  const late = await open(`[::1]:${named.port}`, OURS, {
    ...systemClock,
    now: () => systemClock.now() - 3_600_000,
  });
  assert.deepEqual(await late.add(of('mine'), until()), {
    ok: false,
    outcome: 'refused',
    code: 'NOTAUTH BADTIME',
  });
  const unknown = await open(`[::1]:${named.port}`, { ...OURS, name: 'nobody' });
  assert.deepEqual(await unknown.add(of('mine'), until()), {
    ok: false,
    outcome: 'unauthorized',
    code: 'NOTAUTH BADKEY',
  });
  const second = await open(`127.0.0.1:9, 127.0.0.1:${silent.port}, [::1]:${named.port}`);
  assert.deepEqual(await second.remove(of('mine'), until()), { ok: true, value: {} });
});

function until() {
  return { deadlineMs: systemClock.monotonic() + 20_000, signal: createStop().signal };
}

function open(servers: string, key = OURS, clock = systemClock): Promise<Provider> {
  const options = rfc2136.options.parse({ servers });
  const { name, algorithm, secret } = key;
  const credentials = rfc2136.credentials.parse({ key: name, algorithm, secret });
  return rfc2136.open({ options, credentials, clock, ttlS: 60 });
}

async function at(start: () => Promise<Pick<Named, 'port' | 'close'>>): Promise<ContractProvider> {
  const peer = await start();
  const silent = await startRawDns(() => Promise.resolve(undefined));
  const update = async (line: string) => {
    const key = `${THEIRS.algorithm}:${THEIRS.name}:${THEIRS.secret}`;
    const input = `server 127.0.0.1 ${peer.port}\nzone ${ZONE}.\nupdate ${line}\nsend\n`;
    await mustRun(['nsupdate', '-y', key], { input });
  };
  return {
    provider: await open(`[::1]:${peer.port}`),
    zone: ZONE,
    async values(name) {
      const argv = ['dig', '+tcp', '+short', '-p', String(peer.port), '@127.0.0.1', name, 'TXT'];
      const { stdout } = await mustRun(argv);
      return stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.slice(1, -1).replaceAll('" "', '').replaceAll(/\\(.)/g, '$1'));
    },
    other: {
      add: (name, value) => update(`add ${name}. 60 TXT "${value.replaceAll(/["\\]/g, '\\$&')}"`),
      remove: (name, value) => update(`delete ${name}. TXT "${value.replaceAll(/["\\]/g, '\\$&')}"`),
    },
    unauthorized: await open(`127.0.0.1:${peer.port}`, { ...OURS, secret: THEIRS.secret }),
    silent: await open(`127.0.0.1:${silent.port}`),
    absent: await open('127.0.0.1:9'),
    noZone: { zone: 'missing.test' },
    secrets: [OURS.secret, THEIRS.secret],
    async close() {
      await peer.close();
      await silent.close();
    },
  };
}

async function missing(program: string, from: string): Promise<string | false> {
  for (const [needed, where] of [
    [program, from],
    ['nsupdate', 'bind9-dnsutils'],
  ] as const) {
    if (!(await installed(needed))) return `${needed} is not installed (apt-get install ${where})`;
  }
  return false;
}
