// How evidence reads, on wide and narrow terminals, and that nothing in it can talk to the terminal.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ValidationView } from '../../../src/console/api/index.ts';
import { validationLines } from '../../../src/cli/evidence.ts';
import { table } from '../../../src/cli/table.ts';
import { createLog } from '../../../src/cli/log.ts';
import { printable, type Terminal } from '../../../src/cli/terminal.ts';
import { duration } from '../../../src/cli/words.ts';
import { catalogue } from '../../../src/i18n/index.ts';

const messages = catalogue('en');

function terminal(width: number): Terminal {
  return { out() {}, err() {}, width, interactive: false, paint: (_style, text) => text };
}

const validation: ValidationView = {
  id: 'v',
  type: 'http-01',
  valid: true,
  rule: 'documented',
  judgements: { documented: 'valid', boulder: 'valid', 'per-hop': 'not-measured' },
  startedAt: '2026-11-20T16:40:02.000Z',
  finishedAt: '2026-11-20T16:40:07.100Z',
  error: null,
  evidenceCut: 0,
  evidence: [
    {
      kind: 'lookup',
      at: 0,
      hop: 0,
      name: 'www.example.org',
      type: 'AAAA',
      outcome: 'answer',
      ms: 2.1,
      tries: 1,
      addresses: ['2001:db8::10'],
      chain: ['web.example.net'],
      server: '::1',
      transport: 'udp',
    },
    {
      kind: 'lookup',
      at: 0,
      hop: 0,
      name: 'www.example.org',
      type: 'A',
      outcome: 'servfail',
      rcode: 'SERVFAIL',
      ms: 1,
      tries: 2,
      ede: [{ code: 22, text: 'no\u001b[2Jway' }],
    },
    {
      kind: 'attempt',
      at: 0,
      hop: 0,
      url: 'http://www.example.org/x',
      address: '2001:db8::10',
      family: 6,
      port: 80,
      phase: 'connect',
      outcome: 'connect-timeout',
      errno: 'ETIMEDOUT',
      times: { totalMs: 5_000 },
    },
    {
      kind: 'attempt',
      at: 0,
      hop: 0,
      url: 'http://www.example.org/x',
      address: '192.0.2.10',
      family: 4,
      port: 80,
      phase: 'done',
      outcome: 'response',
      times: { connectMs: 1.25, firstByteMs: 30, totalMs: 31.4 },
      http: { status: 302, location: 'https://\u202eexample.org/', bodyBytes: 0, body: 'not-read' },
    },
  ],
} as const;

