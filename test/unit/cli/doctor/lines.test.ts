// A check as people read it: on a terminal of any width, and in a forum.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkLines } from '../../../../src/cli/doctor/lines.ts';
import { checkMarkdown } from '../../../../src/cli/doctor/markdown.ts';
import { publicText } from '../../../../src/cli/doctor/private.ts';
import { isWell } from '../../../../src/cli/doctor/notes.ts';
import type { CheckOutcome } from '../../../../src/cli/doctor/outcome.ts';
import type { Terminal } from '../../../../src/cli/terminal.ts';
import { catalogue } from '../../../../src/i18n/index.ts';
import { FOUR, healthyInside, healthyReport, nameFact, SIX } from '../../../support/doctor-reports.ts';
import { concluded, listensOnFourOnly, onlyFour, refusesSix } from './patients.ts';

const messages = catalogue('en');

describe('a name that is well', () => {
  const outcome = concluded(healthyReport(), healthyInside());

  test('is one green sentence, the verdicts, and nothing to do', () => {
    const text = linesOf(outcome, 120, 'colour');
    assert.match(text[0] ?? '', /^<green>www\.example\.org is well\. Tried in 400 ms: 2 addresses/);
    assert.ok(isWell(outcome));
    assert.doesNotMatch(text.join('\n'), /next:|not measured/);
  });

  test('is well without IPv6 too, which is told', () => {
    const four = healthyReport();
    const names = [nameFact('AAAA', []), nameFact('A', [FOUR])];
    const outcomeOfFour = concluded({
      ...four,
      names,
      connects: onlyFour(four.connects),
      handshakes: onlyFour(four.handshakes),
      responses: onlyFour(four.responses),
      packets: onlyFour(four.packets),
      latencies: onlyFour(four.latencies),
      verdicts: four.verdicts.map((one) => ({ ...one, families: { 6: 'absent', 4: 'valid' } })),
    });
    assert.deepEqual(
      outcomeOfFour.notes.map(({ id }) => id),
      ['A6'],
    );
    assert.ok(isWell(outcomeOfFour));
    assert.match(linesOf(outcomeOfFour, 80).join('\n'), /To know:/);
  });
});

