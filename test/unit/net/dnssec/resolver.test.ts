// The validating resolver on small signed trees in memory: what makes a chain hold, and what breaks it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createValidatingResolver } from '../../../../src/net/dnssec/index.ts';
import type { ValidatingSettings } from '../../../../src/net/dnssec/index.ts';
import type { QuestionType } from '../../../../src/net/index.ts';
import { keyTag, nameFromText, nameKey } from '../../../../src/wire/dns/index.ts';
import type { Message, Name, ResourceRecord } from '../../../../src/wire/dns/index.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';
import { NOW, a, cname, dsOf, makeSigner, message, nsec, record, scriptedSource, signed } from './signing.ts';
import type { Signer } from './signing.ts';
import { BUDGET_MS, anchored, ask, denial, tree, verdict } from './tree.ts';

describe('a chain of trust', () => {
  it('holds for records and for denials', async () => {
    const { script, root } = tree();
    for (const [name, type, outcome] of [
      ['www.zone.test', 'A', 'answer'],
      ['none.zone.test', 'A', 'nxdomain'],
      ['www.zone.test', 'TXT', 'nodata'],
    ] as const) {
      const { evidence } = await ask(script, root, name, type);
      assert.deepEqual(
        [evidence.outcome, evidence.dnssec],
        [outcome, { status: 'secure' }],
        `${name} ${type}`,
      );
    }
  });

  it('begins at a key or at a digest, and with no other', async () => {
    const { script, root } = tree();
    const other = makeSigner('.');
    assert.equal(await verdict(script, root, 'www.zone.test', 'A', anchored('.', dsOf(root))), 'secure');
    const wrong = 'bogus key-not-in-ds . DNSKEY';
    assert.equal(await verdict(script, root, 'www.zone.test', 'A', anchored('.', dsOf(other))), wrong);
    assert.equal(await verdict(script, other, 'www.zone.test'), wrong);
    const nowhere = anchored('other', record('other', root.key));
    assert.match(await verdict(script, root, 'www.zone.test', 'A', nowhere), /^insecure no-trust-anchor /);
  });

  it('asks for each set once in a session, and for none without an anchor', async () => {
    const { script, root } = tree();
    const source = scriptedSource(script);
    const clock = createVirtualClock(NOW * 1000);
    const make = (zone: string) =>
      createValidatingResolver({
        source,
        clock,
        anchors: { anchors: [{ zone: nameFromText(zone), data: root.key }], islands: [] },
        mode: 'record',
      });
    const question = { name: 'www.zone.test', hop: 0, deadlineMs: clock.monotonic() + BUDGET_MS };
    const resolver = make('.');
    await Promise.all((['A', 'TXT', 'A'] as const).map((type) => resolver.lookup({ ...question, type })));
    const chain = source.asked.filter((one) => /DS$|DNSKEY$/.test(one)).toSorted();
    assert.deepEqual(chain, ['. DNSKEY', 'test DNSKEY', 'test DS', 'zone.test DNSKEY', 'zone.test DS']);
    source.asked.length = 0;
    await make('elsewhere').lookup({ ...question, type: 'A' });
    assert.deepEqual(source.asked, ['www.zone.test A']);
  });

  it('breaks where a signature is missing, old, of the future, of another key or of another zone', async () => {
    const { script, root, test, zone } = tree();
    const set = [a('www.zone.test', 1)];
    const at = 'www.zone.test A';
    const cases: readonly (readonly [string, readonly ResourceRecord[]])[] = [
      [`bogus signature-missing ${at}`, set],
      [`bogus signature-expired ${at}`, [...set, zone.sign(set, { expiration: NOW - 1 })]],
      [`bogus signature-not-yet-valid ${at}`, [...set, zone.sign(set, { inception: NOW + 1 })]],
      [`bogus key-missing ${at}`, [...set, zone.sign(set, { keyTag: keyTag(zone.key) ^ 1 })]],
      [`bogus signature-wrong ${at}`, [...set, zone.sign(set, {}, { signature: new Uint8Array(64) })]],
      [`bogus signature-wrong ${at}`, [...set, zone.sign(set, {}, { labels: 4 })]],
      [`bogus unsupported-algorithm ${at}`, [...set, zone.sign(set, { algorithm: 7 })]],
      [`bogus other-signer ${at}`, [...set, zone.sign(set, { signer: nameFromText('www.zone.test') })]],
      [`bogus other-signer ${at}`, [...set, zone.sign(set, { signer: nameFromText('other.test') })]],
      ['secure', [...set, test.sign(set)]], // whoever signs for a zone above could delegate it to himself
      ['secure', [...set, zone.sign(set, { expiration: NOW - 1 }), zone.sign(set)]],
    ];
    for (const [expected, answers] of cases) {
      script.set(at, message(answers));
      // `other.test` is asked for in one of them: no such zone
      script.set('www.zone.test DS', message([], denial(zone)));
      assert.equal(await verdict(script, root, 'www.zone.test'), expected);
    }
  });

  it('breaks where a denial is missing, or is one of something else', async () => {
    const { script, root, zone } = tree();
    const [apex, www, last] = [0, 2, 4].map((start) => denial(zone).slice(start, start + 2));
    script.set('none.zone.test DS', message([], denial(zone), 'NXDOMAIN'));
    const at = 'none.zone.test A';
    const cases: readonly (readonly [string, readonly ResourceRecord[]])[] = [
      [`bogus denial-missing ${at}`, []],
      [`bogus denial-wrong ${at}`, www ?? []],
      [`bogus denial-wrong ${at}`, last ?? []],
      ['secure', apex ?? []],
      ['bogus signature-missing zone.test NSEC', [...(apex?.slice(0, 1) ?? []), ...(www ?? []).slice(1)]],
    ];
    for (const [expected, authorities] of cases) {
      script.set(at, message([], authorities, 'NXDOMAIN'));
      assert.equal(await verdict(script, root, 'none.zone.test'), expected);
    }
  });

  it('a record made from a wildcard needs the proof that no closer name exists', async () => {
    const { script, root, zone } = tree();
    const wild = a('*.zone.test', 9);
    const made = [a('any.zone.test', 9), { ...zone.sign([wild]), name: nameFromText('any.zone.test') }];
    script.set('any.zone.test A', message(made, denial(zone).slice(0, 2)));
    assert.equal(await verdict(script, root, 'any.zone.test'), 'secure');
    script.set('any.zone.test A', message(made));
    assert.equal(await verdict(script, root, 'any.zone.test'), 'bogus wildcard-unproved any.zone.test A');
    script.set('any.zone.test A', message(made, denial(zone).slice(2)));
    assert.equal(await verdict(script, root, 'any.zone.test'), 'bogus wildcard-unproved any.zone.test A');
  });

  it('an unsigned zone is one whose parent proves it, not one that says nothing', async () => {
    const { script, root, test } = tree();
    const plain = message([a('www.plain.test', 1)]);
    script.set('www.plain.test A', plain);
    script.set(
      'plain.test DS',
      message([], signed(test, nsec('plain.test', 'zone.test', ['NS', 'NSEC', 'RRSIG']))),
    );
    assert.equal(await verdict(script, root, 'www.plain.test'), 'insecure no-ds plain.test DS');
    script.set('plain.test DS', message([]));
    assert.equal(await verdict(script, root, 'www.plain.test'), 'bogus denial-missing plain.test DS');
    script.delete('plain.test DS');
    assert.equal(await verdict(script, root, 'www.plain.test'), 'indeterminate no-answer plain.test DS');
  });

  it('a DS of algorithms or digests that do not count is as none (RFC 4035 section 5.2)', async () => {
    const { script, root, test, zone } = tree();
    const ds = dsOf(zone);
    assert.ok(ds.data.kind === 'DS');
    for (const change of [{ algorithm: 7 }, { digestType: 1 }, { digestType: 3 }]) {
      const other = { ...ds, data: { ...ds.data, ...change } };
      script.set('zone.test DS', message(signed(test, other)));
      const expected = 'insecure unsupported-algorithm zone.test DS';
      assert.equal(await verdict(script, root, 'www.zone.test'), expected);
      script.set('zone.test DS', message(signed(test, other, ds)));
      assert.equal(await verdict(script, root, 'www.zone.test'), 'secure');
    }
  });

  it('a key that is revoked, or no zone key, signs nothing (RFC 5011, RFC 4034 section 2.1.1)', async () => {
    for (const flags of [257 | 0x80, 1]) {
      const { script, root, test } = tree();
      const zone = makeSigner('zone.test');
      const bad: Signer = { ...zone, key: { ...zone.key, flags } };
      const set = [record('zone.test', bad.key)];
      script.set('zone.test DS', message(signed(test, dsOf(bad))));
      script.set('zone.test DNSKEY', message([...set, zone.sign(set, { keyTag: keyTag(bad.key) })]));
      assert.equal(await verdict(script, root, 'www.zone.test'), 'bogus key-not-in-ds zone.test DNSKEY');
    }
  });
});

