// How a dry validation reads, what its notes say, and what the command line refuses by itself.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { dryValidationLines } from '../../../src/cli/dry-validation-lines.ts';
import { dryNotes } from '../../../src/cli/dry-validation-notes.ts';
import { runCommandLine } from '../../../src/cli/index.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import type { DryValidationView } from '../../../src/console/api/index.ts';
import type { AttemptEvidence } from '../../../src/core/index.ts';
import { catalogue } from '../../../src/i18n/index.ts';

const attempt = (family: 6 | 4, outcome: AttemptEvidence['outcome']): AttemptEvidence => ({
  kind: 'attempt',
  at: 0,
  hop: 0,
  url: 'http://www.example.org/.well-known/acme-challenge/t',
  address: family === 6 ? '2001:db8::10' : '192.0.2.10',
  family,
  port: 80,
  phase: outcome === 'response' ? 'done' : 'connect',
  outcome,
  times: { totalMs: 5 },
  ...(outcome === 'response' && { http: { status: 200, bodyBytes: 87, body: 'match' } }),
});

const view: DryValidationView = {
  name: 'www.example.org',
  type: 'http-01',
  directory: 'default',
  compared: 'key-authorization',
  valid: true,
  rule: 'documented',
  judgements: { documented: 'valid', boulder: 'valid', 'per-hop': 'not-measured' },
  families: { 6: 'invalid', 4: 'valid' },
  perspectives: { joined: 0, asked: false },
  startedAt: '2026-11-20T16:40:02.000Z',
  finishedAt: '2026-11-20T16:40:07.100Z',
  error: null,
  evidence: [attempt(6, 'connect-timeout'), attempt(4, 'response')],
};
const AROUND = { accountGiven: true, asked: undefined, isOwnAddress: () => false };

function terminal(width: number, out: string[] = [], err: string[] = []): Terminal {
  return {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    width,
    interactive: false,
    paint: (_style, text) => text,
  };
}

suite('a dry validation as a person reads it', () => {
  test('the verdict of the own rule first, every rule below, then each family, then what to know', () => {
    const text = read({});
    assert.match(text, /^www\.example\.org: http-01 would pass in the directory default/);
    assert.match(text, /^ {2}documented \* {2}valid {9}if the first request timed out connecting$/m);
    assert.match(text, /^ {2}per-hop {7}not measured {2}if it could not connect, at that redirect$/m);
    assert.match(text, /^ {2}IPv6 {10}invalid$/m);
    assert.match(text, /note: It passes because of IPv4 alone/);
    assert.deepEqual(
      text.split('\n').filter((line) => line.length > 80),
      [],
    );
  });

  test('records in DNS look alike to every rule, and have no families', () => {
    const text = read({ type: 'dns-01', families: null, evidence: [], compared: 'digest' });
    assert.doesNotMatch(text, /boulder|IPv6/);
  });

  test('the problem stands last, escaped', () => {
    const message = 'no\u001b[2J';
    const text = read({ valid: false, error: { code: 'validationStatus', message } });
    assert.match(text, /would not pass/);
    assert.match(text, /problem: no\\u\{1b\}\[2J$/);
  });

  test('where the terminal is narrow nothing is lost', () => {
    const text = read({}, 30).replaceAll(/\s+/g, ' ');
    for (const word of ['documented *', 'not measured', 'IPv4']) assert.ok(text.includes(word), word);
  });
});

suite('notes of a dry validation', () => {
  const caa = { kind: 'caa', at: 0, name: 'x', decision: 'forbidden', mode: 'enforce' } as const;
  const rows: readonly [string, Partial<DryValidationView>, Partial<typeof AROUND>, readonly string[]][] = [
    ['IPv6 is dead', {}, {}, ['family-fails']],
    ['both are good', { families: { 6: 'valid', 4: 'valid' } }, {}, []],
    ['it fails anyway', { valid: false }, {}, []],
    ['the token alone', { compared: 'token', families: null }, {}, ['token-only']],
    ['the token alone, and it fails', { compared: 'token', families: null, valid: false }, {}, []],
    ['every address is of this machine', { families: null }, { isOwnAddress: () => true }, ['same-machine']],
    [
      'the same, and perspectives looked',
      { families: null, perspectives: { joined: 2, asked: true } },
      { isOwnAddress: () => true },
      [],
    ],
    [
      'perspectives that could not look',
      { families: null, perspectives: { joined: 2, asked: false } },
      {},
      ['perspectives-not-asked'],
    ],
    [
      'CAA means another account',
      { valid: false, evidence: [{ ...caa, reason: 'other-account' }] },
      { accountGiven: false },
      ['account-not-given'],
    ],
    [
      'CAA means another account than the given one',
      { valid: false, evidence: [{ ...caa, reason: 'other-account' }] },
      {},
      [],
    ],
  ];
  for (const [title, changes, around, notes] of rows) {
    test(`${title}: ${notes.join(', ') || 'none'}`, () => {
      const found = dryNotes({ ...view, ...changes }, { ...AROUND, ...around });
      assert.deepEqual(
        found.map(({ note }) => note),
        notes,
      );
    });
  }

  test('another machine answered: this one was never asked', () => {
    const [never = [], once = []] = [0, 1].map((asked) =>
      dryNotes({ ...view, valid: false }, { ...AROUND, asked }).map(({ note }) => note),
    );
    assert.deepEqual([never, once], [['not-reached'], []]);
  });
});

suite('wrong usage of sixfour validate', () => {
  const rows: readonly [args: string[], says: RegExp][] = [
    [[], /missing required argument 'name'/],
    [['x.example', '--type', 'http-02'], /Allowed choices are http-01, dns-01/],
    [['x.example', '--self', '--token', 't'], /leave out --token/],
    [['x.example', '--self', '--type', 'dns-persist-01'], /makes no challenge of dns-persist-01/],
    [['x.example', '--self', '--type', 'dns-01'], /there is none\. Publish a TXT record/],
  ];
  for (const [args, says] of rows) {
    test(`validate ${args.join(' ')}`, async () => {
      const err: string[] = [];
      const code = await runCommandLine(['validate', ...args, '--data', '/nonexistent/x'], {
        environment: {},
        startServer: () => Promise.reject(new Error('no server in this test')),
        terminal: terminal(300, [], err),
      });
      assert.equal(code, 2);
      assert.match(err.join('\n'), says);
    });
  }
});

function read(changes: Partial<DryValidationView>, width = 80): string {
  return dryValidationLines(
    { terminal: terminal(width), messages: catalogue('en') },
    { ...view, ...changes },
    { accountGiven: true, asked: undefined },
  ).join('\n');
}