suite('evidence for people', () => {
  test('wide: one row for each attempt', () => {
    assert.deepEqual(validationLines({ terminal: terminal(160), messages }, validation), [
      '  http-01: valid, 2026-11-20 16:40:02 UTC, in 5.10 s',
      '    AAAA www.example.org: 2001:db8::10; through web.example.net (::1, udp, 2.1 ms)',
      '    A www.example.org: SERVFAIL [EDE 22 no\\u{1b}[2Jway] (1.0 ms)',
      '    family  address       port  hop  connect  TLS  first byte  total   outcome',
      '    IPv6    2001:db8::10  80    0    -        -    -           5.00 s  connect-timeout (ETIMEDOUT), in phase connect',
      '    IPv4    192.0.2.10    80    0    1.3 ms   -    30 ms       31 ms   HTTP 302 to https://\\u{202e}example.org/',
      '    judged by rule documented: valid; the other rules: boulder valid, per-hop not-measured',
    ]);
  });

  test('tls-alpn-01: what was agreed on and shown', () => {
    const [, , first] = validation.evidence;
    assert.ok(first?.kind === 'attempt');
    const { errno: _, ...base } = first;
    const shown = { ...base, phase: 'done', outcome: 'response' } as const;
    const text = validationLines(
      { terminal: terminal(160), messages },
      {
        ...validation,
        type: 'tls-alpn-01',
        evidence: [
          { ...shown, tlsAlpn: { protocol: 'agreed', certificate: 'match' } },
          { ...shown, tlsAlpn: { protocol: 'agreed', certificate: 'wrong-name' } },
          { ...shown, tlsAlpn: { protocol: 'none', certificate: 'not-read' } },
        ],
      },
    ).join('\n');
    assert.match(text, /acme-tls\/1, certificate matches\n/);
    assert.match(text, /acme-tls\/1, certificate for another name\n/);
    assert.match(text, /TLS, but acme-tls\/1 was ignored\n/);
  });

  test('narrow: two lines for each attempt, none longer than the terminal', () => {
    const lines = validationLines({ terminal: terminal(60), messages }, validation).flatMap((line) =>
      line.split('\n'),
    );
    assert.ok(lines.includes('    IPv6 2001:db8::10, port 80, hop 0: connect-timeout'), lines.join('\n'));
    assert.ok(lines.includes('      connect 1.3 ms, first byte 30 ms, total 31 ms'));
    assert.ok(lines.every((line) => line.length <= 60));
  });

  test('a record that could not hold everything says so', () => {
    const lines = validationLines({ terminal: terminal(160), messages }, { ...validation, evidenceCut: 2 });
    assert.ok(lines.includes('    2 more entries had no place in this record'), lines.join('\n'));
  });

  test('a refusal shows its problem', () => {
    const error = { code: 'validationConnectTimeout', message: 'it timed out' } as const;
    const lines = validationLines(
      { terminal: terminal(120), messages },
      { ...validation, valid: false, error },
    );
    assert.match(lines[0] ?? '', /http-01: invalid/);
    assert.equal(lines.at(-1), '    problem: it timed out');
  });
});

suite('tables and words', () => {
  test('a row that does not fit becomes lines, and empty cells are left out', () => {
    const rows = [
      ['1', 'a long value that needs room'],
      ['2', ''],
    ];
    assert.deepEqual(table(terminal(80), ['id', 'value'], rows), [
      'id  value',
      '1   a long value that needs room',
      '2',
    ]);
    assert.deepEqual(table(terminal(20), ['id', 'value'], rows), [
      'id     1',
      'value  a long value\n       that needs\n       room',
      '',
      'id  2',
    ]);
  });

  test('control and direction characters are shown, not obeyed', () => {
    assert.equal(
      printable('a\u001b]0;x\u0007b\u202ec\u009bd\ne'),
      'a\\u{1b}]0;x\\u{7}b\\u{202e}c\\u{9b}d\\u{a}e',
    );
    assert.equal(printable('a\u061c\u200b\ufeff\u{e0041}'), 'a\\u{61c}\\u{200b}\\u{feff}\\u{e0041}');
    assert.equal(printable('grüße 東京'), 'grüße 東京');
  });

  test('a readable log line shows what a client sent, and obeys none of it', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'debug', format: 'text' }, (line) => lines.push(line));
    const error = new Error('no\u001b[2J');
    log.debug(
      { path: '/acme/\u001b[31m\u009b', detail: { a: '\u009b' }, err: error },
      'request\u0007 refused',
    );
    const [line = ''] = lines;
    assert.match(line, /path=\/acme\/\\u\{1b\}\[31m\\u\{9b\}/);
    assert.match(line, /no\\u\{1b\}\[2J\n {4}at /, 'a stack keeps its lines');
    assert.doesNotMatch(line.replaceAll('\n', ''), /\p{Cc}/u);
  });

  test('durations have the precision that matters', () => {
    const shown = [undefined, 0, 0.44, 9.99, 10, 12.5, 999, 1_000, 5_034].map(duration);
    assert.deepEqual(shown, [
      '-',
      '0.0 ms',
      '0.4 ms',
      '10.0 ms',
      '10 ms',
      '13 ms',
      '999 ms',
      '1.00 s',
      '5.03 s',
    ]);
  });
});
