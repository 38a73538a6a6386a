// Records of the inventory against what name servers say, over real sockets: scripted servers, an iterative resolver, a store.
import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { join } from 'node:path';
import { silentLog, systemClock } from '../../../../src/core/index.ts';
import { checkPersist, persistLine } from '../../../../src/delegation/persist/index.ts';
import { FOREIGN_MAX } from '../../../../src/delegation/persist/limits.ts';
import {
  createAddressPolicy,
  createIterativeResolver,
  createServerProber,
} from '../../../../src/net/index.ts';
import { openSqliteStore, type PersistRecord } from '../../../../src/store/index.ts';
import { nameFromText, nameKey, TYPE } from '../../../../src/wire/dns/index.ts';
import type { Message } from '../../../../src/wire/dns/index.ts';
import { record as answerRecord } from '../../../support/dns-answer.ts';
import { type DnsServer, type DnsServerSettings, startDnsServer } from '../../../support/dns-server.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const NAME = 'www.example.org';
const OWNER = `_validation-persist.${NAME}`;
const TARGET = 'org-example-www---persist.acme.example.net';
const URI = 'https://ca.example.net/acme/account/7';
const GOOD = `ca.example.net; accounturi=${URI}`;
const DAY = 86_400_000;
const RECORD: PersistRecord = {
  name: NAME,
  issuer: 'ca.example.net',
  accountUri: URI,
  draft: '01',
  wildcard: false,
  until: null,
  createdAt: 0,
};

const here = { AAAA: ['::1'], A: ['127.0.0.1'] };
const ZONES = ['.', 'example.org', 'acme.example.net'];
const NAMES: NonNullable<DnsServerSettings['names']> = {
  'example.org': { NS: ['ns.example.org'] },
  'ns.example.org': here,
  [NAME]: here,
  'acme.example.net': { NS: ['ns1.acme.example.net'] },
  'ns1.acme.example.net': here,
};

/** The server's answers by its script; the SOA of its zones, which the script has not. */
async function serve(t: TestContext, names: DnsServerSettings['names'], own?: DnsServerSettings['handler']) {
  const dns = await startDnsServer({
    zones: ZONES,
    names: { ...NAMES, ...names },
    handler: (query, transport) => own?.(query, transport) ?? soa(query),
  });
  t.after(() => dns.close());
  return dns;
}

function soa(query: Message): Message | undefined {
  const [question] = query.questions;
  if (question?.type !== TYPE.SOA || !ZONES.includes(nameKey(question.name))) return undefined;
  const mname = nameFromText('ns.example.org');
  const times = { serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5 };
  const answers = [answerRecord(question.name, TYPE.SOA, { kind: 'SOA', mname, rname: mname, ...times })];
  return { ...query, response: true, authoritative: true, answers, authorities: [], additionals: [] };
}

async function check(t: TestContext, dns: DnsServer, records: readonly PersistRecord[]) {
  const store = await openSqliteStore({ file: join(tempDir(t), 'store.sqlite'), log: silentLog });
  t.after(() => store.close());
  for (const one of records) assert.equal(await store.persist.add(one, 5), true);
  const checked = await checkPersist(
    store.persist,
    {
      resolver: createIterativeResolver({ clock: systemClock, hints: dns.servers, port: dns.port }).session(),
      prober: createServerProber({ clock: systemClock }),
      policy: createAddressPolicy({ allowed: () => [], allowLoopback: true }),
      clock: systemClock,
      port: dns.port,
    },
    NAME,
  );
  return { store, checked };
}

/** As a TXT record has it. */
function inStrings(text: string): string[] {
  return text.match(/.{1,255}/g) ?? [];
}

async function findings(t: TestContext, dns: DnsServer, records: readonly PersistRecord[]) {
  const { checked } = await check(t, dns, records);
  assert.ok(checked.ok);
  return checked.value.findings;
}

