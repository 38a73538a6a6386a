// Signed zones in memory: keys, signatures, and a source that answers from prepared messages.
import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { LookupOutcome } from '../../../../src/core/index.ts';
import type { Question, SignedResolver } from '../../../../src/net/index.ts';
import { readAnswer } from '../../../../src/net/resolver/answer.ts';
import {
  CLASS,
  DIGEST_TYPE,
  RCODE,
  newMessage,
  TYPE,
  digestKey,
  keyTag,
  nameFromText,
  nameKey,
  signedBytes,
  typeBitmap,
} from '../../../../src/wire/dns/index.ts';
import type {
  Dnskey,
  Message,
  Name,
  RecordData,
  ResourceRecord,
  Rrsig,
} from '../../../../src/wire/dns/index.ts';

/** Seconds since 1970 at which everything here is valid. */
export const NOW = 1_800_000_000;

export type Signer = {
  readonly zone: Name;
  readonly key: Dnskey;
  readonly privateKey: KeyObject;
  /** An RRSIG over the set; `change` is applied before signing, `after` to the finished fields. */
  sign(records: readonly ResourceRecord[], change?: Partial<Rrsig>, after?: Partial<Rrsig>): ResourceRecord;
};

/** A zone with one Ed25519 key, which signs everything. */
export function makeSigner(zone: string): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const key: Dnskey = {
    kind: 'DNSKEY',
    flags: 257,
    protocol: 3,
    algorithm: 15,
    publicKey: Uint8Array.from(raw),
  };
  const name = nameFromText(zone);
  return {
    zone: name,
    key,
    privateKey,
    sign(records, change = {}, after = {}) {
      const [first] = records;
      if (first === undefined) throw new Error('nothing to sign');
      const wildcard = first.name[0]?.length === 1 && first.name[0][0] === 0x2a;
      const fields: Omit<Rrsig, 'signature'> = {
        kind: 'RRSIG',
        typeCovered: first.type,
        algorithm: 15,
        labels: first.name.length - (wildcard ? 1 : 0),
        originalTtl: first.ttl,
        expiration: NOW + 1000,
        inception: NOW - 1000,
        keyTag: keyTag(key),
        signer: name,
        ...change,
      };
      const signature = Uint8Array.from(sign(null, signedBytes(fields, records), privateKey));
      return {
        name: first.name,
        type: TYPE.RRSIG,
        class: CLASS.IN,
        ttl: first.ttl,
        data: { ...fields, signature, ...after },
      };
    },
  };
}

export function record(name: string, data: RecordData): ResourceRecord {
  if (data.kind === 'unknown') throw new Error('a known type');
  return { name: nameFromText(name), type: TYPE[data.kind], class: CLASS.IN, ttl: 300, data };
}

export function a(name: string, last: number): ResourceRecord {
  return record(name, { kind: 'A', address: Uint8Array.of(192, 0, 2, last) });
}

export function cname(name: string, target: string): ResourceRecord {
  return record(name, { kind: 'CNAME', target: nameFromText(target) });
}

export function nsec(name: string, next: string, types: readonly (keyof typeof TYPE)[]): ResourceRecord {
  const bitmap = typeBitmap(types.map((type) => TYPE[type]));
  return record(name, { kind: 'NSEC', next: nameFromText(next), bitmap });
}

/** The DS record for a zone's key. */
export function dsOf(child: Signer): ResourceRecord {
  const digest = digestKey(child.zone, child.key, DIGEST_TYPE.SHA256) ?? new Uint8Array(0);
  const { key, zone } = child;
  return record(nameKey(zone), {
    kind: 'DS',
    keyTag: keyTag(key),
    algorithm: key.algorithm,
    digestType: DIGEST_TYPE.SHA256,
    digest,
  });
}

export function message(
  answers: readonly ResourceRecord[],
  authorities: readonly ResourceRecord[] = [],
  rcode: keyof typeof RCODE = 'NOERROR',
): Message {
  return newMessage({
    id: 1,
    response: true,
    authoritative: true,
    rcode: RCODE[rcode],
    questions: [],
    answers,
    authorities,
  });
}

/** The set and its signature. */
export function signed(signer: Signer, ...records: ResourceRecord[]): readonly ResourceRecord[] {
  return [...records, signer.sign(records)];
}

/** The answer to a DNSKEY question. */
export function keysOf(signer: Signer): Message {
  const key = record(nameKey(signer.zone), signer.key);
  return message(signed(signer, key));
}

export type Script = Map<string, Message | readonly { readonly name: string; readonly message: Message }[]>;

/** Answers from the script by `name TYPE`; what it does not hold is a timeout. `asked` lists the questions. */
export function scriptedSource(script: Script): SignedResolver & { readonly asked: string[] } {
  const asked: string[] = [];
  const answer = (name: Name, typeName: string, type: number): ReturnType<SignedResolver['fetch']> => {
    const text = `${nameKey(name)} ${typeName}`;
    asked.push(text);
    const found = script.get(text) ?? [];
    const replies =
      'id' in found
        ? [{ name, zone: [], message: found }]
        : found.map((one) => ({ name: nameFromText(one.name), zone: [], message: one.message }));
    const last = replies.at(-1);
    const reading = last && readAnswer(last.message.answers, last.name, type);
    const records = reading?.kind === 'records' && last?.message.rcode === 0 ? reading.records : [];
    const denied = last?.message.rcode === RCODE.NXDOMAIN ? 'nxdomain' : 'nodata';
    const outcome: LookupOutcome = last === undefined ? 'timeout' : records.length > 0 ? 'answer' : denied;
    return Promise.resolve({
      evidence: {
        kind: 'lookup',
        at: 0,
        hop: 0,
        name: nameKey(name),
        type: typeName,
        outcome,
        records: records.length,
        tries: 1,
        ms: 0,
      },
      addresses: records.map(() => ({ text: '192.0.2.1', family: 4 })),
      texts: [],
      records,
      steps: [],
      replies,
    });
  };
  return {
    asked,
    lookup: (question: Question) => answer(nameFromText(question.name), question.type, TYPE[question.type]),
    fetch: (name, type) => answer(name, type === TYPE.DS ? 'DS' : 'DNSKEY', type),
  };
}
