// Each fault of a script, seen from the client's side of the wire.
import assert from 'node:assert/strict';
import { after, afterEach, before, suite, test } from 'node:test';
import { extendedErrors, decodeMessage, DnsError, nameToText, RCODE } from '../../../src/wire/dns/index.ts';
import type { LabScript } from '../../../src/lab/index.ts';
import { ask, askTcp, askUdp, type Lab, lines, planOf, queryBytes, startLab } from './asking.ts';

const NAME = 'www.example.test';
const ZONES: LabScript['zones'] = [
  { name: 'example.test', records: 'www A 192.0.2.1\nwww TXT "true"\nx.www A 192.0.2.2\ngoal A 192.0.2.3' },
];

let lab: Lab;
before(async () => {
  lab = await startLab({ zones: ZONES });
});
after(() => lab.dns.close());

async function load(...rules: NonNullable<LabScript['rules']>): Promise<void> {
  lab.answers.length = 0;
  assert.deepEqual(await lab.dns.load(planOf({ zones: ZONES, rules })), { ok: true, value: undefined });
}

suite('faults that are answers', () => {
  for (const [fault, rcode] of [
    ['servfail', RCODE.SERVFAIL],
    ['refused', RCODE.REFUSED],
    ['formerr', RCODE.FORMERR],
    ['notimp', RCODE.NOTIMP],
    ['nxdomain', RCODE.NXDOMAIN],
    ['nodata', RCODE.NOERROR],
  ] as const) {
    test(fault, async () => {
      await load({ name: NAME, fault, ede: { code: 6, text: 'because' } });
      const message = await ask(lab, NAME, 'A', { edns: 1232 });
      assert.equal(message.rcode, rcode);
      assert.deepEqual(message.answers, []);
      assert.deepEqual(extendedErrors(message), [{ code: 6, text: 'because' }]);
      assert.equal(lab.answers[0]?.fault, fault);
      assert.equal(lab.answers[0]?.rule, 1);
      assert.equal((await ask(lab, 'goal.example.test', 'A')).answers.length, 1, 'others are not concerned');
    });
  }

  test('NXDOMAIN takes the names below with it only when they are asked under the rule', async () => {
    await load({ name: NAME, fault: 'nxdomain' });
    assert.equal((await ask(lab, `x.${NAME}`, 'A')).answers.length, 1);
  });

  test('NODATA of one type leaves the other', async () => {
    await load({ name: NAME, type: 'A', fault: 'nodata' });
    assert.equal((await ask(lab, NAME, 'A')).answers.length, 0);
    assert.deepEqual(lines((await ask(lab, NAME, 'TXT')).answers), [`${NAME} TXT true`]);
  });

  test('other records for clients elsewhere, and every answer says for whom it is', async () => {
    await load({ name: NAME, subnet: '199.43.0.0/16', fault: 'answer', records: '@ A 198.51.100.66' });
    const asked = (...subnet: number[]) =>
      ask(lab, NAME, 'A', { edns: 1232, subnet: Uint8Array.from(subnet) });
    const there = await asked(0, 1, 24, 0, 199, 43, 0);
    assert.deepEqual(lines(there.answers), [`${NAME} A 198.51.100.66`]);
    const optionOf = ({ edns }: typeof there) => edns?.options.map(({ code, data }) => [code, [...data]]);
    assert.deepEqual(optionOf(there), [[8, [0, 1, 24, 16, 199, 43, 0]]]);
    const here = await asked(0, 1, 24, 0, 193, 0, 0);
    assert.deepEqual(lines(here.answers), [`${NAME} A 192.0.2.1`]);
    assert.deepEqual(optionOf(here), [[8, [0, 1, 24, 24, 193, 0, 0]]]);
    const bad = await asked(0, 1, 40, 0, 199, 43, 0, 0, 0);
    assert.deepEqual(lines(bad.answers), [`${NAME} A 192.0.2.1`]);
    assert.deepEqual(optionOf(bad), []);
    assert.deepEqual(lines((await ask(lab, NAME, 'A')).answers), [`${NAME} A 192.0.2.1`]);
  });

  test('other records instead: a hijack', async () => {
    await load({ name: NAME, client: '127.0.0.0/8', fault: 'answer', records: '@ A 198.51.100.66' });
    assert.deepEqual(lines((await ask(lab, NAME, 'A')).answers), [`${NAME} A 198.51.100.66`]);
    assert.deepEqual(lines((await ask(lab, NAME, 'A', { at: '::1' })).answers), [`${NAME} A 192.0.2.1`]);
    assert.equal((await ask(lab, NAME, 'TXT')).answers.length, 0, 'the name has these records and no others');
  });

  test('a chain of CNAMEs, whole and in its single steps', async () => {
    await load({ name: NAME, fault: 'cname-chain', length: 4, to: 'goal.example.test' });
    const chain = lines((await ask(lab, NAME, 'A')).answers);
    assert.equal(chain.length, 5);
    assert.equal(chain[0], `${NAME} CNAME alias-1.${NAME}`);
    assert.deepEqual(chain.slice(3), [
      `alias-3.${NAME} CNAME goal.example.test`,
      'goal.example.test A 192.0.2.3',
    ]);
    assert.equal((await ask(lab, `alias-2.${NAME}`, 'A')).answers.length, 3);
  });

  for (const length of [1, 3]) {
    test(`a loop of ${length} CNAMEs`, async () => {
      await load({ name: NAME, fault: 'cname-loop', length });
      const loop = lines((await ask(lab, NAME, 'A')).answers);
      assert.equal(loop.length, length);
      assert.ok(loop.at(-1)?.endsWith(` CNAME ${NAME}`), loop.join());
    });
  }

  test('64 kB of TXT: truncated over UDP, whole over TCP, beside the true record', async () => {
    await load({ name: NAME, type: 'TXT', fault: 'big-txt', bytes: 64_000 });
    const small = await ask(lab, NAME, 'TXT', { edns: 4096 });
    assert.deepEqual([small.truncated, small.answers.length], [true, 1]); // whole records, as many as fit
    const big = await askTcp(lab, queryBytes(NAME, 'TXT'));
    assert.ok(big && big.length > 64_000);
    const { answers } = decodeMessage(big);
    assert.equal(lines(answers)[0], `${NAME} TXT true`);
    assert.equal(lines(answers)[1]?.replaceAll('|', '').length, `${NAME} TXT `.length + 64_000);
  });
});

