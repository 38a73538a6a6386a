import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as fc from 'fast-check';
import { isInTime, nextInTime } from '../../../../src/delegation/broker/rule-time.ts';
import { isOpen, nextOpening, readWindow } from '../../../../src/delegation/broker/window.ts';

const two = (number: number) => String(number).padStart(2, '0');
const window = (text: string) => {
  const read = readWindow(text);
  assert.ok(read, text);
  return read;
};
const at = (text: string) => Date.parse(text);
const opens = (text: string, from: string) => {
  const next = nextOpening(window(text), at(from));
  return next === undefined ? undefined : new Date(next).toISOString().replace('.000Z', 'Z');
};

suite('a window is read', () => {
  test('days, hours, zone', () => {
    assert.deepEqual(window('Mon-Fri 08:00-18:00 Europe/Berlin'), {
      days: [1, 2, 3, 4, 5],
      start: 480,
      end: 1_080,
      zone: 'Europe/Berlin',
    });
    assert.deepEqual(window('daily 00:00-24:00 UTC').days, [0, 1, 2, 3, 4, 5, 6]);
    assert.deepEqual(window('sat,MON 22:30-02:00 Asia/Kolkata').days, [1, 6]);
    assert.deepEqual(window('Sat-Mon 10:00-11:00 UTC').days, [0, 1, 6]);
  });

  test('a zone in other letters, or by another of its names, is looked up once', (t) => {
    const made = t.mock.method(Intl, 'DateTimeFormat');
    for (const zone of ['europe/OSLO', 'Asia/Katmandu', 'Asia/Kathmandu']) {
      const before = made.mock.callCount();
      for (let i = 0; i < 3; i++) assert.ok(readWindow(`daily 08:00-18:00 ${zone}`));
      assert.equal(made.mock.callCount() - before, 1, zone);
    }
  });

  test('anything else is none', () => {
    for (const text of [
      '',
      'Mon-Fri',
      'Mon-Fri 08:00-18:00',
      'Mon-Fri 8:00-18:00 UTC',
      'Mon-Fri 08:00-18:00 Europe/Atlantis',
      'Mon-Fri 08:00-18:00 +01:00',
      'Mon-Fri 08:00-24:01 UTC',
      'Mon-Fri 24:00-24:00 UTC',
      'Mon-Fri 08:60-18:00 UTC',
      'Mon-Fri-Sat 08:00-18:00 UTC',
      'Funday 08:00-18:00 UTC',
      'Mon, 08:00-18:00 UTC',
      'Mon 08:00-18:00 UTC more',
    ]) {
      assert.equal(readWindow(text), undefined, text);
    }
  });
});

suite('the clocks of the place count', () => {
  const rows: readonly [text: string, open: string[], shut: string[]][] = [
    [
      'Mon-Fri 08:00-18:00 Europe/Berlin',
      ['2026-07-06T06:00:00Z', '2026-07-06T15:59:59.999Z', '2026-12-07T07:00:00Z'],
      ['2026-07-06T05:59:59.999Z', '2026-07-06T16:00:00Z', '2026-12-07T06:59:59Z', '2026-07-05T10:00:00Z'],
    ],
    // over midnight, into the day after
    [
      'Fri 22:00-02:00 America/New_York',
      ['2026-11-21T03:00:00Z', '2026-11-21T06:59:59Z'],
      ['2026-11-21T02:59:59Z', '2026-11-21T07:00:00Z', '2026-11-20T04:00:00Z'],
    ],
    // the hour that comes twice in autumn counts twice
    [
      'Sun 02:00-03:00 Europe/Berlin',
      ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
      ['2026-10-24T23:59:59Z', '2026-10-25T02:00:00Z'],
    ],
    // the hour that is left out in spring opens nothing; what lasts longer opens when the clocks are set
    [
      'Sun 02:00-03:00 Europe/Berlin',
      ['2026-03-22T01:30:00Z'],
      ['2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z', '2026-03-29T01:30:00Z'],
    ],
    [
      'Sun 02:30-03:30 Europe/Berlin',
      ['2026-03-29T01:00:00Z'],
      ['2026-03-29T00:59:59Z', '2026-03-29T01:30:00Z'],
    ],
    // clocks that are set by half an hour, and a day that a place left out
    ['Sun 02:00-02:30 Australia/Lord_Howe', ['2026-04-04T15:30:00Z'], ['2026-10-03T15:30:00Z']],
    ['daily 00:00-24:00 Pacific/Apia', ['2011-12-30T09:59:00Z', '2011-12-30T10:00:00Z'], []],
    [
      'Fri 00:00-24:00 Pacific/Apia',
      ['2011-12-23T12:00:00Z'],
      ['2011-12-30T09:59:00Z', '2011-12-30T10:00:00Z'],
    ],
  ];
  for (const [text, open, shut] of rows) {
    test(text, () => {
      for (const moment of open) assert.equal(isOpen(window(text), at(moment)), true, moment);
      for (const moment of shut) assert.equal(isOpen(window(text), at(moment)), false, moment);
    });
  }
});

