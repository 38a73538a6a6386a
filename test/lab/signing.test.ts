// What `sixfour lab dns` signs, judged by BIND's own validator: good where it should be, refused for the right reason where not.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '../../src/core/index.ts';
import { compileScript, type LabDns, startLabDns, trustAnchors } from '../../src/lab/index.ts';
import { installed, run } from '../support/process.ts';
import { labSkip } from './world.ts';

const refused = (await installed('delv'))
  ? undefined
  : 'delv is not installed: apt-get install bind9-dnsutils';

const ROWS: readonly [question: string, says: RegExp][] = [
  ['www.sec.test A', /^; fully validated\nwww/m],
  ['www.sec.test TXT', /negative response, fully validated\n.*NXRRSET/],
  ['no.sec.test A', /negative response, fully validated\n.*NXDOMAIN/],
  ['ent.sec.test A', /negative response, fully validated\n.*NXRRSET/],
  ['x.wild.sec.test A', /^; fully validated\nx\.wild/m],
  ['y.x.wild.sec.test A', /^; fully validated\ny\.x\.wild/m],
  ['x.wild.sec.test TXT', /negative response, fully validated\n.*NXRRSET/],
  ['www.kid.sec.test A', /^; fully validated\nwww\.kid/m],
  ['no.kid.sec.test A', /negative response, fully validated\n.*NXDOMAIN/],
  ['www.old.sec.test A', /^; fully validated/m],
  ['www.plain.sec.test A', /^; unsigned answer\nwww\.plain/m],
  ['plain.sec.test DS', /negative response, fully validated\n.*NXRRSET/],
  ['gone.sec.test A', /negative response, fully validated\n.*NXDOMAIN/], // a lie, and signed as one
  ['expired.sec.test A', /RRSIG has expired/],
  ['not-yet-valid.sec.test A', /RRSIG validity period has not begun/],
  ['wrong-key.sec.test A', /RRSIG failed to verify|no valid (signature|RRSIG)/],
  ['tampered.sec.test A', /RRSIG failed to verify|no valid (signature|RRSIG)/],
  ['stripped.sec.test A', /insecurity proof failed|broken trust chain|no valid/],
];
const SPOILT = ['expired', 'not-yet-valid', 'wrong-key', 'tampered', 'stripped'] as const;

describe('delv on the zones that sixfour lab dns signs', { skip: labSkip(refused) }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'sixfour-lab-'));
  const anchors = join(directory, 'anchors');
  let dns: LabDns | undefined;

  before(async () => {
    const plan = compileScript({
      zones: [
        {
          name: 'sec.test',
          sign: true,
          records: `www A 192.0.2.1\ngone A 192.0.2.2\na.ent TXT "x"\n*.wild A 192.0.2.3\nold DNAME kid
@ NS ns\nns A 127.0.0.1\n${SPOILT.map((name) => `${name} A 192.0.2.4`).join('\n')}`,
        },
        { name: 'kid.sec.test', sign: true, records: '@ NS ns\nns A 127.0.0.1\nwww A 192.0.2.5' },
        { name: 'plain.sec.test', records: '@ NS ns\nns A 127.0.0.1\nwww A 192.0.2.6' },
      ],
      rules: [
        { name: 'gone.sec.test', fault: 'nxdomain' },
        ...SPOILT.map((how) => ({ name: `${how}.sec.test`, type: 'A', fault: 'bogus' as const, how })),
      ],
    });
    assert.ok(plan.ok, JSON.stringify(plan));
    const [anchor] = trustAnchors(plan.value);
    const key = anchor?.dnskey.split(' ').slice(-1)[0];
    writeFileSync(anchors, `trust-anchors { sec.test. static-key 257 3 13 "${key}"; };\n`);
    const started = await startLabDns({
      plan: plan.value,
      addresses: ['127.0.0.1'],
      port: 0,
      clock: systemClock,
    });
    assert.ok(started.ok, JSON.stringify(started));
    dns = started.value;
  });
  after(async () => {
    await dns?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  for (const [question, says] of ROWS) {
    it(`${question}: ${says.source}`, async () => {
      const where = ['@127.0.0.1', '-p', String(dns?.port), '-a', anchors, '+root=sec.test.'];
      const said = await run(['delv', ...where, ...question.split(' ')]);
      assert.match(`${said.stdout}${said.stderr}`, says);
    });
  }
});
