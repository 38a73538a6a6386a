// Answers signed as they go out, read by others: delv and Unbound validate them, kdig finds what was asked for.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '../../src/core/index.ts';
import { startZoneServer, zoneKeyTexts, type ZoneServer } from '../../src/delegation/zone/index.ts';
import { readZoneKey } from '../../src/delegation/zone/zone-key.ts';
import { type QuestionType, type Resolver } from '../../src/net/index.ts';
import { nameFromText } from '../../src/wire/dns/index.ts';
import { describe as describeRun, installed, mustRun, run, type Service } from '../support/process.ts';
import { recordingLog } from '../support/recording-log.ts';
import { SIGNED, SIGNING_KEY } from '../support/signed-zone.ts';
import { tempDir } from '../support/temp-dir.ts';
import { startUnbound } from '../support/unbound.ts';
import { NAMES, SERVERS, VALUE } from '../support/zone.ts';

const PROGRAMS = ['delv', 'unbound', 'kdig'];
const THERE = (await Promise.all(PROGRAMS.map(installed))).every(Boolean);
const skip = THERE
  ? false
  : 'delv, unbound or kdig is not installed (bind9-dnsutils, unbound, knot-dnsutils)';

const CASES: readonly (readonly [string, QuestionType, 'answer' | 'nodata'])[] = [
  ['com-example.acme.test', 'TXT', 'answer'],
  ['com-big.acme.test', 'TXT', 'answer'],
  ['alias2.acme.test', 'TXT', 'answer'],
  ['ns1.acme.test', 'AAAA', 'answer'],
  ['acme.test', 'CAA', 'answer'],
  ['acme.test', 'TXT', 'answer'],
  ['com-example.acme.test', 'A', 'nodata'],
  ['com-idle.acme.test', 'TXT', 'nodata'],
  ['ent.acme.test', 'TXT', 'nodata'],
  ['missing.acme.test', 'TXT', 'nodata'],
  ['a.b.missing.acme.test', 'A', 'nodata'],
  ['nowhere.acme.test', 'A', 'nodata'],
];

describe('a zone signed as it is served', { skip }, () => {
  const directory = tempDir({ after });
  const { dnskey } = readZoneKey(nameFromText('acme.test'), SIGNING_KEY);
  const { ds, keyTag } = zoneKeyTexts('acme.test', dnskey.publicKey);
  let server: ZoneServer;
  let unbound: { readonly service: Service; readonly resolver: Resolver };
  let port = 0;
  const kdig = (...question: string[]) => askKdig(port, question);
  before(async () => {
    const started = await startZoneServer({
      zones: [SIGNED],
      onDemand: SERVERS,
      addresses: ['127.0.0.1'],
      port: 0,
      base: () => ({ sequence: 13, names: NAMES }),
      clock: systemClock,
      log: recordingLog(),
    });
    assert.ok(started.ok);
    server = started.value;
    port = server.bound[0]?.port ?? 0;
    unbound = await startUnbound(directory, trusting(ds, port));
  });
  after(async () => {
    await unbound?.service.stop();
    await server?.close();
  });

  for (const [name, type, outcome] of CASES) {
    it(`${name} ${type}: ${outcome}, which delv and Unbound validate`, async () => {
      const file = join(directory, 'anchor.conf');
      const [tag, algorithm, digestType, digest] = ds.split(' ');
      await writeFile(
        file,
        `trust-anchors { "acme.test" static-ds ${tag} ${algorithm} ${digestType} "${digest}"; };\n`,
      );
      const at = ['-4', '@127.0.0.1', '-p', String(port)];
      const done = await run(['delv', '-a', file, '+root=acme.test', ...at, name, type]);
      const text = done.stdout + done.stderr;
      assert.match(text, /fully validated/, describeRun(done));
      assert.doesNotMatch(text, /unsigned|resolution failed: (?!ncache)/, describeRun(done));
      const { evidence } = await unbound.resolver.lookup({
        name,
        type,
        hop: 0,
        deadlineMs: systemClock.monotonic() + 20_000,
      });
      assert.deepEqual([evidence.outcome, evidence.ad], [outcome, true]);
    });
  }

  it('Unbound takes no answer under another DS record', async () => {
    const wrong = ds.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const other = await startUnbound(tempDir({ after }), trusting(wrong, port));
    try {
      const deadlineMs = systemClock.monotonic() + 20_000;
      const { evidence } = await other.resolver.lookup({
        name: 'acme.test',
        type: 'CAA',
        hop: 0,
        deadlineMs,
      });
      assert.equal(evidence.outcome, 'servfail');
    } finally {
      await other.service.stop();
    }
  });

  it('kdig reads the signatures, the key and the proofs', async () => {
    const txt = await kdig('com-example.acme.test', 'TXT');
    assert.ok(txt.includes(VALUE));
    assert.match(txt, new RegExp(`RRSIG\\s+TXT 13 3 5 \\d{14} \\d{14} ${keyTag} acme\\.test\\.`));
    assert.match(await kdig('acme.test', 'DNSKEY'), /\sDNSKEY\s+257 3 13 /);
    assert.match(await kdig('acme.test', 'CDS'), new RegExp(`\\sCDS\\s+${keyTag} 13 2 `));
    assert.match(await kdig('acme.test', 'CDNSKEY'), /\sCDNSKEY\s+257 3 13 /);
    const denied = await kdig('missing.acme.test', 'TXT');
    assert.match(denied, /status: NOERROR/);
    assert.match(
      denied,
      /missing\.acme\.test\.\s+5\s+IN\s+NSEC\s+\\000\.missing\.acme\.test\. RRSIG NSEC TYPE128/,
    );
  });
});

async function askKdig(port: number, question: readonly string[]): Promise<string> {
  const argv = ['kdig', '@127.0.0.1', '-p', String(port), '+dnssec', '+norec', '+nocrypto', ...question];
  return (await mustRun(argv)).stdout;
}

function trusting(ds: string, port: number) {
  return { anchor: `acme.test. DS ${ds}`, zones: { 'acme.test': port } };
}