suite('when it opens next', () => {
  for (const [text, from, expected] of [
    ['Mon-Fri 08:00-18:00 Europe/Berlin', '2026-03-27T18:00:00Z', '2026-03-30T06:00:00Z'],
    ['Mon-Fri 08:00-18:00 Europe/Berlin', '2026-10-23T17:00:00Z', '2026-10-26T07:00:00Z'],
    ['Sun 02:00-03:00 Europe/Berlin', '2026-03-28T12:00:00Z', '2026-04-05T00:00:00Z'],
    ['Sun 02:30-03:30 Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-29T01:00:00Z'],
    ['Sun 02:00-02:10 Europe/Berlin', '2026-10-25T00:20:00Z', '2026-10-25T01:00:00Z'],
    ['Fri 22:00-02:00 America/New_York', '2026-11-21T07:00:00Z', '2026-11-28T03:00:00Z'],
    ['Fri 00:00-24:00 Pacific/Apia', '2011-12-24T12:00:00Z', '2012-01-05T10:00:00Z'],
    ['daily 00:00-24:00 UTC', '2026-01-01T05:00:00Z', '2026-01-01T05:00:00Z'],
  ] as const) {
    test(`${text} after ${from}`, () => assert.equal(opens(text, from), expected));
  }

  test('is the first minute of those that are open, in zones with and without summer', () => {
    const MINUTE = 60_000;
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
    );
    const clock = fc.integer({ min: 0, max: 1_439 }).map((minute) => {
      return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
    });
    const day = fc.constantFrom('Sun', 'Sat', 'Mon-Tue', 'daily');
    // around the days on which clocks are set
    const moments = fc
      .tuple(
        fc.constantFrom('2026-03-28', '2026-04-04', '2026-10-03', '2026-10-24'),
        fc.integer({ min: 0, max: 2_880 }),
      )
      .map(([date, minutes]) => Date.parse(date) + minutes * MINUTE);
    fc.assert(
      fc.property(day, clock, clock, zones, moments, (days, start, end, zone, from) => {
        const one = window(`${days} ${start}-${end} ${zone}`);
        const next = nextOpening(one, from);
        if (next === undefined) return;
        assert.ok(isOpen(one, next));
        // nothing before it is open: the 400 minutes before it, or as many as there are
        for (let before = next - MINUTE; before >= Math.max(from, next - 400 * MINUTE); before -= MINUTE) {
          assert.equal(isOpen(one, before), false, new Date(before).toISOString());
        }
      }),
      { numRuns: 150 },
    );
  });
});

suite('the times of a rule', () => {
  const windows = ['Mon 08:00-09:00 UTC', 'Wed 08:00-09:00 UTC'];
  test('one window is enough; dates bound them all', () => {
    assert.equal(isInTime({ windows }, at('2026-11-25T08:30:00Z')), true);
    assert.equal(isInTime({ windows }, at('2026-11-24T08:30:00Z')), false);
    const bounded = { windows, from: at('2026-11-24'), until: at('2026-11-25T08:30:00Z') };
    assert.equal(isInTime(bounded, at('2026-11-23T08:30:00Z')), false);
    assert.equal(isInTime(bounded, at('2026-11-25T08:29:59Z')), true);
    assert.equal(isInTime(bounded, at('2026-11-25T08:30:00Z')), false);
    assert.equal(nextInTime(bounded, at('2026-11-01')), at('2026-11-25T08:00:00Z'));
    assert.equal(nextInTime(bounded, at('2026-11-25T08:30:00Z')), undefined);
    assert.equal(nextInTime({ from: 5 }, 1), 5);
    assert.equal(nextInTime({ until: 5 }, 5), undefined);
  });
});
