// Answers made to cost work or to deceive: every limit holds, and no changed byte makes another answer secure.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { createValidatingResolver } from '../../../../src/net/dnssec/index.ts';
import { recordSet } from '../../../../src/net/dnssec/record-set.ts';
import { checkSet } from '../../../../src/net/dnssec/signature.ts';
import { newWork } from '../../../../src/net/dnssec/work.ts';
import type { Lookup, QuestionType } from '../../../../src/net/index.ts';
import {
  DnsError,
  canonicalData,
  decodeMessage,
  encodeMessage,
  keyTag,
  nameFromText,
  nameKey,
} from '../../../../src/wire/dns/index.ts';
import type { Message } from '../../../../src/wire/dns/index.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';
import {
  NOW,
  a,
  cname,
  dsOf,
  keysOf,
  makeSigner,
  message,
  nsec,
  record,
  scriptedSource,
  signed,
} from './signing.ts';
import type { Signer } from './signing.ts';
import { BUDGET_MS, ask, tree, validating, verdict } from './tree.ts';

describe('KeyTrap (CVE-2023-50387)', () => {
  it('keys of one tag and signatures that all fail end with the budget', async () => {
    const { script, root, test, zone } = tree();
    const keys = Array.from({ length: 30 }, (_, i) => ({ ...zone, key: sameTag(zone, i) }));
    const set = [zone, ...keys].map(({ key }) => record('zone.test', key));
    const signature = zone.sign(set);
    const wrong = Array.from({ length: 200 }, (_, i) => ({
      ...zone.sign(set.slice(0, 1)),
      ttl: i,
    }));
    const checks = { ...newWork() };
    const found = checkSet(
      recordSet([...set, ...wrong], zone.zone, 48),
      { zone: zone.zone, keys: [zone, ...keys].map(({ key }) => ({ tag: keyTag(key), data: key })) },
      NOW,
      checks,
    );
    assert.ok(keys.every(({ key }) => keyTag(key) === keyTag(zone.key)));
    assert.equal(found.ok, false);
    assert.ok(newWork().checks - checks.checks <= 24, 'eight signatures by three keys at most');
    // one lookup's failures together
    script.set('zone.test DS', message(signed(test, ...keys.slice(0, 8).map(dsOf))));
    script.set('zone.test DNSKEY', message([...set, ...wrong, signature]));
    assert.match(await verdict(script, root, 'www.zone.test'), /^(bogus|indeterminate) /);
  });

  it('a tree that goes on and on is followed for so many steps', async () => {
    const { script, root } = tree();
    const name = `${'a.'.repeat(100)}test`;
    const source = scriptedSource(script);
    const test = makeSigner('test');
    script.set('test DS', message(signed(root, dsOf(test))));
    script.set('test DNSKEY', keysOf(test));
    const every = signed(test, nsec('test', 'zz.test', ['NS', 'SOA', 'NSEC']));
    const clock = createVirtualClock(NOW * 1000);
    script.set(`${name} A`, message([a(name, 1)]));
    const resolver = createValidatingResolver({
      source: {
        lookup: (question) => source.lookup(question),
        fetch: (owner, type, deadline) => {
          if (!script.has(`${nameKey(owner)} DS`))
            script.set(`${nameKey(owner)} DS`, message([], every, 'NXDOMAIN'));
          return source.fetch(owner, type, deadline);
        },
      },
      clock,
      anchors: { anchors: [{ zone: root.zone, data: root.key }], islands: [] },
      mode: 'record',
    });
    const { evidence } = await resolver.lookup({
      name,
      type: 'A',
      hop: 0,
      deadlineMs: clock.monotonic() + BUDGET_MS,
    });
    assert.equal(evidence.dnssec?.status, 'indeterminate');
    assert.ok(source.asked.length <= 70, String(source.asked.length));
  });

  it('an answer that costs many checks leaves turns to whatever else this process does', async () => {
    const { script, root, zone } = tree();
    const end = script.get('www.zone.test A');
    assert.ok(end !== undefined && 'id' in end);
    const links = Array.from({ length: 9 }, (_, n) => {
      const [name, target] = [`x.w${n}.zone.test`, n === 8 ? 'www.zone.test' : `x.w${n + 1}.zone.test`];
      const wild = cname(`*.w${n}.zone.test`, target);
      const made = [cname(name, target), { ...zone.sign([wild]), name: nameFromText(name) }];
      const proof = signed(zone, nsec(`*.w${n}.zone.test`, `y.w${n}.zone.test`, ['CNAME', 'NSEC', 'RRSIG']));
      const idle = Array.from({ length: 7 }, (__, i) =>
        signed(zone, nsec(`a${i}.zone.test`, `b${i}.zone.test`, ['A', 'NSEC', 'RRSIG'])),
      );
      return { name, message: message(made, [...proof, ...idle.flat()]) };
    });
    script.set('x.w0.zone.test A', [...links, { name: 'www.zone.test', message: end }]);
    const looking = validating(script, root);
    await looking('www.zone.test', 'A'); // the keys are proven
    let turns = 0;
    let next = setImmediate(function turn() {
      turns++;
      next = setImmediate(turn);
    });
    const { evidence } = await looking('x.w0.zone.test', 'A');
    clearImmediate(next);
    assert.deepEqual(evidence.dnssec, { status: 'secure' }); // 9 aliases with 8 proofs each: 82 checks
    assert.ok(turns >= 8, `${turns} turns`);
  });
});

