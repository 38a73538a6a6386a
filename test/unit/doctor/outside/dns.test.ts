// What collectors of the DNS see at a real, scripted server, and which causes that makes: rows of the catalogue A6 to A22.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type StopSignal, systemClock } from '../../../../src/core/index.ts';
import { diagnose } from '../../../../src/doctor/causes/index.ts';
import { type Kit, outsideReport, type OutsideReport } from '../../../../src/doctor/outside/index.ts';
import type { LabScript } from '../../../../src/lab/index.ts';
import { createBuiltInResolver, createServerProber } from '../../../../src/net/index.ts';
import { type Message, nameKey, RCODE, TYPE } from '../../../../src/wire/dns/index.ts';
import { record } from '../../../support/dns-answer.ts';
import { startDnsServer } from '../../../support/dns-server.ts';
import { lookAtDns, lookVia, WELL, ZONE, zoneRecords } from '../../../support/doctor-dns.ts';
import { NAME } from '../../../support/doctor-reports.ts';

type Row = {
  readonly records?: string;
  readonly sign?: true;
  readonly zones?: LabScript['zones'];
  readonly rules?: LabScript['rules'];
  readonly kit?: Partial<Kit>;
  readonly found: readonly string[];
};

const CHALLENGE = `_acme-challenge.${NAME}`;
const DELEGATED = `${WELL}\n_acme-challenge.www CNAME x.auth.example.net.`;
const AUTH = { name: 'auth.example.net' };

