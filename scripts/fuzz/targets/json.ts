import assert from 'node:assert/strict';
import { readAncestorDomains } from '../../../src/authority/acme/policy/ancestors.ts';
import { readContacts } from '../../../src/authority/acme/policy/contacts.ts';
import { readIdentifiers } from '../../../src/authority/acme/policy/names.ts';
import { decodeJws } from '../../../src/authority/acme/jws/decode.ts';
import {
  readExternalAccountBinding,
  verifyExternalAccountBinding,
} from '../../../src/authority/acme/jws/external-account.ts';
import { readPublicKey } from '../../../src/authority/acme/jws/public-key.ts';
import { parseJsonObject } from '../../../src/authority/acme/jws/strict-json.ts';
import { checkAlgorithm } from '../../../src/authority/acme/jws/verify.ts';
import { createNonces } from '../../../src/authority/acme/nonces.ts';
import { readOrderDraft } from '../../../src/authority/acme/resources/order-draft.ts';
import { checkPublicKey } from '../../../src/authority/ca/index.ts';
import { type Fault, systemClock as clock } from '../../../src/core/index.ts';
import { describeFault } from '../../../src/i18n/index.ts';
import { readAnswer } from '../../../src/validation/perspective/open-mpic/answer-read.ts';
import { readAsk } from '../../../src/validation/perspective/open-mpic/ask-read.ts';
import { readFault } from '../../../src/validation/perspective/open-mpic/fault-read.ts';
import { parseJson } from '../../../src/validation/perspective/open-mpic/issues.ts';
import { readMpic } from '../../../src/validation/perspective/open-mpic/mpic-read.ts';
import {
  certificateAsk,
  clientsAsk,
  helloAnswer,
  joinAnswer,
  joinAsk,
  readBody,
  refusalAnswer,
  renewAnswer,
  versionShape,
} from '../../../src/validation/perspective/transport/protocol.ts';
import { checkSame, checkWeight, some } from '../checks.ts';
import type { Target } from '../types.ts';
import { ACME_WORDS, MPIC_WORDS } from './words.ts';

/** `[]` is two bytes and an object. */
const JSON_WEIGHS = 64;

export const JSON_TARGETS: readonly Target[] = [
  { name: 'json', kind: 'json', bytesMax: 50_000, weight: 6, words: ACME_WORDS, run: runJson },
  { name: 'jws', kind: 'json', bytesMax: 50_000, weight: 2, words: ACME_WORDS, run: runJws },
  { name: 'acme-payload', kind: 'json', bytesMax: 50_000, weight: 4, words: ACME_WORDS, run: runPayload },
  { name: 'open-mpic-ask', kind: 'json', bytesMax: 65_536, weight: 2, words: MPIC_WORDS, run: runAsk },
  {
    name: 'open-mpic-answer',
    kind: 'json',
    bytesMax: 262_144,
    weight: 2,
    words: MPIC_WORDS,
    run: runAnswer,
  },
  {
    name: 'peer-message',
    kind: 'json',
    bytesMax: 65_536,
    weight: 1,
    words: MPIC_WORDS,
    run: runPeerMessage,
  },
];

function runJson(input: Uint8Array): string {
  const read = parseJsonObject(input);
  if (!read.ok) return read.fault.kind;
  checkWeight(read.value, input, JSON_WEIGHS);
  const text = JSON.stringify(read.value); // what is lost in it is the sign of -0
  const again = parseJsonObject(Buffer.from(text));
  assert.ok(again.ok, 'what was read can be written');
  assert.equal(JSON.stringify(again.value), text, 'read again');
  return `${some(Object.keys(read.value).length)} members`;
}

const NONCES = createNonces(clock);
const OWN_KEY = readPublicKey(
  {
    kty: 'EC',
    crv: 'P-256',
    x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
    y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  },
  checkPublicKey,
);

/** A request's body as far as it is read before anything is asked of the store. */
function runJws(input: Uint8Array): string {
  const jws = decodeJws(input);
  if (!jws.ok) return told(jws.fault);
  const { header, payloadBytes } = jws.value;
  const algorithm = checkAlgorithm(jws.value);
  if (typeof header['nonce'] === 'string')
    assert.equal(NONCES.use(header['nonce']), false, 'a nonce of nobody');
  const shapes = [algorithm === undefined ? 'algorithm' : told(algorithm)];
  if (header['jwk'] !== undefined) {
    const key = readPublicKey(header['jwk'], checkPublicKey);
    shapes.push(key.ok ? key.value.algorithm : told(key.fault));
    if (key.ok)
      checkSame(readPublicKey(JSON.parse(key.value.jwk), checkPublicKey).ok, true, 'the stored key');
  }
  const payload = parseJsonObject(payloadBytes);
  shapes.push(payload.ok ? 'payload' : payload.fault.kind);
  if (payload.ok && payload.value['externalAccountBinding'] !== undefined && OWN_KEY.ok) {
    const outer = { url: 'https://localhost/acme/new-account', key: OWN_KEY.value };
    const binding = readExternalAccountBinding(payload.value['externalAccountBinding'], outer);
    shapes.push(binding.ok ? 'binding' : told(binding.fault));
    if (binding.ok)
      assert.notEqual(verifyExternalAccountBinding(binding.value, new Uint8Array(32)), undefined);
  }
  return shapes.join(' ');
}

