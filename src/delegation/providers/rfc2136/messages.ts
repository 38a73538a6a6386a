import { randomInt } from 'node:crypto';
import {
  CLASS,
  type Message,
  nameFromText,
  OPCODE,
  type ResourceRecord,
  TYPE,
  updateMessage,
} from '../../../wire/dns/index.ts';
import type { TxtValue } from '../types.ts';
import { EDNS_UDP_BYTES } from './limits.ts';

/**
 * An UPDATE about one TXT record. Added only where no alias is: beside a CNAME the server would pass over the record without a word
 * (RFC 2136 section 3.4.2.2), and say that all is well.
 */
export function textUpdate(kind: 'add' | 'remove', { zone, name, value }: TxtValue, ttlS: number): Message {
  const owner = nameFromText(name);
  const data = { kind: 'TXT', strings: [Uint8Array.from(Buffer.from(value, 'latin1'))] } as const;
  const record = { name: owner, type: TYPE.TXT, data };
  const noAlias: ResourceRecord = {
    name: owner,
    type: TYPE.CNAME,
    class: CLASS.NONE,
    ttl: 0,
    data: { kind: 'unknown', bytes: new Uint8Array(0) },
  };
  return updateMessage({
    id: newId(),
    zone: nameFromText(zone),
    ...(kind === 'add' && { prerequisites: [noAlias] }),
    updates: [
      kind === 'add' ? { ...record, class: CLASS.IN, ttl: ttlS } : { ...record, class: CLASS.NONE, ttl: 0 },
    ],
  });
}

/** A question to the primary itself: nothing is searched elsewhere. */
export function listQuery(question: Message['questions'][number]): Message {
  return {
    ...updateMessage({ id: newId(), zone: question.name, updates: [] }),
    opcode: OPCODE.QUERY,
    questions: [question],
    edns: { udpSize: EDNS_UDP_BYTES, extendedRcode: 0, version: 0, dnssecOk: false, options: [] },
  };
}

function newId(): number {
  return randomInt(0x1_0000);
}
