import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import {
  createRequestView,
  decodeMessage,
  encodeMessage,
  type Message,
  readRequest,
} from '../../../../src/wire/dns/index.ts';
import { arbitraryMessage } from './arbitraries.ts';

const view = createRequestView();
const read = (bytes: Uint8Array) => readRequest(view, bytes, bytes.length);
const asQuery = (message: Message): Message => ({
  ...message,
  response: false,
  opcode: 0,
  questions: message.questions.slice(0, 1),
});

/** How a query with this question is read: name, then type and class. */
function question(...name: number[]): string {
  return read(Uint8Array.of(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...name, 0, 1, 0, 1));
}

function nameInView(): string[] {
  const { bytes, offsets, labels } = view.name;
  return Array.from({ length: labels }, (_, i) => {
    const at = offsets[i] ?? 0;
    return Buffer.from(bytes.subarray(at + 1, at + 1 + (bytes[at] ?? 0))).toString('latin1');
  });
}

describe('a request read in place', () => {
  it('is what the codec makes of it', () => {
    fc.assert(
      fc.property(arbitraryMessage.map(asQuery), (message) => {
        const bytes = encodeMessage(message);
        const whole = decodeMessage(bytes);
        assert.equal(read(bytes), 'read');
        assert.equal(view.id, whole.id);
        assert.equal(view.questions, whole.questions.length);
        const [question] = whole.questions;
        if (question !== undefined) {
          const lower = question.name.map((label) =>
            Buffer.from(label)
              .toString('latin1')
              .replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
          );
          assert.deepEqual(nameInView(), lower);
          assert.deepEqual([view.type, view.class], [question.type, question.class]);
        }
        assert.equal(view.edns, whole.edns !== undefined);
        if (whole.edns === undefined) return;
        const { version, udpSize, dnssecOk, options } = whole.edns;
        assert.deepEqual([view.version, view.udpSize, view.dnssecOk], [version, udpSize, dnssecOk]);
        const cookie = version === 0 ? options.find(({ code }) => code === 10) : undefined;
        assert.equal(view.cookieAt >= 0, cookie !== undefined);
        if (cookie !== undefined) {
          assert.deepEqual(bytes.subarray(view.cookieAt, view.cookieAt + view.cookieLength), cookie.data);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('cut anywhere is no request, and nothing of the last one is left in it', () => {
    fc.assert(
      fc.property(arbitraryMessage.map(asQuery), fc.nat(), (message, cut) => {
        const bytes = encodeMessage(message);
        const short = bytes.subarray(0, cut % bytes.length);
        assert.equal(read(short), short.length < 12 ? 'ignored' : 'malformed');
        if (short.length >= 12) assert.ok(view.questionEnd <= short.length);
      }),
      { numRuns: 500 },
    );
  });

  it('of another opcode is not read behind its header; a response is ignored', () => {
    const update = Uint8Array.of(1, 2, 0x28, 0, 0, 9, 0, 9, 0, 9, 0, 9, 255);
    assert.equal(read(update), 'read');
    assert.deepEqual([view.opcode, view.questions, view.questionEnd], [5, 0, 12]);
    assert.equal(read(Uint8Array.of(1, 2, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0)), 'ignored');
  });

  it('with a question that no honest one is, is malformed', () => {
    assert.equal(question(0), 'read');
    assert.equal(question(1, 97, 0), 'read');
    assert.equal(question(0xc0, 12), 'malformed', 'a pointer');
    assert.equal(question(64, ...Array.from({ length: 64 }, () => 97), 0), 'malformed', 'a label of 64');
    const long = Array.from({ length: 4 }, () => [63, ...Array.from({ length: 63 }, () => 97)]).flat();
    assert.equal(question(...long.slice(0, 192), 61, ...long.slice(1, 62), 0), 'read', '255 bytes');
    assert.equal(question(...long.slice(0, 192), 62, ...long.slice(1, 63), 0), 'malformed', '256 bytes');
  });
});
