import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import {
  decideUpdate,
  namesIn,
  type UpdateView,
} from '../../../../../src/delegation/entrances/update/decide.ts';
import type { Standing } from '../../../../../src/delegation/entrances/update/index.ts';
import {
  CLASS,
  type Message,
  type Name,
  nameEquals,
  nameFromText,
  nameIsUnder,
  nameKey,
  RCODE,
  type ResourceRecord,
  TYPE,
} from '../../../../../src/wire/dns/index.ts';
import { VALUE, VALUE_2 } from '../../../../support/update-world.ts';
import { arbitraryMessage } from '../../../wire/dns/arbitraries.ts';
import { bare, txt, update, without } from './records.ts';

const ZONE = 'example.com';
const MINE = '_acme-challenge.www.example.com';
const IDLE = '_acme-challenge.idle.example.com';
const DEEPER = 'sub.example.com';

const standings: Readonly<Record<string, Standing>> = {
  [MINE]: { outcome: 'covered', challenge: MINE, own: [VALUE] },
  [IDLE]: { outcome: 'covered', challenge: IDLE, own: [] },
  '_acme-challenge.theirs.example.com': { outcome: 'refused', reason: 'it is theirs' },
  [`x.${DEEPER}`]: { outcome: 'covered', challenge: `x.${DEEPER}`, own: [] },
  [ZONE]: { outcome: 'covered', challenge: ZONE, own: [] },
};

const view: UpdateView = {
  isZone: (zone) => [ZONE, DEEPER].some((one) => nameEquals(zone, nameFromText(one))),
  isIn: (name, zone) => {
    const closest = [DEEPER, ZONE].find((one) => nameIsUnder(name, nameFromText(one)));
    return closest !== undefined && nameEquals(nameFromText(closest), zone);
  },
  standing: (name) => standings[nameKey(name)] ?? { outcome: 'no-challenge' },
};

/** Rcode and reason of a refusal, or the operations. */
function decided(message: Message): unknown {
  const found = decideUpdate(message, view);
  return found.outcome === 'accepted' ? found.operations : [found.rcode, found.reason];
}

const present = { kind: 'present', challenge: MINE, value: VALUE_2 };
const good = txt(MINE, VALUE_2);

describe('zone section (RFC 2136 section 3.1)', () => {
  const one = { name: nameFromText(ZONE), type: TYPE.SOA, class: CLASS.IN };
  const cases: [string, Message['questions'], unknown][] = [
    ['none', [], [RCODE.FORMERR, 'zone-section']],
    ['two', [one, one], [RCODE.FORMERR, 'zone-section']],
    ['another type', [{ ...one, type: TYPE.NS }], [RCODE.FORMERR, 'zone-section']],
    ['another class', [{ ...one, class: CLASS.CH }], [RCODE.NOTAUTH, 'not-our-zone']],
    ['not a zone of ours', [{ ...one, name: nameFromText('com') }], [RCODE.NOTAUTH, 'not-our-zone']],
    ['in other letters', [{ ...one, name: nameFromText('EXAMPLE.com') }], [present]],
  ];
  for (const [what, questions, expected] of cases) {
    it(what, () => assert.deepEqual(decided({ ...update(ZONE, [good]), questions }), expected));
  }
});

