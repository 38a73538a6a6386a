// Scripts: what is refused, on which line, with which next step; and that the example works as it is printed.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { catalogue, describeFault } from '../../../src/i18n/index.ts';
import { labReasons } from '../../../src/i18n/en/cli-lab.ts';
import { readScript, SCRIPT_BYTES_MAX } from '../../../src/lab/index.ts';
import {
  BIG_TXT_BYTES_MAX,
  CNAME_CHAIN_MAX,
  DELAY_MS_MAX,
  RULES_MAX,
  TTL_MAX,
  ZONES_MAX,
} from '../../../src/lab/limits.ts';
import { BOGUS_WAYS, MALFORMED_WAYS, RULE_SCHEMAS } from '../../../src/lab/script-schema.ts';

const ZONE = '[[zones]]\nname = "example.test"\n'; // two lines

function faults(text: string): string[] {
  const read = readScript('fakes.toml', text);
  return read.ok ? [] : read.fault.map((one) => describeFault(one));
}

function inZone(...records: string[]): string {
  return `${ZONE}records = '''\n${records.join('\n')}\n'''\n`;
}

function rule(...lines: string[]): string {
  return `${ZONE}[[rules]]\n${lines.join('\n')}\n`;
}

suite('what is wrong with a script is said with its line', () => {
  const rows: readonly [text: string, line: number, says: RegExp][] = [
    ['[[zones]]\nname = ', 2, /this is not TOML: .* Correct the line/],
    ['', 1, /needs one table \[\[zones\]\] or more/],
    ['zones = []', 1, /needs one table/],
    ['zone = 1\n[[zones]]\nname = "a.test"', 1, /"zone" is not a key .* Known are: zones, rules\./],
    ['[[zones]]\nname = "a..test"', 2, /"a\.\.test"|a\.\.test is no domain name/],
    ['[[zones]]\nsign = true', 1, /a zone without a name is no domain name/],
    [`${ZONE}ttl = -1`, 3, /ttl = -1 cannot be used\. Write whole seconds/],
    [`${ZONE}ttl = "1h"`, 3, /ttl = "1h" cannot be used/],
    [`${ZONE}sign = 1`, 3, /Write true or false/],
    [`${ZONE}records = ["a A 192.0.2.1"]`, 3, /Write the records as one text/],
    [`${ZONE}sign = true\nkey = "x"`, 4, /openssl genpkey/],
    [`${ZONE}key = "x"`, 3, /Add sign = true, or leave out the key/],
    [`${ZONE}\n# again\n${ZONE}`, 6, /example\.test is there twice/],
    [inZone('www A 192.0.2.1', 'www A 192.0.2'), 5, /www A 192\.0\.2: an A record holds one IPv4 address/],
    [inZone('; a comment', '', 'x AAAA 192.0.2.1'), 6, /an AAAA record holds/],
    [inZone('x NS'), 4, /an NS record holds one name/],
    [inZone('x CNAME a b'), 4, /a CNAME record holds one name/],
    [inZone('x DNAME a..b'), 4, /a DNAME record holds/],
    [inZone('@ SOA ns me 1 2 3 4'), 4, /two names and five numbers/],
    [inZone(`x TXT "${'a'.repeat(256)}"`), 4, /each at most 255 bytes/],
    [inZone('x TXT'), 4, /one string or more/],
    [inZone('x CAA 256 issue "a"'), 4, /a CAA record holds flags/],
    [inZone('x CAA 0 issue'), 4, /a CAA record holds flags/],
    [inZone('x MX mail'), 4, /an MX record holds/],
    [inZone('x PTR y'), 4, /no type that can be written here/],
    [inZone('x 9999999999 A 192.0.2.1'), 4, /the TTL of this record is too large/],
    [inZone('x TXT "abc'), 4, /a quote that stays open/],
    [inZone('x TXT \\999'), 4, /an escape that is none/],
    [inZone('"x" A 192.0.2.1'), 4, /does not begin with a name/],
    [inZone(`${'a'.repeat(64)} A 192.0.2.1`), 4, /does not begin with a name/],
    [inZone('www.example.test A 192.0.2.1'), 4, /the zone's name at its end twice/],
    [inZone('www.example.org. A 192.0.2.1'), 4, /is not inside of the zone/],
    [inZone('x SOA a b 1 2 3 4 5'), 3, /x\.example\.test has a SOA record/],
    [inZone('@ SOA a b 1 2 3 4 5', '@ SOA a b 2 2 3 4 5'), 3, /two SOA records/],
    [inZone('x CNAME y', 'x A 192.0.2.1'), 3, /x\.example\.test has a CNAME and other records/],
    [inZone('x CNAME y', 'x CNAME z'), 3, /two CNAME or two DNAME records/],
    [rule('fault = "servfial"'), 4, /fault = "servfial" is none\. Write one of none, servfail,/],
    [rule('name = "a.example.test"'), 3, /a rule without a fault\. Write one of/],
    [rule('fault = "drop"', 'tpye = "A"'), 5, /"tpye" is not a key .* name, type, client/],
    [rule('fault = "drop"', 'how = "cut"'), 5, /"how" is not a key that is known there/],
    [rule('fault = "drop"', 'name = "a..b"'), 5, /"\*\.example\.test" for all names below/],
    [rule('fault = "drop"', 'type = "FOO"'), 5, /type = FOO is no record type/],
    [rule('fault = "drop"', 'type = ["A", "TYPE65536"]'), 5, /type = TYPE65536 is no record type/],
    [rule('fault = "drop"', 'client = "192.0.2.1/24"'), 5, /is neither an address nor a network/],
    [rule('fault = "drop"', 'family = 5'), 5, /Write 6 or 4/],
    [rule('fault = "drop"', 'transport = "quic"'), 5, /Write "udp" or "tcp"/],
    [rule('fault = "drop"', 'nth = 0'), 5, /nth = 0 cannot be used/],
    [rule('fault = "drop"', 'nth = "4-2"'), 5, /nth = 4-2 cannot be used/],
    [rule('fault = "delay"'), 3, /delay_ms = nothing cannot be used/],
    [rule('fault = "delay"', 'delay_ms = 60001'), 5, /from 1 to 60000/],
    [rule('fault = "servfail"', 'ede = { code = 70000 }'), 5, /RFC 8914/],
    [rule('fault = "servfail"', 'ede = { code = 7, txt = "" }'), 5, /Known are: code, text/],
    [rule('fault = "wrong-address"'), 3, /from = nothing is no address/],
    [rule('fault = "wrong-address"', 'from = "localhost"'), 5, /from = localhost is no address/],
    [rule('fault = "wrong-id"', 'then_answer = 1'), 5, /then_answer = 1 cannot be used/],
    [rule('fault = "malformed"', 'how = "x"'), 5, /how = "x" is none/],
    [rule('fault = "bogus"', 'how = "expired"'), 4, /Add sign = true/],
    [rule('fault = "cname-loop"'), 3, /needs one name to stand at/],
    [rule('fault = "cname-loop"', 'name = "*.example.test"'), 5, /needs one name to stand at/],
    [rule('fault = "cname-loop"', 'name = "a.example.org"'), 5, /in none of the script's zones/],
    [rule('fault = "cname-loop"', 'name = "a.example.test"', 'length = 65'), 6, /from 1 to 64/],
    [rule('fault = "cname-chain"', 'name = "a.example.test"', 'length = 2'), 3, /to = nothing/],
    [
      rule('fault = "cname-chain"', 'name = "a.example.test"', 'length = 2', 'to = ".."'),
      7,
      /to = \.\. is no/,
    ],
    [rule('fault = "big-txt"', 'bytes = 64001'), 5, /from 1 to 64000/],
    [rule('fault = "answer"', 'records = "@ A 192.0.2.1"'), 5, /@ stands for nothing here/],
    [
      rule('fault = "answer"', "records = '''", 'a.example.org A 192.0.2.1', "'''"),
      5,
      /in none of the script/,
    ],
  ];
  for (const [text, line, says] of rows) {
    test(`${says.source} on line ${line}`, () => {
      const [first = '', ...more] = faults(text);
      assert.match(first, new RegExp(`^fakes\\.toml, line ${line}\\b`));
      assert.match(first, says);
      assert.match(first, /[A-Z].*\.|fault = |RFC 8914|Begin with/, 'a next step');
      assert.deepEqual(more, []);
    });
  }

  test('all faults are told at once, up to a bound', () => {
    const text = rule('fault = "x"', '[[rules]]', 'fault = "y"');
    assert.deepEqual(
      faults(text).map((one) => /line (\d+)/.exec(one)?.[1]),
      ['4', '6'],
    );
    assert.equal(faults(inZone(...Array.from({ length: 100 }, () => 'x A y'))).length, 20);
  });

  test('a long value is repeated in part only', () => {
    const [first = ''] = faults(rule('fault = "drop"', `name = "${'a'.repeat(5_000)}"`));
    assert.ok(first.length < 300, String(first.length));
  });

  test('a file that is far too long is not read', () => {
    assert.match(faults(`#${'x'.repeat(SCRIPT_BYTES_MAX)}`)[0] ?? '', /cannot be read \(longer than/);
  });

  test('no more records than the limit', () => {
    const many = inZone(...Array.from({ length: 10_001 }, (_, i) => `a${i} A 192.0.2.1`));
    assert.match(faults(many)[0] ?? '', /more than 10000 records/);
  });
});

suite('the texts say what the schema and the limits say', () => {
  const texts = JSON.stringify(Object.values(labReasons).map((text) => text('')));

  test('all faults, and the ways of those that have several', () => {
    const [listed = ''] = /none, servfail[a-z, -]*/.exec(labReasons['rule-fault']('')) ?? [];
    assert.deepEqual(
      listed.split(', '),
      RULE_SCHEMAS.map((schema) => schema.shape.fault.value),
    );
    const ways = labReasons['rule-how']('');
    for (const way of [...BOGUS_WAYS, ...MALFORMED_WAYS]) assert.match(ways, new RegExp(`\\b${way}\\b`));
  });

  test('all numbers', () => {
    for (const limit of [ZONES_MAX, RULES_MAX, TTL_MAX, DELAY_MS_MAX, CNAME_CHAIN_MAX, BIG_TXT_BYTES_MAX])
      assert.match(texts, new RegExp(`\\b${limit}\\b`));
  });
});

suite('what is right', () => {
  test('the example is a script, also with its signed zone', () => {
    const example = catalogue('en').cli.labExample();
    assert.deepEqual(faults(example), []);
    const signed = example
      .replace('# sign = true', 'sign = true')
      .replace(/^# (\[\[rules\]\]) +(?=# in a signed zone)/m, '$1 ')
      .replace(/^# (name|fault|how)( = "(?:www\.example\.test|bogus|expired)")$/gm, '$1$2');
    assert.match(signed, /^fault = "bogus"$/m);
    assert.deepEqual(faults(signed), []);
  });

  test('the example shows every fault and every key', () => {
    const example = catalogue('en').cli.labExample();
    for (const reason of faults(rule('fault = "x"')))
      for (const name of (/Write one of (.*)\./.exec(reason)?.[1] ?? '').split(', '))
        if (name !== 'none') assert.match(example, new RegExp(`\\b${name}\\b`), name);
  });
});