const ROWS: Readonly<Record<string, Row>> = {
  'a name that is well': { found: [] },
  'a wildcard beside it': { records: `${WELL}\n* AAAA 2001:db8::10\n* A 192.0.2.10`, found: [] },
  'a wildcard that it is': { records: '* AAAA 2001:db8::10\n* A 192.0.2.10\n* TXT "x"', found: [] },
  'a signed zone': { sign: true, found: [] },
  'an alias in the zone': { records: 'www CNAME @', found: [] },
  'CAA for this CA': {
    records: `${WELL}\n@ CAA 0 issue "ca.example"`,
    kit: { caa: { mode: 'enforce', issuers: ['ca.example'] } },
    found: [],
  },
  'CAA for some CA, and none is asked about': {
    records: `${WELL}\n@ CAA 0 issue "other.example"`,
    found: [],
  },
  'a challenge that is answered elsewhere': {
    records: DELEGATED,
    zones: [{ ...AUTH, records: '@ NS ns1.example.org.\nx TXT "value"' }],
    found: [],
  },
  'A6: no AAAA record': { records: 'www A 192.0.2.10', found: ['A8', 'A6'] },
  'A7: no A record': { records: 'www AAAA 2001:db8::10', found: ['A7'] },
  'A10: SERVFAIL for AAAA': { rules: [{ fault: 'servfail', name: NAME, type: 'AAAA' }], found: ['A10'] },
  'A10: silence for AAAA': { rules: [{ fault: 'drop', name: NAME, type: 'AAAA' }], found: ['A10'] },
  'A10: no such name for AAAA': { rules: [{ fault: 'nxdomain', name: NAME, type: 'AAAA' }], found: ['A10'] },
  'A11: silent over IPv6': { rules: [{ fault: 'drop', family: 6 }], found: ['A11'] },
  'A12: other addresses': {
    rules: [{ fault: 'answer', records: `${NAME} A 192.0.2.99`, family: 6, type: 'A', name: NAME }],
    found: ['A12'],
  },
  'A12: another serial number': {
    rules: [
      {
        fault: 'answer',
        records: `${ZONE} SOA ns1.${ZONE}. x.${ZONE}. 7 2 3 4 5`,
        family: 6,
        type: 'SOA',
        name: ZONE,
      },
    ],
    found: ['A12'],
  },
  'A14: the end of an alias has no AAAA record': {
    records: 'www CNAME cdn.example.net.',
    zones: [{ name: 'example.net', records: 'cdn A 192.0.2.10' }],
    found: ['A8', 'A14'],
  },
  'A14: an alias in a circle': { records: 'www CNAME w2\nw2 CNAME www', found: ['A14'] },
  'A14: an alias to nowhere': { records: 'www CNAME gone', found: ['A14'] },
  'A16: signatures that have run out': {
    sign: true,
    rules: [{ fault: 'bogus', how: 'expired' }],
    found: ['A16'],
  },
  'A16: at one server only': {
    sign: true,
    rules: [{ fault: 'bogus', how: 'expired', family: 4, name: NAME }],
    found: ['A16'],
  },
  'A17: another address in a cache': {
    kit: { caches: [createBuiltInResolver({ [NAME]: ['2001:db8::99', '192.0.2.10'] }, systemClock)] },
    found: ['A17'],
  },
  'A17: an address that is no more': {
    kit: { caches: [createBuiltInResolver({ [NAME]: ['2001:db8::10', '192.0.2.10'] }, systemClock)] },
    records: 'www A 192.0.2.10',
    found: ['A8', 'A17', 'A6'],
  },
  'A18: the zone twice': {
    records: `${WELL}\n${CHALLENGE}.${ZONE}. TXT "value"`,
    found: ['A18'],
  },
  'A19: an alias to a name that is not there': {
    records: DELEGATED,
    zones: [{ ...AUTH, records: '@ NS ns1.example.org.' }],
    found: ['A19'],
  },
  'A19: an alias to a zone that nobody serves': {
    records: DELEGATED,
    zones: [{ ...AUTH, records: '@ NS ns1.example.org.\nx TXT "value"' }],
    rules: [{ fault: 'refused', name: '*.auth.example.net' }],
    found: ['A19'],
  },
  'A19: a circle': {
    records: `${WELL}\n_acme-challenge.www CNAME c2\nc2 CNAME _acme-challenge.www`,
    found: ['A19'],
  },
  'A20: an answer from elsewhere': {
    rules: [{ fault: 'wrong-port', transport: 'udp', family: 4, name: NAME, type: 'A' }],
    found: ['A20'],
  },
  'A21: no TCP': { rules: [{ fault: 'close', transport: 'tcp' }], found: ['A21'] },
  'A21: large datagrams are lost': { rules: [{ fault: 'drop', type: 'DNSKEY' }], found: ['A21'] },
  'A21: letters lose their case': { rules: [{ fault: 'wrong-case' }], found: ['A21'] },
  'A21: a pile of old values': {
    rules: [{ fault: 'big-txt', bytes: 3_000, name: CHALLENGE, type: 'TXT' }],
    found: ['A21'],
  },
  'A22: nobody': { records: `${WELL}\n@ CAA 0 issue ";"`, found: ['A22'] },
  'A22: another CA': {
    records: `${WELL}\nwww CAA 0 issue "other.example"`,
    kit: { caa: { mode: 'enforce', issuers: ['ca.example'] } },
    found: ['A22'],
  },
  'A22: other methods': {
    records: `${WELL}\nwww CAA 0 issue "ca.example; validationmethods=dns-01"`,
    kit: { caa: { mode: 'enforce', issuers: ['ca.example'] } },
    found: ['A22'],
  },
  'A22: an unknown property that is critical': { records: `${WELL}\nwww CAA 128 tbs "x"`, found: ['A22'] },
  'A22: SERVFAIL': { rules: [{ fault: 'servfail', type: 'CAA', name: NAME }], found: ['A22'] },
};