describe('prerequisites (RFC 2136 section 3.2)', () => {
  const cases: [string, readonly ResourceRecord[], unknown][] = [
    ['with a TTL', [{ ...bare(MINE, TYPE.TXT), ttl: 1 }], [RCODE.FORMERR, 'prerequisite-form']],
    ['of another zone', [bare('_acme-challenge.example.org', TYPE.TXT)], [RCODE.NOTZONE, 'not-in-zone']],
    ['of a zone further down', [bare(`x.${DEEPER}`, TYPE.TXT)], [RCODE.NOTZONE, 'not-in-zone']],
    ['class ANY with data', [{ ...good, ttl: 0, class: CLASS.ANY }], [RCODE.FORMERR, 'prerequisite-form']],
    ['class NONE with data', [{ ...good, ttl: 0, class: CLASS.NONE }], [RCODE.FORMERR, 'prerequisite-form']],
    ['another class', [bare(MINE, TYPE.TXT, CLASS.CH)], [RCODE.FORMERR, 'prerequisite-form']],

    ['RRset exists: it does', [bare(MINE, TYPE.TXT)], [present]],
    ['RRset exists: it does not', [bare(IDLE, TYPE.TXT)], [RCODE.NXRRSET, 'prerequisite-false']],
    ['RRset exists: never another type', [bare(MINE, TYPE.A)], [RCODE.NXRRSET, 'prerequisite-false']],
    ['RRset exists: SOA at the apex', [bare(ZONE, TYPE.SOA)], [present]],
    ['RRset does not exist: so it is', [bare(IDLE, TYPE.TXT, CLASS.NONE)], [present]],
    [
      'RRset does not exist: it does',
      [bare(MINE, TYPE.TXT, CLASS.NONE)],
      [RCODE.YXRRSET, 'prerequisite-false'],
    ],
    ['name is in use: it is', [bare(MINE, TYPE.ANY)], [present]],
    ['name is in use: the apex always is', [bare(ZONE, TYPE.ANY)], [present]],
    ['name is in use: it is not', [bare(IDLE, TYPE.ANY)], [RCODE.NXDOMAIN, 'prerequisite-false']],
    ['name is not in use: so it is', [bare(IDLE, TYPE.ANY, CLASS.NONE)], [present]],
    ['name is not in use: it is', [bare(MINE, TYPE.ANY, CLASS.NONE)], [RCODE.YXDOMAIN, 'prerequisite-false']],

    ['RRset by value: equal', [txt(MINE, VALUE, 0)], [present]],
    [
      'RRset by value: equal, said twice',
      [txt(MINE, VALUE, 0), txt(MINE.toUpperCase(), VALUE, 0)],
      [present],
    ],
    ['RRset by value: another', [txt(MINE, VALUE_2, 0)], [RCODE.NXRRSET, 'prerequisite-false']],
    [
      'RRset by value: one more',
      [txt(MINE, VALUE, 0), txt(MINE, VALUE_2, 0)],
      [RCODE.NXRRSET, 'prerequisite-false'],
    ],
    ['RRset by value: none there', [txt(IDLE, VALUE, 0)], [RCODE.NXRRSET, 'prerequisite-false']],
    [
      'RRset by value: not TXT',
      [{ ...bare(MINE, TYPE.A, CLASS.IN), data: { kind: 'A', address: Uint8Array.of(192, 0, 2, 1) } }],
      [RCODE.REFUSED, 'prerequisite-type'],
    ],
    [
      'of somebody else: what is there is not told',
      [bare('_acme-challenge.theirs.example.com', TYPE.TXT)],
      [RCODE.REFUSED, 'rule'],
    ],
    ['of no challenge', [bare('www.example.com', TYPE.A)], [RCODE.REFUSED, 'no-challenge']],
  ];
  for (const [what, prerequisites, expected] of cases) {
    it(what, () => assert.deepEqual(decided(update(ZONE, [good], prerequisites)), expected));
  }

  it('come before the update section', () => {
    const wrong = [txt('_acme-challenge.example.org', VALUE)];
    assert.deepEqual(decided(update(ZONE, wrong, [bare(IDLE, TYPE.TXT)])), [
      RCODE.NXRRSET,
      'prerequisite-false',
    ]);
  });
});

