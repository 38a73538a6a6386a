import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strings } from '../../../scripts/i18n.ts';
import { catalogue, describeFault } from '../../../src/i18n/index.ts';
import { fr } from '../../../src/i18n/fr/index.ts';
import { en } from '../../../src/i18n/en/index.ts';
import { fault } from '../../../src/core/index.ts';
import { markerCalls, said } from './markers.ts';

const french = catalogue('fr-FR');

test('a no-break space stands before high punctuation and inside of quotation marks', () => {
  const wrong = [...strings(fr)].flatMap(([path, message]) =>
    path === 'cli.labExample' // a file for a program, with its own comments
      ? []
      : markerCalls([]).flatMap((call) => {
          const place = /.{0,20}(?: [:;!?»](?=\s|$)|« |[^\s«] »|\w[;!?»]).{0,20}/.exec(
            prose(said(message, call) ?? ''),
          );
          return place === null ? [] : [`${path}: ${place[0]}`];
        }),
  );
  assert.deepEqual([...new Set(wrong)], []);
});

test('the apostrophe of French words is a curved one', () => {
  const wrong = [...strings(fr)].flatMap(([path, message]) =>
    path === 'cli.labExample'
      ? []
      : markerCalls([]).flatMap((call) => /\p{L}'\p{L}.{0,20}/u.exec(prose(said(message, call) ?? '')) ?? []),
  );
  assert.deepEqual([...new Set(wrong)], []);
});

test('reasons that come into a message in English are French in it', () => {
  const least = en.cli.allow.reasons.prefixTooWide({ least: 32 });
  assert.match(
    describeFault(fault('notAnAllowance', { kind: 'network', value: '::/1', reason: least }), french),
    /réseau.*Indiquez des préfixes de 32 bits ou plus\.$/,
  );
  const { allowed } = en.settings['keys.credential'];
  const wrong = { origin: 'sixfour.toml', key: 'keys.credential', value: '3', allowed };
  assert.match(
    describeFault(fault('settingInvalid', wrong), french),
    /Valeurs permises\u{a0}: true ou false\.$/u,
  );
  const range = 'an IPv6 form of an IPv4 address that is loopback (127.0.0.0/8, RFC 1122)';
  assert.match(
    describeFault(fault('addressRefused', { address: '::ffff:127.0.0.1', range }), french),
    /adresse de bouclage \(127\.0\.0\.0\/8, RFC 1122\)/,
  );
});

test('numbers have their plural', () => {
  const { findings } = french.cli.health;
  assert.deepEqual(
    [0, 1, 2].map((count) => findings({ count })),
    ['0 constat', '1 constat', '2 constats'],
  );
});

/** A text without what is written for programs. */
function prose(text: string): string {
  return text
    .replaceAll(/```.*?```/gs, '-')
    .replaceAll(/`[^`]*`/g, '-')
    .replaceAll(/\{ .*? \}/g, '-')
    .replaceAll(/<!--.*?-->/gs, '-');
}
