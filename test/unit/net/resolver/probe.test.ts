// Single name servers asked as a diagnosis asks them: offered sizes, client subnets, signatures, and why UDP cannot be trusted.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { systemClock } from '../../../../src/core/index.ts';
import { createServerProber, type ServerProber } from '../../../../src/net/index.ts';
import { nameFromText, nameKey, TYPE, type Message } from '../../../../src/wire/dns/index.ts';
import { record } from '../../../support/dns-answer.ts';
import { type DnsServer, type DnsServerSettings, startDnsServer } from '../../../support/dns-server.ts';

type Asked = Partial<Parameters<ServerProber['probe']>[1]>;

/** One A record, with signatures of it and of another type. */
function signedAnswer(query: Message): Message {
  const [question] = query.questions;
  assert.ok(question !== undefined);
  const signature = {
    kind: 'RRSIG',
    typeCovered: TYPE.A,
    algorithm: 13,
    labels: 3,
    originalTtl: 60,
    expiration: 1_800_000_000,
    inception: 1_700_000_000,
    keyTag: 1,
    signer: nameFromText('x.test'),
    signature: new Uint8Array(64),
  } as const;
  const answers = [
    record(question.name, TYPE.A, { kind: 'A', address: Uint8Array.of(192, 0, 2, 1) }),
    record(question.name, TYPE.RRSIG, signature),
    record(question.name, TYPE.RRSIG, { ...signature, typeCovered: TYPE.AAAA }),
  ];
  return { ...query, response: true, authoritative: true, answers };
}

describe('server prober', () => {
  const open: DnsServer[] = [];
  afterEach(async () => {
    for (const dns of open.splice(0)) await dns.close();
  });

  async function probe(settings: DnsServerSettings, more: Asked = {}) {
    const dns = await startDnsServer({ zones: ['x.test'], listen: ['127.0.0.1'], ...settings });
    open.push(dns);
    const said = await createServerProber({ clock: systemClock }).probe(
      { address: '127.0.0.1', port: dns.port },
      {
        zone: nameFromText('x.test'),
        name: nameFromText('abcdefghijklmnop.x.test'),
        type: TYPE.A,
        transport: 'udp',
        tryMs: 300,
        ...more,
      },
    );
    return { said, dns };
  }

  it('offers the size that it is told, asks for signatures and for a client elsewhere', async () => {
    const subnet = { address: Uint8Array.of(192, 0, 2, 77), bits: 24 };
    const { dns } = await probe({}, { udpBytes: 4_096, signatures: true, subnet });
    const edns = dns.queries[0]?.message.edns;
    assert.equal(edns?.udpSize, 4_096);
    assert.equal(edns?.dnssecOk, true);
    assert.deepEqual(
      edns?.options.map(({ code, data }) => [code, [...data]]),
      [[8, [0, 1, 24, 0, 192, 0, 2]]],
    );
  });

  it('cuts a subnet of IPv6 to its prefix', async () => {
    const address = Uint8Array.of(0x20, 1, 0xd, 0xb8, 1, 2, 3, 9, 9, 9, 9, 9, 9, 9, 9, 9);
    const { dns } = await probe({}, { subnet: { address, bits: 48 } });
    const [option] = dns.queries[0]?.message.edns?.options ?? [];
    assert.deepEqual([...(option?.data ?? [])], [0, 2, 48, 0, 0x20, 1, 0xd, 0xb8, 1, 2]);
  });

  it('says why UDP cannot be trusted, and leaves the letters as they are where it is told to', async () => {
    const names = { 'abcdefghijklmnop.x.test': { A: ['192.0.2.1'], flatCase: true } };
    const mixed = await probe({ names });
    assert.equal(mixed.said.outcome, 'over-tcp');
    assert.ok(mixed.said.outcome === 'over-tcp' && mixed.said.why === 'case');
    const plain = await probe({ names }, { plainCase: true });
    assert.equal(plain.said.outcome, 'answer');
    const cut = await probe({ names: { 'abcdefghijklmnop.x.test': { A: ['192.0.2.1'], truncate: true } } });
    assert.ok(cut.said.outcome === 'over-tcp' && cut.said.why === 'truncated');
  });

  it('tells where an alias leads, and the signatures that came along', async () => {
    const alias = await probe({ names: { 'abcdefghijklmnop.x.test': { CNAME: 'www.other.test' } } });
    assert.ok(alias.said.outcome === 'alias' && nameKey(alias.said.target) === 'www.other.test');
    const { said } = await probe({ handler: signedAnswer }, { signatures: true });
    assert.ok(said.outcome === 'answer');
    assert.deepEqual(
      said.signatures.map(({ typeCovered, expiration }) => [typeCovered, expiration]),
      [[TYPE.A, 1_800_000_000]],
    );
  });
});