describe('a changed byte', () => {
  const KINDS = [
    'www.zone.test A',
    'www.zone.test TXT',
    'none.zone.test A',
    'zone.test DS',
    'zone.test DNSKEY',
    '. DNSKEY',
  ];

  for (const changed of KINDS)
    it(`in the message for ${changed} never makes another answer secure`, async () => {
      const { script, root } = tree();
      const [name = '', type = 'A'] = KINDS.slice(0, 3).includes(changed)
        ? changed.split(' ')
        : ['www.zone.test'];
      const whole = await ask(script, root, name, type as QuestionType);
      assert.equal(whole.evidence.dnssec?.status, 'secure');
      const original = script.get(changed);
      assert.ok(original !== undefined && 'id' in original);
      const bytes = encodeMessage(original);
      const proven = new Map(script);
      const again = validating(proven, root);
      let decoded = 0;
      let refused = 0;
      const tryOne = async (at: number, flip: number) => {
        const mutated = Uint8Array.from(bytes);
        mutated[at] = (mutated[at] ?? 0) ^ flip;
        let read: Message;
        try {
          read = decodeMessage(mutated);
        } catch (error) {
          assert.ok(error instanceof DnsError);
          return;
        }
        decoded++;
        proven.set(changed, read);
        // the keys once proven serve for every answer, not for changed ones
        const asking = whole.evidence.name === changed.split(' ')[0] ? again : validating(proven, root);
        const lookup = await asking(name, type as QuestionType);
        if (lookup.evidence.dnssec?.status !== 'secure') refused++;
        else assert.equal(essence(lookup), essence(whole), `byte ${at} ^ ${flip}`);
      };
      for (let at = 0; at < bytes.length; at++) await tryOne(at, 1 << (at % 8));
      await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), tryOne), {
        numRuns: 100,
      });
      assert.ok(decoded > 50 && refused > 30, `${decoded} decoded, ${refused} refused`);
    });
});

/** Another key with the same tag and algorithm: two of its 16-bit words change places, which the sum does not see. */
function sameTag({ key }: Signer, which: number): Signer['key'] {
  const publicKey = Uint8Array.from(key.publicKey);
  const words = publicKey.length / 2;
  const from = 2 * (which % words);
  const to = 2 * ((which + 1 + Math.floor(which / words)) % words);
  for (const offset of [0, 1]) {
    publicKey[from + offset] = key.publicKey[to + offset] ?? 0;
    publicKey[to + offset] = key.publicKey[from + offset] ?? 0;
  }
  return { ...key, publicKey };
}

/** What is protected: the outcome, and every record's owner and data. */
function essence({ evidence, records }: Lookup): string {
  const texts = records.map(
    (one) => nameKey(one.name) + Buffer.from(canonicalData(one.type, one.data)).toString('hex'),
  );
  return JSON.stringify([evidence.outcome, [...new Set(texts)].toSorted()]);
}