async function timed(): Promise<number> {
  const began = performance.now();
  await ask(lab, NAME, 'A');
  return performance.now() - began;
}

suite('faults of the way', () => {
  test('drop: silence over UDP, and over TCP too', async () => {
    await load({ name: NAME, fault: 'drop' });
    assert.deepEqual(await askUdp(lab, queryBytes(NAME, 'A'), { silence: true }), []);
    const [logged] = lab.answers;
    assert.deepEqual([logged?.rcode, logged?.bytes, logged?.fault], [undefined, 0, 'drop']);
  });

  test('close: the TCP connection ends', async () => {
    await load({ name: NAME, fault: 'close' });
    assert.equal(await askTcp(lab, queryBytes(NAME, 'A')), undefined);
  });

  test('delay: not before its time', async () => {
    await load({ name: NAME, fault: 'delay', delay_ms: 120 });
    assert.ok((await timed()) >= 110);
  });

  test('any other fault can be late too', async () => {
    await load({ name: NAME, fault: 'servfail', delay_ms: 120 });
    assert.ok((await timed()) >= 110);
  });

  test('truncate: over UDP alone, or over TCP as well', async () => {
    for (const [fault, overTcp] of [
      ['truncate', false],
      ['truncate-always', true],
    ] as const) {
      await load({ name: NAME, fault });
      const udp = await ask(lab, NAME, 'A');
      assert.deepEqual([udp.truncated, udp.answers.length], [true, 0]);
      const tcp = decodeMessage((await askTcp(lab, queryBytes(NAME, 'A'))) ?? new Uint8Array());
      assert.deepEqual([tcp.truncated, tcp.answers.length], [overTcp, overTcp ? 0 : 1]);
    }
  });

  test('wrong port, and then the right answer', async () => {
    await load({ name: NAME, fault: 'wrong-port', then_answer: true });
    const ports = (await askUdp(lab, queryBytes(NAME, 'A'), { count: 2 })).map(({ port }) => port);
    assert.equal(ports.filter((port) => port === lab.dns.port).length, 1);
    assert.equal(ports.length, 2);
  });

  test('wrong address', { skip: process.platform !== 'linux' && 'only Linux has all of 127/8' }, async () => {
    await load({ name: NAME, fault: 'wrong-address', from: '127.0.0.2' });
    const [arrived] = await askUdp(lab, queryBytes(NAME, 'A'));
    assert.equal(arrived?.address, '127.0.0.2');
  });

  test('an address from which nothing can be sent refuses the script', async () => {
    const plan = planOf({ zones: ZONES, rules: [{ fault: 'wrong-address', from: '192.0.2.200' }] });
    const loaded = await lab.dns.load(plan);
    assert.equal(loaded.ok ? 'ok' : loaded.fault.code, 'listenFailed');
  });

  test('wrong id and wrong case', async () => {
    await load({ name: NAME, fault: 'wrong-id' });
    const [arrived] = await askUdp(lab, queryBytes(NAME, 'A', { id: 0x1234 }));
    assert.equal(arrived && decodeMessage(arrived.bytes).id, 0x1234 ^ 0xff00);
    await load({ name: NAME, fault: 'wrong-case' });
    const [question] = (await ask(lab, 'wWw.eXample-1.Test', 'A')).questions;
    assert.equal(question && nameToText(question.name), 'wWw.eXample-1.Test');
    const [turned] = (await ask(lab, 'wWw.eXample.Test', 'A')).questions;
    assert.equal(turned && nameToText(turned.name), 'WwW.ExAMPLE.tEST');
  });
});

