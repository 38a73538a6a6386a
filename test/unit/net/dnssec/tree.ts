// A small signed tree in memory, and how to ask a validating resolver about it.
import assert from 'node:assert/strict';
import { createValidatingResolver } from '../../../../src/net/dnssec/index.ts';
import type { ValidatingSettings } from '../../../../src/net/dnssec/index.ts';
import type { Lookup, QuestionType } from '../../../../src/net/index.ts';
import { nameFromText } from '../../../../src/wire/dns/index.ts';
import type { ResourceRecord } from '../../../../src/wire/dns/index.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';
import { NOW, a, dsOf, keysOf, makeSigner, message, nsec, scriptedSource, signed } from './signing.ts';
import type { Script, Signer } from './signing.ts';

export const BUDGET_MS = 5000;

/** The root, `test` and `zone.test`, each signed, with the records given for their names. */
export function tree(): { script: Script; root: Signer; test: Signer; zone: Signer } {
  const [root, test, zone] = [makeSigner('.'), makeSigner('test'), makeSigner('zone.test')];
  const script: Script = new Map([
    ['. DNSKEY', keysOf(root)],
    ['test DS', message(signed(root, dsOf(test)))],
    ['test DNSKEY', keysOf(test)],
    ['zone.test DS', message(signed(test, dsOf(zone)))],
    ['zone.test DNSKEY', keysOf(zone)],
    ['www.zone.test A', message(signed(zone, a('www.zone.test', 1), a('www.zone.test', 2)))],
    ['none.zone.test A', message([], denial(zone), 'NXDOMAIN')],
    ['www.zone.test TXT', message([], denial(zone))],
  ]);
  return { script, root, test, zone };
}

/** The whole NSEC chain of `zone.test`: apex, `www` and `zz`. */
export function denial(zone: Signer): readonly ResourceRecord[] {
  return [
    ...signed(zone, nsec('zone.test', 'www.zone.test', ['NS', 'SOA', 'NSEC', 'RRSIG', 'DNSKEY'])),
    ...signed(zone, nsec('www.zone.test', 'zz.zone.test', ['A', 'NSEC', 'RRSIG'])),
    ...signed(zone, nsec('zz.zone.test', 'zone.test', ['NS', 'NSEC', 'RRSIG'])),
  ];
}

type Changes = Partial<ValidatingSettings>;

/** A resolver that trusts this root, and how to ask it. */
export function validating(script: Script, root: Signer, changes: Changes = {}) {
  const clock = createVirtualClock(NOW * 1000);
  const resolver = createValidatingResolver({
    source: scriptedSource(script),
    clock,
    anchors: { anchors: [{ zone: root.zone, data: root.key }], islands: [] },
    mode: 'record',
    ...changes,
  });
  return (name: string, type: QuestionType): Promise<Lookup> =>
    resolver.lookup({ name, type, hop: 0, deadlineMs: clock.monotonic() + BUDGET_MS });
}

export function ask(
  script: Script,
  root: Signer,
  name: string,
  type: QuestionType = 'A',
  changes: Changes = {},
): Promise<Lookup> {
  return validating(script, root, changes)(name, type);
}

export function anchored(zone: string, { data }: ResourceRecord): Changes {
  assert.ok(data.kind === 'DS' || data.kind === 'DNSKEY');
  return { anchors: { anchors: [{ zone: nameFromText(zone), data }], islands: [] } };
}

export async function verdict(...what: Parameters<typeof ask>): Promise<string> {
  const { evidence } = await ask(...what);
  const { status, reason, link } = evidence.dnssec ?? { status: 'none' };
  return reason === undefined ? status : `${status} ${reason} ${link}`;
}
