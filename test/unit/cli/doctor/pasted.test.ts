// An error of a CA or a client, pasted into a check: which are taken, and what is said of each beside what is seen now.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { checkLines } from '../../../../src/cli/doctor/lines.ts';
import { checkMarkdown } from '../../../../src/cli/doctor/markdown.ts';
import { isWell } from '../../../../src/cli/doctor/notes.ts';
import { checkOutcome, type CheckOutcome, concludeCheck } from '../../../../src/cli/doctor/outcome.ts';
import { jsonOutcome } from '../../../../src/cli/doctor/outcome-json.ts';
import { comparePasted } from '../../../../src/cli/doctor/pasted-compare.ts';
import { readPasted, withPasted } from '../../../../src/cli/doctor/pasted.ts';
import type { Terminal } from '../../../../src/cli/terminal.ts';
import { runCommandLine } from '../../../../src/cli/index.ts';
import type { OutsideReport } from '../../../../src/doctor/outside/index.ts';
import { PASTE_BYTES_MAX } from '../../../../src/doctor/explain/index.ts';
import { catalogue } from '../../../../src/i18n/index.ts';
import { healthyReport, NAME } from '../../../support/doctor-reports.ts';
import { refusesSix } from './patients.ts';

const LIMIT = `urn:ietf:params:acme:error:rateLimited :: too many certificates (50) already issued for "example.org" in the last 168h0m0s, retry after 2026-11-02 08:00:00 UTC`;
const NO_MATCH =
  'Client with the currently selected authenticator does not support any combination of challenges that will satisfy the CA. SECRET';
const REFUSED = `Domain: ${NAME}\n  Type: connection\n  Detail: 2001:db8::10: Fetching http://${NAME}/.well-known/acme-challenge/x: Connection refused`;
const LOOP = `203.0.113.9: Fetching https://${NAME}/.well-known/acme-challenge/x: Redirect loop detected`;
const SERVFAIL = `DNS problem: SERVFAIL looking up CAA for ${NAME} - the domain's nameservers may be malfunctioning`;
const OTHER = LOOP.replaceAll(NAME, 'shop.example.com');

const startServer = () => Promise.reject(new Error('no server in this test'));

describe('what is taken of a pasted error', () => {
  test('rows that say something of the name, of the domain above it, or of no name', () => {
    assert.deepEqual(rowsOf(LIMIT), ['limit-domain']);
    assert.deepEqual(rowsOf(NO_MATCH), ['certbot-authenticator']);
    assert.deepEqual(rowsOf(`${OTHER}\n${LOOP}`), ['redirect-loop']);
  });

  test('nothing where none is known, where all say only that something failed, or where all are of other names', () => {
    assert.equal(why('something went wrong'), 'unknown');
    assert.equal(why('Some challenges have failed.'), 'unknown');
    assert.equal(why(OTHER), 'otherName');
    assert.equal(why(LOOP.replaceAll(NAME, `a.${NAME}`)), 'otherName');
  });
});