function runPayload(input: Uint8Array): string {
  const read = parseJsonObject(input);
  if (!read.ok) return read.fault.kind;
  const contacts = readContacts(read.value['contact']);
  const draft = readOrderDraft(read.value, 'default', 100);
  const shapes = [contacts.ok ? some(contacts.value.length) : told(contacts.fault)];
  if (!draft.ok) return `${shapes.join(' ')} ${told(draft.fault)}`;
  const { bad, offered } = readAncestorDomains(draft.value.identifiers);
  const identifiers = readIdentifiers(draft.value.identifiers, { testAddresses: false });
  if (!identifiers.ok) return `${shapes.join(' ')} ${told(identifiers.fault)}`;
  checkSame(readIdentifiers(identifiers.value, { testAddresses: false }), identifiers, 'in normal form');
  return `${shapes.join(' ')} ${some(identifiers.value.length)} ${some(offered.size)} ${some(bad.length)}`;
}

const FRAME = { peer: 'peer', caaIssuers: ['ca.example'] };

function runAsk(input: Uint8Array): string {
  const body = parseJson(input);
  const shapes: string[] = [];
  for (const check of ['dcv', 'caa'] as const)
    for (const own of [false, true]) {
      const ask = readAsk(check, body, { ...FRAME, own });
      if (ask.ok) {
        checkWeight(ask.value, input, JSON_WEIGHS);
        assert.ok(own || !ask.value.ours, 'a stranger is not taken for our own');
        shapes.push(`${ask.value.request.type} ${ask.value.request.identifier.type}`);
      } else shapes.push(ask.fault.issue);
    }
  const mpic = readMpic(body, 6, { ...FRAME, own: false });
  if (mpic.ok)
    assert.ok(mpic.value.quorum >= mpic.value.count - 2 && mpic.value.quorum >= 1, 'never below the table');
  return [...shapes, mpic.ok ? some(mpic.value.count) : mpic.fault.issue].join(' ');
}

const REQUEST = {
  identifier: { type: 'dns', value: 'example.org' },
  wildcard: false,
  type: 'http-01',
  token: 'token',
  keyAuthorization: 'token.thumbprint',
  subscriber: { accountUrls: [], thumbprint: '' },
  caa: { mode: 'off', issuers: [] },
  directory: '',
  owner: 'owner',
} as const;

function runAnswer(input: Uint8Array): string {
  const body = parseJson(input);
  const shapes: string[] = [];
  for (const speaks of ['sixfour', 'open-mpic'] as const)
    for (const check of ['dcv', 'caa'] as const) {
      const answer = readAnswer(check, REQUEST, body, { name: 'agent-1', speaks });
      if (!answer.answered) {
        shapes.push(answer.outcome);
        continue;
      }
      checkWeight(answer, input, JSON_WEIGHS);
      if (answer.fault !== undefined) {
        assert.ok(!answer.passed, 'whoever refuses does not pass');
        told(answer.fault);
      }
      assert.ok(answer.evidence.length <= 256);
      if (answer.passed) assert.ok((body as { check_passed?: unknown }).check_passed === true, 'a plain yes');
      shapes.push(`${answer.passed} ${some(answer.evidence.length)} ${answer.fault?.code ?? ''}`);
    }
  return shapes.join(', ');
}

const PEER_MESSAGES = {
  versionShape,
  joinAsk,
  joinAnswer,
  helloAnswer,
  renewAnswer,
  certificateAsk,
  clientsAsk,
  refusalAnswer,
};

function runPeerMessage(input: Uint8Array): string {
  const read = Object.entries(PEER_MESSAGES).filter(([, schema]) => {
    const value = readBody(schema, input);
    if (value === undefined) return false;
    checkWeight(value, input, JSON_WEIGHS);
    checkSame(readBody(schema, Buffer.from(JSON.stringify(value))), value, 'read again');
    return true;
  });
  const fault = readFault(parseJson(input));
  if (fault !== undefined) told(fault);
  return `${read.map(([name]) => name).join(' ')} ${fault?.code ?? ''}`;
}

/** A refusal's code; its text must be sayable, whatever stands in it. */
function told(fault: Fault): string {
  const text = describeFault(fault);
  assert.ok(text.length > 0 && text.length < 20_000, `a text of ${text.length} characters`);
  return fault.code;
}