describe('the DNS of a name, from outside', { concurrency: 6 }, () => {
  for (const [title, row] of Object.entries(ROWS))
    it(title, async () => {
      const { records = WELL, sign = false, zones = [], rules = [], kit } = row;
      const own = { name: ZONE, records: zoneRecords(records), sign };
      const { report } = await lookAtDns({ zones: [own, ...zones], rules }, kit);
      assert.deepEqual(outsideReport.parse(report), report);
      assert.deepEqual(found(report), row.found);
    });

  it('asks every address over UDP and TCP, and each question once', async () => {
    const { report, asked } = await lookAtDns({ zones: [{ name: ZONE, records: zoneRecords(WELL) }] });
    const soa = report.answers.filter(({ type }) => type === 'SOA');
    assert.deepEqual(
      soa
        .map(({ server, address, transport, serial }) => `${server} ${address} ${transport} ${serial}`)
        .sort(),
      ['ns1', 'ns2'].flatMap((host) =>
        ['127.0.0.1', '::1'].flatMap((address) =>
          ['tcp', 'udp'].map((transport) => `${host}.${ZONE} ${address} ${transport} 1`),
        ),
      ),
    );
    // a name that is well costs a bounded number of questions, whatever is asked of each server
    assert.ok(asked.length < 120, `${asked.length} questions`);
    assert.equal(report.answers.filter(({ purpose }) => purpose === 'subnet').length, 12);
  });

  it('servers that say nothing at all cost their own time and no more, and nothing is said of them', async () => {
    const script = {
      zones: [{ name: ZONE, records: zoneRecords(WELL) }],
      rules: [{ fault: 'drop' as const }],
    };
    const { report } = await lookAtDns(script, { timeScale: 0.1 });
    assert.deepEqual(report.answers, []);
    assert.ok(report.names.every(({ outcome }) => outcome === 'timeout'));
    assert.deepEqual(found(report), []);
  });

  it('a record of dns-persist-01 is asked of every name server', async () => {
    const persist = `_validation-persist.${NAME}`;
    const { report } = await lookAtDns({
      zones: [
        {
          name: ZONE,
          records: zoneRecords(`${WELL}\n_validation-persist.www TXT "ca.example; accounturi=a:1"`),
        },
      ],
      rules: [
        {
          fault: 'answer',
          records: `${persist} TXT "ca.example; accounturi=a:2"`,
          family: 6,
          type: 'TXT',
          name: persist,
        },
      ],
    });
    assert.deepEqual(
      report.records.filter(({ about }) => about === 'persist').map(({ code }) => code),
      ['persistServersDiffer'],
    );
    assert.deepEqual(found(report), ['A12']);
  });

  it('who serves what a challenge is delegated to is told as the check of delegations tells it', async () => {
    const auth = { ...AUTH, records: '@ NS ns1.example.org.\n@ NS lost.example.org.\nx TXT "value"' };
    const { report } = await lookAtDns({ zones: [{ name: ZONE, records: zoneRecords(DELEGATED) }, auth] });
    const [finding] = report.records.filter(({ about }) => about === 'delegation');
    assert.equal(finding?.code, 'nameServerUnaddressed');
    assert.deepEqual(finding.params, { zone: 'auth.example.net', host: 'lost.example.org' });
    assert.deepEqual(found(report), ['A19']);
  });

  it('every question to a server ends with the look, those about a delegation too', async () => {
    const real = createServerProber({ clock: systemClock });
    const asked: { readonly zone: string; readonly signal: StopSignal | undefined }[] = [];
    const servers: Kit['servers'] = {
      probe(server, question) {
        asked.push({ zone: nameKey(question.zone), signal: question.signal });
        return real.probe(server, question);
      },
    };
    const auth = { ...AUTH, records: '@ NS ns1.example.org.\nx TXT "value"' };
    await lookAtDns({ zones: [{ name: ZONE, records: zoneRecords(DELEGATED) }, auth] }, { servers });
    const [first] = asked;
    assert.deepEqual([...new Set(asked.map(({ zone }) => zone))].toSorted(), [AUTH.name, ZONE]);
    assert.ok(first?.signal !== undefined);
    assert.ok(asked.every(({ signal }) => signal === first.signal));
  });

  it('names that no host can have, and control characters, hurt nobody', async () => {
    const evil = '\\000\\027[31m\\255.x\\.y';
    const { report } = await lookAtDns({
      zones: [
        {
          name: ZONE,
          records: zoneRecords(
            `${WELL}\n_acme-challenge.www CNAME ${evil}\n@ NS ${evil}\nwww TXT "\\027[31m"`,
          ),
        },
      ],
    });
    assert.deepEqual(outsideReport.parse(report), report);
    assert.doesNotMatch(JSON.stringify(report), /\\u00/);
    const texts = report.names.find(({ host, type }) => host === CHALLENGE && type === 'TXT');
    assert.match(texts?.chain[0] ?? '', /^\\000\\027/);
  });

  it('A13: clients elsewhere are given a dead address', async () => {
    const report = await lookScripted((query, type) => {
      const elsewhere = query.edns?.options.some(({ code }) => code === 8) === true;
      if (type !== TYPE.AAAA || !elsewhere) return undefined;
      return [{ kind: 'AAAA', address: LOOPBACK }];
    });
    const [finding] = diagnoseAll(report).filter(({ id }) => id === 'A13');
    assert.equal(finding?.certainty, 'strong');
    assert.equal(finding?.values['address'], '::1');
  });

  it('A15: an HTTPS record hints at another address', async () => {
    assert.deepEqual(found(await https(0x10)), []);
    const report = await https(0x99);
    assert.deepEqual(found(report), ['A15']);
    const [fact] = report.names.filter(({ type }) => type === 'HTTPS');
    assert.deepEqual(fact?.values, ['1 . ipv6hint=2001:db8::99']);
  });
});

