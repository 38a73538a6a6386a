// `sixfour explain`: every row on a text that somebody really got, and nothing on texts that are none.
import assert from 'node:assert/strict';
import { describe, suite, test } from 'node:test';
import { assert as holds, property, string } from 'fast-check';
import { explain, PASTE_BYTES_MAX, ROWS } from '../../../../src/doctor/explain/index.ts';
import { en } from '../../../../src/i18n/en/index.ts';
import { QUOTES, STRANGE } from './quotes.ts';

/** Of the processor's own time, in which others on the machine do not count: some ten times what it takes. */
const CPU_LIMIT_US = 5_000_000;

suite('errors that people paste', () => {
  for (const [pasted, ids, seen] of QUOTES) {
    const wanted = typeof ids === 'string' ? [ids] : ids;
    test(`${pasted.replace(/\s+/g, ' ').slice(-90)} is ${wanted.join(', ')}`, () => {
      const found = explain(pasted);
      assert.deepEqual([...new Set(found.map(({ row }) => row.id))].toSorted(), wanted.toSorted());
      const told = found.find(({ row }) => row.id === wanted.at(-1));
      for (const [key, value] of Object.entries(seen ?? {}))
        if (value !== undefined) assert.equal(told?.[key as 'name' | 'address' | 'redirected'], value);
    });
  }

  test('every row is shown on a quote, or is one of our own', () => {
    const quoted = new Set(QUOTES.flatMap(([, ids]) => ids));
    const missing = ROWS.filter(
      ({ id, source }) => source !== 'sixfour' && !quoted.has(id) && id !== 'certbot-files',
    );
    assert.deepEqual(missing, []);
    assert.ok(new Set(ROWS.map(({ id }) => id)).size >= 100);
  });

  test('what JSON and word processors do to quotes and slashes does not matter', () => {
    const problem = {
      type: 'urn:ietf:params:acme:error:rateLimited',
      detail: 'too many certificates (50) already issued for "shop.example" in the last 168h0m0s',
    };
    const once = JSON.stringify(problem);
    const twice = JSON.stringify({ body: once }).replaceAll('/', String.raw`\/`);
    const curly = problem.detail.replace('"', '\u201c').replace('"', '\u201d');
    for (const text of [once, twice, JSON.stringify(problem, null, 2), curly])
      assert.deepEqual(
        explain(text).map(({ row, name }) => [row.id, name]),
        [['limit-domain', 'shop.example']],
      );
  });

  test('an order with several names tells each of them once', () => {
    const found = explain(refusedLines('a.example') + refusedLines('b.example') + refusedLines('a.example'));
    assert.deepEqual(
      found.map(({ name }) => name),
      ['a.example', 'b.example'],
    );
  });
});

suite('what is no error of a CA', () => {
  for (const text of STRANGE)
    test(`${JSON.stringify(text.slice(0, 60))} is not known`, () => {
      assert.deepEqual(explain(text), []);
    });

  test('no text is known by chance', () => {
    holds(property(string({ maxLength: 300 }), (text) => explain(text).length === 0));
  });
});

describe('rules', () => {
  test('what failed after a redirect may pass under per-hop alone', () => {
    assert.deepEqual(rulesOf('203.0.113.9: Fetching https://a.example/x: Redirect loop detected'), {
      documented: 'fails',
      boulder: 'fails',
      'per-hop': 'may-pass',
    });
  });

  test('a limit has nothing to do with rules', () => {
    assert.equal(rulesOf('too many new orders (300) from this account'), undefined);
  });

  test('the family of the address says what came before', () => {
    for (const [address, hint] of [
      ['192.0.2.1', 'ipv4-named'],
      ['2001:db8::1', 'ipv6-named'],
    ] as const) {
      const url = 'http://a.example/.well-known/acme-challenge/x';
      assert.equal(explain(`${address}: Fetching ${url}: Connection refused`)[0]?.hint, hint);
    }
  });
});

function rulesOf(pasted: string) {
  return explain(pasted)[0]?.rules;
}

describe('nothing of a paste comes back', () => {
  test('but names and addresses that are ones', () => {
    const texts = [
      'Domain: \u001b[31mevil.example\nDetail: 192.0.2.1: Fetching http://\u202eevil/x: Connection refused',
      'No TXT record found at _acme-challenge.$(reboot).example',
      'CAA record for <script>alert(1)</script> prevents issuance',
      '999.1.1.1: Fetching http://a.example/x: Timeout during connect',
    ];
    for (const text of texts)
      for (const { row, ...seen } of explain(text)) {
        assert.ok(row.id);
        assert.match(JSON.stringify(seen), /^[ -~]*$/, text);
        assert.doesNotMatch(JSON.stringify(seen), /[$<>]|999/, text);
      }
  });

  test('a paste as long as is read does not take long', () => {
    for (const piece of [
      '\\',
      'Fetching http://a',
      '1:',
      'CAA record for ',
      '"',
      'No TXT record found at a, ',
      'IPv6 ::1, port 80: the connection was reset ',
      'a',
      'a:',
      '0.',
    ]) {
      const began = process.cpuUsage();
      explain(piece.repeat(Math.ceil(PASTE_BYTES_MAX / piece.length)));
      assert.ok(process.cpuUsage(began).user < CPU_LIMIT_US, piece);
    }
  });
});

describe('rows', () => {
  const LAST: Readonly<Record<string, number>> = { A: 22, B: 10, C: 12, D: 16, E: 13, F: 15, G: 10 };

  test('every cause is one of the catalogue', () => {
    for (const { id, causes } of ROWS)
      for (const cause of causes) {
        const number = Number(cause.slice(1));
        assert.ok(number >= 1 && number <= (LAST[cause.slice(0, 1)] ?? 0), `${id}: ${cause}`);
      }
  });

  test('every text has a row', () => {
    const ids = new Set(ROWS.map(({ id }) => id));
    assert.deepEqual(
      Object.keys(en.doctor.explain.rows).filter((id) => !ids.has(id as (typeof ROWS)[number]['id'])),
      [],
    );
  });
});

function refusedLines(name: string): string {
  const url = `http://${name}/.well-known/acme-challenge/x`;
  return `  Domain: ${name}\n  Detail: 192.0.2.1: Fetching ${url}: Connection refused\n`;
}
