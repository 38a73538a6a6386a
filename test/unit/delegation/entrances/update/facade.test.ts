import assert from 'node:assert/strict';
import { it } from 'node:test';
import { answerFacade, type Soa } from '../../../../../src/delegation/entrances/update/facade.ts';
import {
  CLASS,
  extendedErrors,
  type Message,
  nameFromText,
  nameToText,
  RCODE,
  TYPE,
} from '../../../../../src/wire/dns/index.ts';
import { update } from './records.ts';

const soa: Soa = {
  kind: 'SOA',
  mname: nameFromText('ns1.sixfour.example'),
  rname: nameFromText('hostmaster.sixfour.example'),
  serial: 1,
  refresh: 14_400,
  retry: 3600,
  expire: 1_209_600,
  minimum: 300,
};
const zones = ['acme.sixfour.example', 'deep.acme.sixfour.example'].map(nameFromText);

function ask(name: string, type: number = TYPE.SOA, klass: number = CLASS.IN): Message {
  const questions = [{ name: nameFromText(name), type, class: klass }];
  const edns = { udpSize: 1232, extendedRcode: 0, version: 0, dnssecOk: false, options: [] };
  return answerFacade({ ...update('.', []), opcode: 0, questions, edns }, zones, soa);
}

/** Rcode, AA, the owner of the SOA, and the section that it is in. */
function told(message: Message): readonly unknown[] {
  assert.ok(message.response && !message.recursionAvailable);
  const [answer] = message.answers;
  const [authority] = message.authorities;
  const record = answer ?? authority;
  if (record !== undefined) assert.deepEqual(record.data, soa);
  const where = answer === undefined ? (authority === undefined ? 'none' : 'authority') : 'answer';
  return [message.rcode, message.authoritative, record && nameToText(record.name), where];
}

const here = (zone: string, where: string) => [RCODE.NOERROR, true, zone, where];
const nowhere = [RCODE.REFUSED, false, undefined, 'none'];

const cases: [string, Message, readonly unknown[]][] = [
  [
    'a challenge name is a zone',
    ask('_acme-challenge.example.com'),
    here('_acme-challenge.example.com', 'answer'),
  ],
  [
    'its letters stay as they came',
    ask('_ACME-challenge.Example.com'),
    here('_ACME-challenge.Example.com', 'answer'),
  ],
  ['below it', ask('_x._acme-challenge.example.com'), here('_acme-challenge.example.com', 'authority')],
  ['far below it', ask('a.b._acme-challenge.example.com'), here('_acme-challenge.example.com', 'authority')],
  ['a zone of ours', ask('acme.sixfour.example'), here('acme.sixfour.example', 'answer')],
  ['in it', ask('com-example.acme.sixfour.example'), here('acme.sixfour.example', 'authority')],
  ['in one inside', ask('x.deep.acme.sixfour.example'), here('deep.acme.sixfour.example', 'authority')],
  ['a customer zone', ask('example.com'), nowhere],
  ['the root', ask('.'), nowhere],
  ['another class', ask('_acme-challenge.example.com', TYPE.SOA, CLASS.CH), nowhere],
  ['another type', ask('_acme-challenge.example.com', TYPE.TXT), nowhere],
  ['ANY', ask('_acme-challenge.example.com', TYPE.ANY), nowhere],
  ['AXFR', ask('acme.sixfour.example', TYPE.AXFR), nowhere],
];
for (const [what, reply, expected] of cases) {
  it(`the facade tells the zone: ${what}`, () => assert.deepEqual(told(reply), expected));
}

it('a refusal says why, where the client speaks EDNS', () => {
  assert.deepEqual(codes(ask('example.com')), [20]);
  assert.deepEqual(codes(ask('_acme-challenge.example.com', TYPE.TXT)), [21]);
  const plain = answerFacade({ ...update('example.com', []), opcode: 0 }, zones, soa);
  assert.equal(plain.edns, undefined);
  assert.equal(answerFacade({ ...plain, questions: [] }, zones, soa).rcode, RCODE.FORMERR);
});

function codes(message: Message): readonly number[] {
  return extendedErrors(message).map((error) => error.code);
}