const LOOPBACK = Uint8Array.from({ length: 16 }, (_, at) => (at === 15 ? 1 : 0));

/** `1 . ipv6hint=2001:db8::` and a last byte. */
function hint(last: number): Uint8Array {
  const address = `20010db80000000000000000000000${last.toString(16)}`;
  return Uint8Array.from(Buffer.from(`00010000060010${address}`, 'hex'));
}

/** Ids of findings, then of notes. */
function found(report: OutsideReport): string[] {
  const { findings, notes } = diagnose({ seen: { report, others: [], again: undefined } });
  return [...findings, ...notes].map(({ id }) => id);
}

function diagnoseAll(report: OutsideReport) {
  return diagnose({ seen: { report, others: [], again: undefined } }).findings;
}

/** A server of the zone with its own word for the name itself. */
async function lookScripted(
  own: (query: Message, type: number) => readonly Parameters<typeof record>[2][] | undefined,
): Promise<OutsideReport> {
  const here = { AAAA: ['::1'], A: ['127.0.0.1'] };
  const soa = {
    kind: 'SOA',
    mname: [],
    rname: [],
    serial: 1,
    refresh: 2,
    retry: 3,
    expire: 4,
    minimum: 5,
  } as const;
  const dns = await startDnsServer({
    zones: ['org', ZONE],
    names: {
      [ZONE]: { AAAA: ['2001:db8::10'], A: ['192.0.2.10'], NS: [`ns.${ZONE}`] },
      [`ns.${ZONE}`]: here,
      [NAME]: { AAAA: ['2001:db8::10'], A: ['192.0.2.10'] },
    },
    handler(query) {
      const [question] = query.questions;
      if (question === undefined) return undefined;
      const { name, type } = question;
      const key = nameKey(name);
      const isApex = key === ZONE && type === TYPE.SOA;
      const data = isApex ? [soa] : key === NAME ? own(query, type) : undefined;
      if (data === undefined) return undefined;
      const answers = data.map((one) => record(name, type, one));
      return {
        ...query,
        response: true,
        authoritative: true,
        rcode: RCODE.NOERROR,
        answers,
        additionals: [],
      };
    },
  });
  try {
    return await lookVia(dns.servers, ['org', ZONE]);
  } finally {
    await dns.close();
  }
}

/** The name with an HTTPS record and one hint. */
function https(last: number): Promise<OutsideReport> {
  return lookScripted((_, type) =>
    type === TYPE.HTTPS ? [{ kind: 'unknown', bytes: hint(last) }] : undefined,
  );
}
