import assert from 'node:assert/strict';
import { gatherProofs, judgeDenial, judgeNoDs } from '../../../src/net/dnssec/denial.ts';
import { readAlias } from '../../../src/net/dnssec/alias.ts';
import { ownersOf, recordSet } from '../../../src/net/dnssec/record-set.ts';
import { checkSet } from '../../../src/net/dnssec/signature.ts';
import { newWork } from '../../../src/net/dnssec/work.ts';
import { readAnswer } from '../../../src/net/resolver/answer.ts';
import { readReply } from '../../../src/net/resolver/delegation.ts';
import { judge, type Query } from '../../../src/net/resolver/query.ts';
import {
  bitmapTypes,
  canonicalData,
  compareNames,
  decodeMessage,
  DIGEST_TYPE,
  digestKey,
  DnsError,
  encodeMessage,
  extendedErrors,
  hashName,
  keyTag,
  type Message,
  nameEquals,
  nameFromHost,
  nameFromText,
  nameToText,
  type ResourceRecord,
  TYPE,
  typeBitmap,
  typeText,
} from '../../../src/wire/dns/index.ts';
import { checkBytes, checkSame, checkWeight, some, tried } from '../checks.ts';
import type { Target } from '../types.ts';

const ASKED = nameFromText('www.zone.test');
const ZONE = nameFromText('zone.test');
/** Id and question of all inputs of `dns-reply`, as they were before they were changed. */
const QUERY: Pick<Query, 'id' | 'name' | 'type'> = { id: 0x1234, name: ASKED, type: TYPE.TXT };
/** Seconds since 1970 at which the signatures of the kept messages are good. */
const NOW = 1_800_000_000;
/** A pointer of two bytes stands for a list of up to 127 labels, which are shared. */
const NAMES_WEIGH = 160;

export const DNS_TARGETS: readonly Target[] = [
  { name: 'dns-message', kind: 'dns', bytesMax: 65_535, weight: 9, run: runMessage },
  { name: 'dns-reply', kind: 'dns', bytesMax: 65_535, weight: 7, run: runReply },
  { name: 'dnssec', kind: 'dns', bytesMax: 65_535, weight: 1, run: runDnssec },
  { name: 'dns-name', kind: 'text', bytesMax: 2_048, weight: 4, run: runName },
];

function runMessage(input: Uint8Array): string {
  const read = tried(DnsError, () => decodeMessage(input));
  if (!read.ok) return read.refused;
  const message = read.value;
  checkWeight(message, input, NAMES_WEIGH);
  const records = allOf(message);
  assert.ok(records.length * 11 <= input.length, 'more records than bytes for them');
  for (const { text } of extendedErrors(message)) assert.match(text, /^[^\p{Cc}]{0,256}$/u);
  for (const record of records) examine(record);
  const written = tried(DnsError, () => encodeMessage(message));
  // names that were compressed may be longer whole
  if (!written.ok) return `unwritten ${written.refused}`;
  const again = decodeMessage(written.value);
  if (again.truncated && !message.truncated) return 'longer when written';
  if (again.answers.length === message.answers.length) checkSame(again, message, 'read again');
  checkBytes(encodeMessage(again), written.value, 'written again');
  return shapeOf(message);
}

/** What is done with a record whatever its type, and with its data. */
function examine({ name, data, type }: ResourceRecord): void {
  checkSame(nameFromText(nameToText(name)), name, 'a name in text');
  const canonical = tried(DnsError, () => canonicalData(type, data));
  if (!canonical.ok) assert.match(canonical.refused, /^too-large/);
  if (data.kind === 'NSEC' || data.kind === 'NSEC3') {
    const types = bitmapTypes(data.bitmap);
    assert.ok(types.length <= 8 * data.bitmap.length);
    checkBytes(typeBitmap(types), data.bitmap, 'a bitmap');
  }
  if (data.kind === 'DNSKEY') {
    assert.equal(keyTag(data), keyTag(data) & 0xffff);
    for (const digestType of Object.values(DIGEST_TYPE)) digestKey(name, data, digestType);
  }
  if (data.kind === 'NSEC3') assert.equal(hashName(name, data.salt, Math.min(3, data.iterations)).length, 20);
}