suite('records of dns-persist-01, looked up', () => {
  test('what is there as the inventory has it: every address is asked over UDP and TCP, and nothing is found', async (t) => {
    const dns = await serve(t, { [OWNER]: { TXT: [GOOD] } });
    const { checked, store } = await check(t, dns, [RECORD]);
    assert.ok(checked.ok);
    assert.deepEqual(checked.value.findings, []);
    assert.deepEqual(
      checked.value.evidence.owner.answers.map(({ address, transport, outcome, texts }) => [
        address,
        transport,
        outcome,
        texts,
      ]),
      [
        ['::1', 'udp', 'answer', [GOOD]],
        ['::1', 'tcp', 'answer', [GOOD]],
        ['127.0.0.1', 'udp', 'answer', [GOOD]],
        ['127.0.0.1', 'tcp', 'answer', [GOOD]],
      ],
    );
    const kept = await store.persist.check(NAME);
    assert.deepEqual([kept?.findings, kept?.checkedAt], [[], checked.value.evidence.at]);
  });

  test('of very many records of others so many are told, and no more', async (t) => {
    const others = Array.from({ length: 60 }, (_, i) => `ca${i}.example.com; accounturi=https://x/${i}`);
    const tags = Array.from({ length: 60 }, (_, i) => `x${i}=1`).join('; ');
    const dns = await serve(t, { [OWNER]: { TXT: [...others, `${GOOD}; ${tags}`].map(inStrings) } });
    const found = await findings(t, dns, [RECORD]);
    const drift = found.find(({ code }) => code === 'persistDrift');
    assert.ok(drift);
    assert.equal(found.filter(({ code }) => code === 'persistUnknownIssuer').length, FOREIGN_MAX);
    assert.equal(
      String((drift.params as Readonly<Record<string, unknown>>)['differs']).split(', ').length,
      FOREIGN_MAX,
    );
  });

  const soon = Math.floor((Date.now() + 10 * DAY) / 1_000) * 1_000;
  const rows: readonly [
    string,
    DnsServerSettings['names'],
    readonly PersistRecord[],
    string[],
    DnsServerSettings['handler']?,
  ][] = [
    ['nothing', {}, [RECORD], ['persistMissing']],
    [
      'as a CA would read it all the same',
      { [OWNER]: { TXT: [`CA.example.NET. ; AccountURI=${URI}`] } },
      [RECORD],
      [],
    ],
    ['in several strings', { [OWNER]: { TXT: [[GOOD.slice(0, 9), GOOD.slice(9)]] } }, [RECORD], []],
    ['a policy more', { [OWNER]: { TXT: [`${GOOD}; policy=wildcard`] } }, [RECORD], ['persistDrift']],
    ['a policy less', { [OWNER]: { TXT: [GOOD] } }, [{ ...RECORD, wildcard: true }], ['persistDrift']],
    [
      'an end that is not wanted',
      { [OWNER]: { TXT: [`${GOOD}; persistUntil=4102444800`] } },
      [RECORD],
      ['persistDrift'],
    ],
    ['a parameter that nobody knows', { [OWNER]: { TXT: [`${GOOD}; x=y`] } }, [RECORD], ['persistDrift']],
    [
      'near its end',
      { [OWNER]: { TXT: [`${GOOD}; persistUntil=${soon / 1_000}`] } },
      [{ ...RECORD, until: soon }],
      ['persistEndsSoon'],
    ],
    [
      'at its end',
      { [OWNER]: { TXT: [`${GOOD}; persistUntil=1000`] } },
      [{ ...RECORD, until: 1_000_000 }],
      ['persistEnded'],
    ],
    ['another account too', { [OWNER]: { TXT: [GOOD, `${GOOD}0`] } }, [RECORD], ['persistUnknownAccount']],
    [
      'another account alone',
      { [OWNER]: { TXT: [`${GOOD}0`] } },
      [RECORD],
      ['persistMissing', 'persistUnknownAccount'],
    ],
    [
      'another CA too',
      { [OWNER]: { TXT: [GOOD, `other.example; accounturi=${URI}`] } },
      [RECORD],
      ['persistUnknownIssuer'],
    ],
    [
      'twice',
      { [OWNER]: { TXT: [GOOD, `${GOOD}; policy=wildcard`] } },
      [RECORD],
      ['persistDrift', 'persistTwice'],
    ],
    [
      'beside what no CA can read',
      { [OWNER]: { TXT: [GOOD, 'v=spf1 -all'] } },
      [RECORD],
      ['persistUnreadable'],
    ],
    [
      'two accounts that are both wanted',
      { [OWNER]: { TXT: [GOOD, `${GOOD}0`] } },
      [RECORD, { ...RECORD, accountUri: `${URI}0` }],
      [],
    ],
    ['at the end of a CNAME', { [OWNER]: { CNAME: TARGET }, [TARGET]: { TXT: [GOOD] } }, [RECORD], []],
    [
      'a CNAME that leads elsewhere',
      { [OWNER]: { CNAME: TARGET }, [TARGET]: { TXT: ['another text'] } },
      [RECORD],
      ['persistAliasElsewhere', 'persistUnreadable'],
    ],
    ['over TCP nothing', { [OWNER]: { TXT: [GOOD], drop: 'tcp' } }, [RECORD], ['nameServerSilent']],
    ['refused', { [OWNER]: { per: { TXT: { rcode: 'REFUSED' } } } }, [RECORD], ['nameServerLame']],
    [
      'over UDP otherwise than over TCP',
      { [OWNER]: { TXT: [GOOD] } },
      [RECORD],
      ['persistMissing', 'persistServersDiffer'],
      (query, transport) => {
        const [question] = query.questions;
        if (transport === 'udp' || question?.type !== TYPE.TXT || nameKey(question.name) !== OWNER)
          return undefined;
        const nothing = { answers: [], authorities: [], additionals: [] };
        return { ...query, response: true, authoritative: true, ...nothing };
      },
    ],
  ];
  for (const [title, names, records, wanted, own] of rows)
    test(title, async (t) => {
      const found = await findings(t, await serve(t, names, own), records);
      assert.deepEqual(
        found.map(({ code }) => code),
        wanted,
      );
      for (const one of found) {
        const { record } = one.params as { record?: string };
        if (record !== undefined)
          assert.ok(records.map(persistLine).includes(record), 'it says what to publish');
      }
    });

  test('a name that is not in the inventory is not looked up', async (t) => {
    const dns = await serve(t, {});
    const { checked } = await check(t, dns, []);
    assert.ok(!checked.ok);
    assert.equal(checked.fault.code, 'persistNameUnknown');
    assert.equal(dns.queries.length, 0);
  });
});
