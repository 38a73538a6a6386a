// A lab server on loopback and questions to it, byte by byte: no resolver that would hide what came.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { describeFault } from '../../../src/i18n/index.ts';
import { systemClock } from '../../../src/core/index.ts';
import {
  compileScript,
  type LabAnswer,
  type LabDns,
  type LabPlan,
  type LabScript,
  startLabDns,
} from '../../../src/lab/index.ts';
import {
  CLASS,
  EDNS_OPTION,
  TYPE,
  decodeMessage,
  encodeMessage,
  newMessage,
  nameFromText,
  nameToText,
} from '../../../src/wire/dns/index.ts';
import type { Message, ResourceRecord } from '../../../src/wire/dns/index.ts';

const PATIENCE_MS = 5_000;
const SILENCE_MS = 150;

export type Lab = {
  readonly dns: LabDns;
  readonly plan: LabPlan;
  readonly answers: LabAnswer[];
};
export type Arrived = { readonly bytes: Buffer; readonly address: string; readonly port: number };

export function planOf(script: LabScript): LabPlan {
  const plan = compileScript(script);
  assert.ok(plan.ok, plan.ok ? '' : plan.fault.map((one) => describeFault(one)).join('\n'));
  return plan.value;
}

/** Starts the script on both loopback addresses; the test closes it. */
export async function startLab(script: LabScript): Promise<Lab> {
  const plan = planOf(script);
  const answers: LabAnswer[] = [];
  const started = await startLabDns({
    plan,
    addresses: ['::1', '127.0.0.1'],
    port: 0,
    clock: systemClock,
    onAnswer: (answer) => void answers.push(answer),
  });
  assert.ok(started.ok, JSON.stringify(started));
  return { dns: started.value, plan, answers };
}

export type QueryOptions = {
  readonly edns?: number;
  readonly dnssec?: boolean;
  readonly id?: number;
  /** The client that is asked for: the data of its option. */
  readonly subnet?: Uint8Array;
};

export function queryBytes(name: string, type: keyof typeof TYPE, options: QueryOptions = {}): Uint8Array {
  const { edns, dnssec = false, id = 4711, subnet } = options;
  const asked = subnet && [{ code: EDNS_OPTION.CLIENT_SUBNET, data: subnet }];
  return encodeMessage(
    newMessage({
      id,
      questions: [{ name: nameFromText(name), type: TYPE[type], class: CLASS.IN }],
      ...((edns !== undefined || dnssec) && {
        edns: { udpSize: edns ?? 1232, extendedRcode: 0, version: 0, dnssecOk: dnssec, options: asked ?? [] },
      }),
    }),
  );
}

/** All datagrams that come for one question: the first `count` of them, or none when it stays silent. */
export async function askUdp(
  lab: Lab,
  query: Uint8Array,
  options: { at?: string; count?: number; silence?: boolean; fireAndForget?: boolean } = {},
): Promise<Arrived[]> {
  const { at = '127.0.0.1', count = 1, silence = false, fireAndForget = false } = options;
  const socket = createSocket(at.includes(':') ? 'udp6' : 'udp4');
  const arrived: Arrived[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, silence ? SILENCE_MS : PATIENCE_MS);
      socket.on('message', (bytes, { address, port }) => {
        arrived.push({ bytes, address, port });
        if (!silence && arrived.length === count) {
          clearTimeout(timer);
          resolve();
        }
      });
      socket.on('error', reject);
      socket.send(query, lab.dns.port, at, () => fireAndForget && resolve());
    });
    return arrived;
  } finally {
    socket.close();
  }
}

/** The reply over TCP without its length; undefined where the connection ended without one. */
export async function askTcp(lab: Lab, query: Uint8Array, at = '127.0.0.1'): Promise<Buffer | undefined> {
  const socket = connect(lab.dns.port, at);
  try {
    return await new Promise<Buffer | undefined>((resolve, reject) => {
      let pending = Buffer.alloc(0);
      socket.setTimeout(PATIENCE_MS, () => reject(new Error('no answer')));
      socket.on('data', (chunk) => {
        pending = Buffer.concat([pending, chunk]);
        if (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0))
          resolve(pending.subarray(2));
      });
      socket.on('close', () => resolve(undefined));
      socket.on('error', reject);
      socket.write(Buffer.concat([Uint8Array.of(query.length >> 8, query.length & 0xff), query]));
    });
  } finally {
    socket.destroy();
  }
}

/** One question over UDP and its one reply, decoded. */
export async function ask(
  lab: Lab,
  name: string,
  type: keyof typeof TYPE,
  options: QueryOptions & { at?: string } = {},
): Promise<Message> {
  const query = queryBytes(name, type, options);
  const [first] = await askUdp(lab, query, options.at === undefined ? {} : { at: options.at });
  assert.ok(first, `no answer for ${name} ${type}`);
  return decodeMessage(first.bytes);
}

/** Records as `name TYPE data`, so that a whole section is one comparison. */
export function lines(records: readonly ResourceRecord[]): string[] {
  return records.map(({ name, type, data }) => `${nameToText(name)} ${typeName(type)} ${dataText(data)}`);
}

function typeName(type: number): string {
  return Object.entries(TYPE).find(([, number]) => number === type)?.[0] ?? `TYPE${type}`;
}

function dataText(data: ResourceRecord['data']): string {
  if (data.kind === 'A') return data.address.join('.');
  if (data.kind === 'AAAA') return Buffer.from(data.address).toString('hex');
  if (data.kind === 'TXT') return data.strings.map((one) => Buffer.from(one).toString('latin1')).join('|');
  if (data.kind === 'CAA') return `${data.flags} ${data.tag} ${Buffer.from(data.value).toString('latin1')}`;
  if (data.kind === 'MX') return `${data.preference} ${nameToText(data.exchange)}`;
  if (data.kind === 'SOA') return `${nameToText(data.mname)} ${data.serial}`;
  if (data.kind === 'DS') return `${data.keyTag} ${data.algorithm} ${data.digestType}`;
  if (data.kind === 'NSEC') return nameToText(data.next);
  if (data.kind === 'RRSIG') return `${typeName(data.typeCovered)} ${data.labels}`;
  if ('target' in data) return nameToText(data.target);
  return data.kind;
}