describe('aliases', () => {
  it('every CNAME of the way must hold, from zone to zone', async () => {
    const { script, root, test, zone } = tree();
    const to = cname('alias.test', 'www.zone.test');
    const end = script.get('www.zone.test A') as Message;
    const replies = (first: Message) => [
      { name: 'alias.test', message: first },
      { name: 'www.zone.test', message: end },
    ];
    script.set('alias.test A', replies(message(signed(test, to))));
    assert.equal(await verdict(script, root, 'alias.test'), 'secure');
    script.set('alias.test A', replies(message([to])));
    script.set('alias.test DS', message(signed(test, to)));
    assert.equal(await verdict(script, root, 'alias.test'), 'bogus signature-missing alias.test CNAME');
    script.set('alias.test A', message([...signed(test, to), ...signed(zone, a('www.zone.test', 3))]));
    assert.equal(await verdict(script, root, 'alias.test'), 'secure');
    script.set('alias.test A', message([...signed(test, to), a('www.zone.test', 3)]));
    script.set('www.zone.test DS', message([], denial(zone)));
    assert.equal(await verdict(script, root, 'alias.test'), 'bogus signature-missing www.zone.test A');
  });

  it('a CNAME without signature stands for the DNAME above it, and must be what that yields', async () => {
    const { script, root, zone } = tree();
    const dname = record('d.zone.test', { kind: 'DNAME', target: nameFromText('zone.test') });
    const way = (target: string, ...above: ResourceRecord[]) =>
      message([...above, cname('www.d.zone.test', target), ...signed(zone, a(target, 1))]);
    const name = 'www.d.zone.test';
    script.set(`${name} A`, way('www.zone.test', ...signed(zone, dname)));
    assert.equal(await verdict(script, root, name), 'secure');
    script.set(`${name} A`, way('zz.zone.test', ...signed(zone, dname)));
    assert.equal(await verdict(script, root, name), `bogus alias-wrong ${name} CNAME`);
    script.set(`${name} A`, way('www.zone.test', dname));
    script.set('d.zone.test DS', message([], denial(zone), 'NXDOMAIN'));
    assert.equal(await verdict(script, root, name), 'bogus signature-missing d.zone.test DNAME');
  });

  it('end where another resolver answers', async () => {
    const { script, root, test } = tree();
    script.set(
      'alias.test A',
      message([...signed(test, cname('alias.test', 'host.inside')), a('host.inside', 1)]),
    );
    assert.equal(await verdict(script, root, 'alias.test', 'A', { elsewhere: inside }), 'secure');
    assert.match(await verdict(script, root, 'alias.test'), /^indeterminate no-answer inside DS/);
  });
});

