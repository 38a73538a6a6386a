// What every Resolver must do, whatever it is made of. Each implementation presents the names of CONTRACT_NAMES.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '../../src/core/index.ts';
import type { Lookup, QuestionType, Resolver } from '../../src/net/index.ts';

/** Below `contract.test`: both families, IPv4 only, an alias; every other name there does not exist. */
export const CONTRACT_NAMES = {
  'both.contract.test': { AAAA: ['2001:db8::1', '2001:db8::2'], A: ['192.0.2.1', '192.0.2.2'] },
  'four.contract.test': { A: ['192.0.2.4'] },
} as const;

export type ResolverSubject = { readonly resolver: Resolver; close(): Promise<void> };

const DEADLINE_MS = 5_000;
const TYPES: readonly QuestionType[] = ['A', 'AAAA', 'TXT', 'CAA', 'CNAME', 'NS', 'SOA'];

export function resolverContract(implementation: string, open: () => Promise<ResolverSubject>): void {
  describe(`contract of Resolver: ${implementation}`, () => {
    let subject: ResolverSubject;
    before(async () => {
      subject = await open();
    });
    after(() => subject.close());

    const ask = (name: string, type: QuestionType, inMs = DEADLINE_MS): Promise<Lookup> =>
      subject.resolver.lookup({ name, type, hop: 3, deadlineMs: systemClock.monotonic() + inMs });

    it('gives addresses of the asked family in the order received', async () => {
      const six = await ask('both.contract.test', 'AAAA');
      assert.equal(six.evidence.outcome, 'answer');
      assert.deepEqual(six.addresses, [
        { text: '2001:db8::1', family: 6 },
        { text: '2001:db8::2', family: 6 },
      ]);
      assert.deepEqual(six.evidence.addresses, ['2001:db8::1', '2001:db8::2']);
      const four = await ask('both.contract.test', 'A');
      assert.deepEqual(
        four.addresses.map((address) => address.text),
        ['192.0.2.1', '192.0.2.2'],
      );
    });

    it('answers both families asked side by side', async () => {
      const [six, four] = await Promise.all([
        ask('both.contract.test', 'AAAA'),
        ask('both.contract.test', 'A'),
      ]);
      assert.deepEqual([six.addresses[0]?.family, four.addresses[0]?.family], [6, 4]);
    });

    it('repeats the question in the evidence', async () => {
      const before = Date.now();
      const { evidence } = await ask('both.contract.test', 'A');
      assert.equal(evidence.kind, 'lookup');
      assert.equal(evidence.name, 'both.contract.test');
      assert.equal(evidence.type, 'A');
      assert.equal(evidence.hop, 3);
      assert.ok(evidence.at >= before - 1 && evidence.at <= Date.now());
      assert.ok(evidence.ms >= 0 && evidence.tries >= 0);
    });

    it('tells a name without such data from a name that does not exist', async () => {
      const nodata = await ask('four.contract.test', 'AAAA');
      assert.equal(nodata.evidence.outcome, 'nodata');
      assert.deepEqual(nodata.addresses, []);
      const missing = await ask('missing.contract.test', 'AAAA');
      assert.equal(missing.evidence.outcome, 'nxdomain');
      assert.deepEqual(missing.addresses, []);
    });

    it('does not care about the case of a name', async () => {
      const { addresses } = await ask('BOTH.Contract.TEST', 'A');
      assert.equal(addresses.length, 2);
    });

    it('takes every type', async () => {
      for (const type of TYPES) {
        const { evidence } = await ask('four.contract.test', type);
        assert.equal(evidence.outcome, type === 'A' ? 'answer' : 'nodata', type);
      }
    });

    it('returns, and never throws, for names that are none', async () => {
      const names = [
        '',
        '.',
        'a..b',
        'a.',
        `${'a'.repeat(64)}.test`,
        'ä.test',
        'a b',
        'a\0b.test',
        '[::1]',
        '*.x.test',
      ];
      for (const name of names) {
        const { evidence, addresses } = await ask(name, 'A');
        assert.notEqual(evidence.outcome, 'answer', name);
        assert.deepEqual(addresses, []);
      }
    });

    it('ends when the deadline has passed already', async () => {
      const { evidence } = await ask('both.contract.test', 'A', -1);
      assert.ok(evidence.outcome === 'timeout' || evidence.transport === 'built-in');
      assert.ok(evidence.tries === 0);
    });
  });
}