suite('bytes that are no message', () => {
  for (const [how, code] of [
    ['pointer-loop', 'pointer'],
    ['pointer-forward', 'pointer'],
    ['cut', 'short'],
    ['counts', 'counts'],
    ['trailing', 'trailing'],
    ['label', 'label'],
    ['rdata', 'short'],
    ['garbage', 'counts'],
    ['empty', 'short'],
  ] as const) {
    test(`malformed ${how}: our decoder says ${code}; the id is kept`, async () => {
      await load({ name: NAME, fault: 'malformed', how });
      const [arrived] = await askUdp(lab, queryBytes(NAME, 'A', { id: 0x4242 }));
      assert.ok(arrived);
      if (how !== 'empty') assert.equal(arrived.bytes.readUInt16BE(0), 0x4242);
      assert.throws(
        () => decodeMessage(arrived.bytes),
        (error) => error instanceof DnsError && error.code === code,
      );
    });
  }
});

suite('when a rule applies', () => {
  afterEach(() => void (lab.answers.length = 0));

  test('the first rule that matches decides', async () => {
    await load(
      { name: NAME, type: ['A', 'TXT'], fault: 'none' },
      { name: '*.example.test', fault: 'refused' },
    );
    assert.equal((await ask(lab, NAME, 'A')).rcode, RCODE.NOERROR);
    assert.equal((await ask(lab, NAME, 'AAAA')).rcode, RCODE.REFUSED);
    assert.equal((await ask(lab, 'example.test', 'SOA')).rcode, RCODE.NOERROR, 'below is not at');
    assert.deepEqual(
      lab.answers.map(({ rule }) => rule),
      [1, 2, undefined],
    );
  });

  test('family, transport and client', async () => {
    await load(
      { family: 6, transport: 'udp', fault: 'servfail' },
      { transport: 'tcp', client: ['192.0.2.0/24', '127.0.0.1'], fault: 'refused' },
    );
    assert.equal((await ask(lab, NAME, 'A')).rcode, RCODE.NOERROR);
    assert.equal((await ask(lab, NAME, 'A', { at: '::1' })).rcode, RCODE.SERVFAIL);
    const tcp = async (at: string) =>
      decodeMessage((await askTcp(lab, queryBytes(NAME, 'A'), at)) ?? new Uint8Array()).rcode;
    assert.equal(await tcp('127.0.0.1'), RCODE.REFUSED);
    assert.equal(await tcp('::1'), RCODE.NOERROR);
  });

  for (const [nth, hits] of [
    [2, '.x...'],
    ['2-3', '.xx..'],
    ['3-', '..xxx'],
  ] as const) {
    test(`nth = ${nth}`, async () => {
      await load({ name: NAME, nth, fault: 'refused' });
      let seen = '';
      for (let i = 0; i < 5; i++) seen += (await ask(lab, NAME, 'A')).rcode === RCODE.REFUSED ? 'x' : '.';
      assert.equal(seen, hits);
    });
  }
});
