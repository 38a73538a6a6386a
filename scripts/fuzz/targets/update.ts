import assert from 'node:assert/strict';
import { decideUpdate, namesIn, type UpdateView } from '../../../src/delegation/entrances/update/decide.ts';
import { answerFacade, facadeSoa } from '../../../src/delegation/entrances/update/facade.ts';
import { RECORDS_MAX } from '../../../src/delegation/entrances/update/limits.ts';
import { replyTo } from '../../../src/delegation/entrances/update/reply.ts';
import {
  decodeMessage,
  DnsError,
  encodeMessage,
  type Message,
  nameFromText,
  nameIsUnder,
  nameKey,
  signTsig,
  signTsigReply,
  type TsigKey,
  verifyTsig,
} from '../../../src/wire/dns/index.ts';
import { tried } from '../checks.ts';
import type { Target } from '../types.ts';

const NOW = 1_800_000_000;
/** Nobody signed an input with it. */
const KEY: TsigKey = {
  name: nameFromText('client'),
  algorithm: 'hmac-sha256',
  secret: Uint8Array.of(1, 2, 3),
};
const ZONE = nameFromText('acme.sixfour.example');
const SOA = facadeSoa('ns1.acme.sixfour.example', 'hostmaster@sixfour.example');

const view: UpdateView = {
  isZone: (zone) => zone.length < 6,
  isIn: nameIsUnder,
  standing: (name) =>
    nameKey(name).startsWith('_acme-challenge.')
      ? { outcome: 'covered', challenge: nameKey(name), own: [] }
      : { outcome: 'no-challenge' },
};

export const UPDATE_TARGETS: readonly Target[] = [
  { name: 'dns-update', kind: 'dns', bytesMax: 32_768, weight: 5, run },
];

/** A signed message as the entrance for updates takes it apart; whatever was decoded can be decided and answered. */
function run(input: Uint8Array): string {
  const read = tried(DnsError, () => decodeMessage(input));
  if (!read.ok) return read.refused;
  const message = read.value;
  const signature = examineSignature(input, message);
  assert.ok(namesIn(message).length <= RECORDS_MAX);
  const found = decideUpdate(message, view);
  checkReply(message, found.outcome === 'refused' ? replyTo(message, found) : replyTo(message));
  checkReply(message, answerFacade(message, [ZONE], SOA));
  if (found.outcome === 'refused') return `${signature} ${found.rcode} ${found.reason}`;
  for (const operation of found.operations) {
    assert.ok(operation.challenge.startsWith('_acme-challenge.'));
    if (operation.kind !== 'clear') assert.match(operation.value, /^[A-Za-z0-9_-]{43}$/);
  }
  return `${signature} ${found.operations
    .map(({ kind }) => kind)
    .join(' ')
    .slice(0, 30)}`;
}

function examineSignature(input: Uint8Array, message: Message): string {
  const check = verifyTsig(input, message, { keyOf: () => KEY, now: NOW, allowSha1: true });
  assert.notEqual(check.outcome, 'signed', 'a signature that nobody made');
  if (check.outcome !== 'refused' || message.tsig === undefined) return check.outcome;
  const { tsig, ...rest } = message;
  const reply = encodeMessage({ ...rest, questions: [], answers: [], authorities: [], additionals: [] });
  assert.ok(decodeMessage(signTsigReply(reply, tsig, check, NOW)).id === message.id);
  // and whatever it says, it can be signed
  const signed = signTsig(reply, KEY, { now: NOW });
  const again = verifyTsig(signed, decodeMessage(signed), { keyOf: () => KEY, now: NOW, allowSha1: false });
  assert.equal(again.outcome, 'signed');
  return check.reason;
}

function checkReply(request: Message, reply: Message): void {
  const written = tried(DnsError, () => encodeMessage(reply));
  if (!written.ok) return; // names that were compressed are longer whole
  const read = decodeMessage(written.value);
  assert.ok(read.response && read.id === request.id && read.tsig === undefined);
}