describe('a pasted error beside what is seen', () => {
  test('G9 and G10 are the finding themselves', () => {
    for (const [text, id] of [
      [LIMIT, 'G9'],
      [NO_MATCH, 'G10'],
    ] as const) {
      const outcome = concluded(text);
      const told = outcome.findings.map(({ id: one, certainty, basis }) => [one, certainty, basis]);
      assert.deepEqual(told, [[id, 'proven', 'outside']]);
      assert.equal(isWell(outcome), false);
      assert.deepEqual(
        outcome.pasted?.map(({ state }) => state),
        ['itself'],
      );
      assert.match(linesOf(outcome), /the error itself is the finding/);
      assert.ok((outcome.findings[0]?.remedies.length ?? 0) > 0);
    }
  });

  test('says in one line which finding brings it', () => {
    const outcome = concluded(REFUSED, refusesSix());
    assert.deepEqual(outcome.pasted?.[0]?.state, 'shown');
    assert.ok(outcome.pasted?.[0]?.shown.includes('E1'));
    assert.match(linesOf(outcome), /What is seen now shows it: E1 .*\(strong\)/);
  });

  test("says that nothing explains it, with what the misleading text of Let's Encrypt hides", () => {
    const outcome = concluded(LOOP);
    assert.deepEqual(outcome.findings, []);
    assert.ok(isWell(outcome), 'what was is not what is');
    assert.deepEqual(outcome.pasted?.[0]?.state, 'nothing');
    assert.match(linesOf(outcome), /no loop at all.* Nothing that was measured now explains it/s);
  });

  test('says that something else is found', () => {
    const outcome = concluded(SERVFAIL, refusesSix());
    assert.deepEqual([outcome.pasted?.[0]?.state, outcome.pasted?.[0]?.shown], ['other', []]);
    assert.match(linesOf(outcome), /something else than what brings/);
  });

  test('what ended now as it ended for the CA is the same, whatever its cause', () => {
    const port80 = { host: NAME, family: 6 as const, port: 80 };
    const report = { ...refusesSix(), pasted: [{ row: 'connection-refused', causes: ['E1'] }] };
    const state = (places: readonly object[], row = 'connection-refused') =>
      comparePasted({ ...report, pasted: [{ row, causes: ['E1'] }] }, [{ id: 'D5', places }]).map(
        (one) => one.state,
      );
    assert.deepEqual(state([port80]), ['shown']);
    assert.deepEqual(state([{ ...port80, family: 4 }]), ['other'], 'over IPv4 it answers');
    assert.deepEqual(state([{ host: NAME }]), ['other']);
    assert.deepEqual(state([port80], 'connect-timeout'), ['other']);
    assert.deepEqual(state([port80], 'redirect-refused'), ['other']);
    assert.deepEqual(state([{ ...port80, port: 443 }], 'redirect-refused'), ['shown']);
    assert.deepEqual(state([port80], 'of another release'), ['other']);
  });

  test('a limit of failed authorizations stands beside what made them fail', () => {
    const limit = `too many failed authorizations (5) for "${NAME}" in the last 1h0m0s`;
    const ids = concluded(`${limit}\n${REFUSED}`, refusesSix()).findings.map(({ id }) => id);
    assert.ok(ids.includes('G9') && ids.includes('E1'));
  });

  test('nothing of the text comes back, in no format', () => {
    const outcome = concluded(`\u001b[31m<script>${NO_MATCH}\n${REFUSED} token-abc`, refusesSix());
    const texts = [
      linesOf(outcome),
      markdownOf(outcome),
      JSON.stringify(jsonOutcome(catalogue('en'), outcome)),
    ];
    for (const text of texts) {
      assert.doesNotMatch(text, /SECRET|script|token-abc|\p{Cc}(?<!\n)/u);
      assert.match(text, /What is seen now shows it|"state":"shown"/);
    }
  });

  test('JSON fits the schema, and Markdown has it, in every language', () => {
    for (const language of ['en', 'fr', 'da'] as const) {
      const outcome = concluded(`${LIMIT}\n${LOOP}`);
      const printed = jsonOutcome(catalogue(language), outcome);
      const parsed = checkOutcome.safeParse(JSON.parse(JSON.stringify(printed)));
      assert.ok(parsed.success, parsed.error?.message);
      const says = parsed.data.pasted?.map((one) => one.says) ?? [];
      assert.equal(says.length, 2);
      const text = markdownOf(outcome, language).replaceAll('\\', '');
      for (const one of says) assert.ok(text.includes(one), one);
    }
  });

  test('a check without one says nothing of it', () => {
    const outcome = concludeCheck({
      name: NAME,
      seen: { report: healthyReport(), others: [], again: undefined },
    });
    assert.equal(outcome.pasted, undefined);
    assert.doesNotMatch(linesOf(outcome), /pasted/);
  });
});

describe('sixfour check --error', { timeout: 60_000 }, () => {
  for (const [what, text, says] of [
    ['is not known', 'something went wrong', /is not known.*sixfour explain/s],
    ['is about another name', OTHER, /another name than www\.example\.org.*sixfour explain/s],
    ['is empty', ' ', /Nothing to explain/],
    ['is too long', 'x'.repeat(PASTE_BYTES_MAX + 1), /More than/],
  ] as const)
    test(`refuses a text that ${what}, before anything is looked at`, async () => {
      const { code, out, err } = await sixfour('check', NAME, '--error', text);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, says);
      assert.doesNotMatch(err, /went wrong|shop\.example/);
    });

  test('reads standard input, and no more than its limit', () => {
    const program = join(import.meta.dirname, '..', '..', '..', '..', 'src', 'main.ts');
    const ask = (input: string) =>
      spawnSync(process.execPath, [program, 'check', NAME, '--error', '-'], { input, encoding: 'utf8' });
    assert.match(ask('something went wrong').stderr, /sixfour explain/);
    assert.match(ask('y'.repeat(PASTE_BYTES_MAX * 2)).stderr, /More than/);
  });

  test('does not go with a look from inside alone', async () => {
    const { code, err } = await sixfour('check', '--inside', '--error', LIMIT);
    assert.deepEqual([code, /--inside looks at this machine only/.test(err)], [2, true]);
  });
});

function rowsOf(text: string): string[] {
  const read = readPasted(text, NAME);
  assert.ok(read.ok);
  return read.pasted.map(({ row }) => row);
}

function concluded(text: string, report: OutsideReport = healthyReport()): CheckOutcome {
  const read = readPasted(text, NAME);
  assert.ok(read.ok);
  const gathered = { name: NAME, seen: { report, others: [], again: undefined } };
  return concludeCheck(withPasted(gathered, read.pasted));
}

function linesOf(outcome: CheckOutcome): string {
  return checkLines({ terminal: terminal(), messages: catalogue('en') } as never, outcome)
    .join('\n')
    .replaceAll(/\n {2}/g, ' ');
}

function markdownOf(outcome: CheckOutcome, language: 'en' | 'fr' | 'da' = 'en'): string {
  return checkMarkdown(catalogue(language), outcome, { full: false }).join('\n');
}

function terminal(out: string[] = [], err: string[] = []): Terminal {
  return {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    width: 2_000,
    interactive: false,
    paint: (_style, text) => text,
  };
}

async function sixfour(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(args, { environment: {}, startServer, terminal: terminal(out, err) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

function why(text: string) {
  const read = readPasted(text, NAME);
  return read.ok ? read.pasted : read.why;
}