function runReply(input: Uint8Array): string {
  const shapes: string[] = [];
  for (const transport of ['udp', 'tcp'] as const) {
    const judged = judge(QUERY, input, transport);
    if (judged.kind !== 'reply') {
      shapes.push(judged.kind);
      continue;
    }
    const { message } = judged;
    const reading = readAnswer(message.answers, ASKED, TYPE.TXT);
    assert.ok(reading.chain.length <= 17, `${reading.chain.length} aliases`);
    const meaning = readReply(message, ZONE, ASKED, TYPE.TXT);
    if (meaning.kind === 'referral') {
      const { nameServers, zone } = meaning.referral;
      assert.ok(nameServers.length <= 16);
      assert.ok(zone.length > ZONE.length);
    }
    shapes.push(`${reading.kind} ${meaning.kind} ${some(reading.chain.length)}`);
  }
  return shapes.join(', ');
}

/** Chains of signatures by the keys that lie in the message itself, and every kind of denial. */
function runDnssec(input: Uint8Array): string {
  const read = tried(DnsError, () => decodeMessage(input));
  if (!read.ok) return 'unread';
  const message = read.value;
  const keys = message.additionals.flatMap(({ data, name }) =>
    data.kind === 'DNSKEY' && nameEquals(name, ZONE) ? [{ tag: keyTag(data), data }] : [],
  );
  const zone = { zone: ZONE, keys };
  const shapes = new Set<string>();
  const work = newWork();
  for (const type of [TYPE.A, TYPE.TXT, TYPE.DNSKEY, TYPE.DNAME])
    for (const owner of ownersOf(message.answers, type, 4)) {
      const check = checkSet(recordSet(message.answers, owner, type), zone, NOW, work);
      shapes.add(check.ok ? `signed ${check.expanded}` : check.reason);
    }
  const alias = readAlias(message.answers, ASKED);
  if (alias !== undefined) shapes.add(`alias ${alias.wrong}`);
  const asked = { owner: ASKED, type: TYPE.TXT };
  const gathered = gatherProofs(message, asked, zone, NOW, work);
  if (gathered.proofs === undefined) shapes.add(gathered.failing.reason);
  else {
    for (const kind of ['nxdomain', 'nodata'] as const) {
      const verdict = judgeDenial(gathered.proofs, asked, kind, work);
      shapes.add(verdict.status === 'secure' ? `denied ${kind}` : verdict.reason);
    }
    const noDs = judgeNoDs(gathered.proofs, ASKED, work);
    shapes.add(noDs === 'no-cut' ? noDs : `ds ${noDs.reason}`);
  }
  for (const left of Object.values(work)) assert.ok(left >= -1_000, 'the budget holds');
  return [...shapes].toSorted().join(' ');
}

function runName(input: Uint8Array): string {
  const text = Buffer.from(input).toString('latin1');
  const read = tried(DnsError, () => nameFromText(text));
  const host = tried(DnsError, () => nameFromHost(text));
  if (host.ok) {
    assert.ok(read.ok && nameEquals(host.value, read.value), 'a host name is a name');
  }
  if (!read.ok) return read.refused;
  checkSame(nameFromText(nameToText(read.value)), read.value, 'a name in text');
  assert.equal(compareNames(read.value, read.value), 0);
  return `${some(read.value.length)} labels, host ${host.ok}`;
}

function shapeOf(message: Message): string {
  const { answers, authorities, additionals, edns, truncated } = message;
  const sections = [answers, authorities, additionals].map(kindsOf).join('|');
  const labels = some(Math.max(0, ...allOf(message).map(({ name }) => name.length)));
  return `${sections} ${edns === undefined ? '' : `edns ${some(edns.options.length)}`} ${truncated ? 'tc' : ''} ${labels}`;
}

/** The first two: more would make every mixture a shape of its own. */
function kindsOf(records: readonly ResourceRecord[]): string {
  const kinds = records.map(({ data, type }) => (data.kind === 'unknown' ? `?${typeText(type)}` : data.kind));
  return [...new Set(kinds)].toSorted().slice(0, 2).join(' ');
}

function allOf({ answers, authorities, additionals }: Message): readonly ResourceRecord[] {
  return [...answers, ...authorities, ...additionals];
}