describe('islands', () => {
  it('are validated by anchors inside them only, and by no key above', async () => {
    const { script, root, test, zone } = tree();
    const island = nameFromText('zone.test');
    const above = { zone: root.zone, data: root.key };
    const settings = (...anchors: ValidatingSettings['anchors']['anchors']) => ({
      anchors: { anchors, islands: [island] },
    });
    const inside = { zone: zone.zone, data: zone.key };
    const none = /^insecure no-trust-anchor www.zone.test /;
    assert.match(await verdict(script, root, 'www.zone.test', 'A', settings(above)), none);
    assert.equal(await verdict(script, root, 'www.zone.test', 'A', settings(above, inside)), 'secure');
    script.set('www.zone.test A', message(signed(test, a('www.zone.test', 1))));
    assert.match(await verdict(script, root, 'www.zone.test', 'A', settings(above)), none);
  });
});

describe('what is required', () => {
  it('has no data where it is bogus or not known, and data where it is not signed', async () => {
    const { script, root } = tree();
    script.set('www.zone.test A', message([a('www.zone.test', 1)]));
    for (const gone of ['zone.test DS', 'none']) {
      script.delete(gone);
      const lookup = await ask(script, root, 'www.zone.test', 'A', { mode: 'require' });
      assert.equal(lookup.evidence.outcome, 'bogus');
      assert.deepEqual(
        [lookup.addresses, lookup.texts, lookup.records, lookup.evidence.records],
        [[], [], [], 0],
      );
      assert.ok(lookup.evidence.dnssec?.link !== undefined);
    }
    const insecure = await ask(script, root, 'www.zone.test', 'A', {
      mode: 'require',
      anchors: { anchors: [], islands: [] },
    });
    assert.deepEqual([insecure.evidence.outcome, insecure.records.length], ['answer', 1]);
  });

  it('a lookup that failed stays what it was', async () => {
    const { script, root } = tree();
    const { evidence } = await ask(script, root, 'silent.test', 'A', { mode: 'require' });
    assert.deepEqual([evidence.outcome, evidence.dnssec], ['timeout', undefined]);
  });

  it('ends by the deadline, whatever the chain does', async () => {
    const { script, root } = tree();
    const clock = createVirtualClock(NOW * 1000);
    const source = scriptedSource(script);
    const resolver = createValidatingResolver({
      source: { ...source, fetch: () => new Promise(() => {}) },
      clock,
      anchors: { anchors: [{ zone: root.zone, data: root.key }], islands: [] },
      mode: 'require',
    });
    const began = clock.monotonic();
    const lookups = ['A', 'TXT'].map((type, i) =>
      resolver.lookup({
        name: 'www.zone.test',
        type: type as QuestionType,
        hop: 0,
        deadlineMs: began + BUDGET_MS * (i + 1),
      }),
    );
    const [first] = await clock.drive(Promise.all(lookups.slice(0, 1)));
    assert.equal(clock.monotonic() - began, BUDGET_MS);
    assert.deepEqual(first?.evidence.dnssec, {
      status: 'indeterminate',
      reason: 'out-of-time',
      link: 'www.zone.test A',
    });
    await clock.drive(Promise.all(lookups));
    assert.equal(clock.monotonic() - began, 2 * BUDGET_MS);
  });
});

function inside(name: Name): boolean {
  return nameKey(name).endsWith('inside');
}