describe('a fault', () => {
  const outside = concluded(refusesSix());
  const joined = concluded(refusesSix(), listensOnFourOnly());

  test('has its verdicts in words, what it is, what mends it, and one thing to do next', () => {
    const text = linesOf(joined, 100).join('\n');
    assert.match(text, /http-01: documented fails, boulder passes, per-hop passes/);
    assert.match(text, /E1 .* \(proven\)/);
    assert.match(text, /\+listen \[::\]:80;/);
    assert.match(text, /docs\/causes\/listeners\.md#e1-ipv4-only-listener/);
    assert.ok(!isWell(joined));
  });

  test('that is not sure names the measurement that would decide', () => {
    assert.match(linesOf(outside, 100).join('\n'), /to decide/);
  });

  for (const width of [120, 80, 40])
    test(`keeps to ${width} columns, but for what is to be copied`, () => {
      const exact = new Set(
        joined.findings.flatMap(({ remedies }) =>
          remedies.flatMap(({ now, permanent, verify, undo, undoPermanent }) =>
            [...now, ...permanent, ...verify, ...undo, ...undoPermanent].flatMap((step) =>
              step.do === 'by-hand' ? [] : step.do === 'edit' ? step.diff.split('\n') : [step.line],
            ),
          ),
        ),
      );
      const long = linesOf(joined, width).filter((line) => line.length > width);
      const commands = /^\s*(?:sudo )?sixfour |docs\/causes/;
      assert.deepEqual(
        long.filter((line) => !exact.has(line.trimStart()) && !commands.test(line)),
        [],
      );
      // what is copied is there whole
      for (const line of exact)
        assert.ok(
          linesOf(joined, width).some((one) => one.endsWith(line)),
          line,
        );
    });

  test('colour is only colour', () => {
    const bare = linesOf(joined, 80, 'colour').map((line) => line.replaceAll(/<\/?\w+>/g, ''));
    assert.deepEqual(bare, linesOf(joined, 80));
  });
});

test('what nobody looked at is told, and a blind family is not blamed', () => {
  const report = healthyReport({
    reach: [
      { family: 6, state: 'blind', anchors: [] },
      { family: 4, state: 'works', anchors: [] },
    ],
    refused: ['10.0.0.1'],
  });
  const text = linesOf(concluded(report), 100).join('\n');
  assert.match(text, /not measured:\n {2}IPv6: this machine has no IPv6 itself/);
  assert.match(text, /10\.0\.0\.1: not a public address/);
});

test('a validation that fails without a known cause is not called well', () => {
  const well = healthyReport();
  const rules = { documented: 'invalid', boulder: 'invalid', 'per-hop': 'invalid' } as const;
  const outcome = concluded(healthyReport({ verdicts: well.verdicts.map((one) => ({ ...one, rules })) }));
  assert.ok(!isWell(outcome));
});

describe('in a forum', () => {
  const secret = '2001:db8:5ec:e7::1';
  const inside = listensOnFourOnly();
  const outcome = concluded(
    refusesSix({
      names: [...healthyReport().names, nameFact('A', ['198.51.100.77'], { host: 'db.internal.example' })],
    }),
    {
      ...inside,
      addresses: inside.addresses.map((one) => (one.address === SIX ? { ...one, address: secret } : one)),
    },
  );

  test("neither paths nor names nor addresses of others are told, and the name's own are", () => {
    const text = checkMarkdown(messages, told(outcome), { full: false }).join('\n');
    assert.match(text, /### Check of www\.example\.org/);
    assert.ok(text.includes(SIX) && text.includes(FOUR));
    assert.doesNotMatch(text, /5ec:e7|sites-enabled|198\.51\.100\.77|internal/);
  });

  test('with --full they are, with the lines that mend', () => {
    const text = checkMarkdown(messages, told(outcome), { full: true }).join('\n');
    assert.match(text, /sites-enabled/);
    assert.match(text, /\+listen \[::\]:80;/);
  });

  test('wherever in a sentence they stand', () => {
    const addresses = [`${secret}.`, `${secret}: it`, `[${secret}]:80`, `${secret}/64,`, `«${secret}»`];
    const older = ['203.0.113.9.', '203.0.113.9:80,', '203.0.113.0/24', '::ffff:203.0.113.9;'];
    for (const one of [...addresses, ...older])
      assert.match(publicText(messages, outcome, `at ${one}`), /^at \W?\(address\)\W*(?:80,?|it)?$/, one);
    for (const one of ['`/etc/x.conf`', '«/etc/y.conf»', '{/etc/z.conf}', '/srv/ünder/q.conf,'])
      assert.match(publicText(messages, outcome, `in ${one}`), /^in \W?\(path\)\W?$/, one);
    for (const one of [`${SIX}.`, `${FOUR}:80`, '12:30:00', 'and/or', 'http://www.example.org/x'])
      assert.equal(publicText(messages, outcome, one), one);
  });

  test('what a host sent is no markup', () => {
    const hostile = told(outcome, '[click](https://evil.example) <b>@all &#64;all</b> `x`\u202e');
    const text = checkMarkdown(messages, hostile, { full: true }).join('\n');
    assert.doesNotMatch(text, /\[click\]\(|<b>|@all|\u202e|s:\/\/|(?<!\\)&/);
  });

  /** Values that hold what is nobody's business, as rules put them into sentences. */
  function told(of: CheckOutcome, process = `/usr/sbin/x ${secret} db.internal.example`): CheckOutcome {
    return {
      ...of,
      findings: of.findings.map((one) => ({ ...one, values: { ...one.values, process, software: process } })),
    };
  }
});

function linesOf(outcome: CheckOutcome, width: number, colour?: 'colour'): string[] {
  const terminal: Terminal = {
    out: () => {},
    err: () => {},
    width,
    interactive: false,
    paint: (style, text) => (colour === undefined ? text : `<${style}>${text}</${style}>`),
  };
  const lines = checkLines({ terminal, messages } as Parameters<typeof checkLines>[0], outcome);
  return lines.flatMap((line) => line.split('\n'));
}