describe('update section (RFC 2136 section 3.4)', () => {
  const cleanup = { kind: 'cleanup', challenge: MINE, value: VALUE };
  const clear = { kind: 'clear', challenge: MINE };
  const theirs = '_acme-challenge.theirs.example.com';
  const cases: [string, readonly ResourceRecord[], unknown][] = [
    ['nothing', [], []],
    ['add', [good], [present]],
    ['add, in other letters', [txt(MINE.toUpperCase(), VALUE_2)], [present]],
    ['delete a record', [without(txt(MINE, VALUE))], [cleanup]],
    ['delete a record that no value could be', [without(txt(MINE, 'x'))], []],
    ['delete an RRset', [bare(MINE, TYPE.TXT)], [clear]],
    ['delete a name', [bare(MINE, TYPE.ANY)], [clear]],
    ['delete and add, in their order', [bare(MINE, TYPE.TXT), good], [clear, present]],

    ['add of another zone', [txt('_acme-challenge.example.org', VALUE)], [RCODE.NOTZONE, 'not-in-zone']],
    ['add to a zone further down', [txt(`x.${DEEPER}`, VALUE)], [RCODE.NOTZONE, 'not-in-zone']],
    ['delete with a TTL', [{ ...bare(MINE, TYPE.TXT), ttl: 5 }], [RCODE.FORMERR, 'update-form']],
    [
      'delete a record with a TTL',
      [{ ...without(txt(MINE, VALUE)), ttl: 5 }],
      [RCODE.FORMERR, 'update-form'],
    ],
    ['delete an RRset with data', [{ ...good, ttl: 0, class: CLASS.ANY }], [RCODE.FORMERR, 'update-form']],
    ['add the type ANY', [bare(MINE, TYPE.ANY, CLASS.IN)], [RCODE.FORMERR, 'update-form']],
    ['add the type AXFR', [bare(MINE, TYPE.AXFR, CLASS.IN)], [RCODE.FORMERR, 'update-form']],
    ['delete the RRset AXFR', [bare(MINE, TYPE.AXFR)], [RCODE.FORMERR, 'update-form']],
    ['delete a record of type ANY', [bare(MINE, TYPE.ANY, CLASS.NONE)], [RCODE.FORMERR, 'update-form']],
    ['another class', [{ ...good, class: CLASS.CH }], [RCODE.FORMERR, 'update-form']],
    ['add an empty record', [{ ...bare(MINE, 65_280), class: CLASS.IN }], [RCODE.FORMERR, 'update-form']],

    [
      'another type',
      [
        {
          ...good,
          type: TYPE.A,
          data: { kind: 'A', address: Uint8Array.of(192, 0, 2, 1) },
        },
      ],
      [RCODE.REFUSED, 'not-txt'],
    ],
    ['delete an RRset of another type', [bare(MINE, TYPE.CNAME)], [RCODE.REFUSED, 'not-txt']],
    ['no challenge', [txt('www.example.com', VALUE)], [RCODE.REFUSED, 'no-challenge']],
    ['delete of no challenge', [bare('www.example.com', TYPE.ANY)], [RCODE.REFUSED, 'no-challenge']],
    ['not covered', [txt(theirs, VALUE)], [RCODE.REFUSED, 'rule']],
    ['delete, not covered', [bare(theirs, TYPE.TXT)], [RCODE.REFUSED, 'rule']],
    ['delete a record, not covered', [without(txt(theirs, 'x'))], [RCODE.REFUSED, 'rule']],
    ['a value too short', [txt(MINE, VALUE.slice(1))], [RCODE.REFUSED, 'value']],
    ['a value too long', [txt(MINE, `${VALUE}a`)], [RCODE.REFUSED, 'value']],
    ['a value of other characters', [txt(MINE, `${VALUE.slice(1)}=`)], [RCODE.REFUSED, 'value']],
    ['a value with a line feed', [txt(MINE, `${VALUE.slice(1)}\n`)], [RCODE.REFUSED, 'value']],
    ['one bad of two: none is made', [good, txt(theirs, VALUE)], [RCODE.REFUSED, 'rule']],
    ['form before rules', [txt(theirs, VALUE), bare(MINE, TYPE.AXFR)], [RCODE.FORMERR, 'update-form']],
  ];
  for (const [what, updates, expected] of cases) {
    it(what, () => assert.deepEqual(decided(update(ZONE, updates)), expected));
  }

  it('a value in two strings is another record than the value', () => {
    const strings = [VALUE.slice(0, 20), VALUE.slice(20)].map((text) => Uint8Array.from(Buffer.from(text)));
    const split: ResourceRecord = { ...good, data: { kind: 'TXT', strings } };
    assert.deepEqual(decided(update(ZONE, [split])), [RCODE.REFUSED, 'value']);
    assert.deepEqual(decided(update(ZONE, [without(split)])), []);
  });

  it('says what the rules said', () => {
    const found = decideUpdate(update(ZONE, [txt(theirs, VALUE)]), view);
    assert.ok(found.outcome === 'refused' && found.text === 'it is theirs');
  });

  it('is bounded, and nothing is looked up for too much', () => {
    const many = Array.from({ length: 128 }, (_, i) => txt(`_acme-challenge.h${i}.example.com`, VALUE));
    assert.equal(namesIn(update(ZONE, many)).length, 128);
    const more = update(ZONE, many, [bare(MINE, TYPE.TXT)]);
    assert.equal(namesIn(more).length, 0);
    assert.deepEqual(decided(more), [RCODE.REFUSED, 'too-many-records']);
  });
});

describe('any message', () => {
  it('changes covered challenges only, or nothing; and nothing is thrown', () => {
    const covered = new Set([MINE, IDLE, ZONE]);
    const names = fc.constantFrom<Name>(
      ...[MINE, IDLE, MINE.toUpperCase(), ZONE, `x.${DEEPER}`, '_acme-challenge.theirs.example.com', '.'].map(
        nameFromText,
      ),
    );
    const forms: readonly ((name: Name) => ResourceRecord)[] = [
      (name) => ({ ...good, name }),
      (name) => ({ ...good, name, ttl: 0 }),
      (name) => ({ ...without(good), name }),
      (name) => ({ ...bare('.', TYPE.TXT), name }),
      (name) => ({ ...bare('.', TYPE.ANY), name }),
      (name) => ({ ...bare('.', TYPE.TXT, CLASS.NONE), name }),
    ];
    const odd = fc.record({
      type: fc.constantFrom(TYPE.TXT, TYPE.ANY, TYPE.A, TYPE.TSIG, 0),
      class: fc.constantFrom(CLASS.IN, CLASS.ANY, CLASS.NONE, CLASS.CH),
      ttl: fc.constantFrom(0, 60),
    });
    const records = fc.array(
      fc.oneof(
        {
          weight: 9,
          arbitrary: fc.tuple(names, fc.constantFrom(...forms)).map(([name, form]) => form(name)),
        },
        fc.tuple(names, odd).map(([name, record]) => ({ ...bare('.', 0), ...record, name })),
      ),
      { maxLength: 3 },
    );
    let accepted = 0;
    fc.assert(
      fc.property(records, records, arbitraryMessage, (updates, prerequisites, any) => {
        for (const message of [update(ZONE, updates, prerequisites), update(ZONE, updates), any]) {
          const found = decideUpdate(message, view);
          if (found.outcome === 'refused') continue;
          accepted += found.operations.length;
          for (const { challenge } of found.operations) assert.ok(covered.has(challenge), challenge);
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(accepted > 50, `${accepted}`);
  });
});
