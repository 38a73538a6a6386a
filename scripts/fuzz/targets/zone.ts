import assert from 'node:assert/strict';
import { createCookies } from '../../../src/delegation/zone/cookies.ts';
import { createRateLimit } from '../../../src/delegation/zone/rate-limit.ts';
import { createResponder, REPLY_BUFFER_BYTES } from '../../../src/delegation/zone/responder.ts';
import { createZoneSet } from '../../../src/delegation/zone/zone-set.ts';
import { decodeMessage, rcodeText, typeText } from '../../../src/wire/dns/index.ts';
import type { Target } from '../types.ts';

const VALUE = 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0';
const NOW_MS = 1_800_000_000_000;
const SERVERS = {
  nameServers: [{ host: 'ns.zone.test', addresses: ['192.0.2.53', '2001:db8::53'] }],
  mailbox: 'dns.admin@zone.test',
};

const zones = createZoneSet({
  zones: [
    {
      ...SERVERS,
      name: 'zone.test',
      records: [{ name: 'alias.zone.test', type: 'CNAME', target: 'www.zone.test' }],
    },
  ],
  onDemand: SERVERS,
  seed: 64,
});
// names of the other targets' inputs, so that theirs are questions here too
for (const [label, count] of [
  ['www', 2],
  ['a', 200],
  ['idle', 0],
] as const) {
  const values = Array.from({ length: count }, () => VALUE);
  zones.apply({ sequence: 1, zone: 'zone.test', label, values });
}
zones.apply({ sequence: 2, zone: '_acme-challenge.example.test', label: '', values: [VALUE] });
const responder = createResponder({
  zones,
  cookies: createCookies([new Uint8Array(16)]),
  rate: createRateLimit(1_000, 64),
  onFetch: () => {},
});
const out = new Uint8Array(REPLY_BUFFER_BYTES);

export const ZONE_TARGETS: readonly Target[] = [
  { name: 'zone-question', kind: 'dns', bytesMax: 65_535, weight: 9, run },
];

/** Whatever comes has an answer that is a message within its size, but for what is no question. */
function run(input: Uint8Array): string {
  const shapes = (['udp', 'tcp'] as const).map((transport) => {
    const size = responder.respond(input, input.length, '2001:db8::7', transport, NOW_MS, out);
    const isQuestion = input.length >= 12 && ((input[2] ?? 0) & 0x80) === 0;
    assert.equal(size > 0, isQuestion);
    if (size === 0) return 'ignored';
    assert.ok(size <= (transport === 'udp' ? 1_232 : 65_535), `${size} bytes by ${transport}`);
    const reply = decodeMessage(out.subarray(0, size));
    assert.ok(reply.response && reply.id === (((input[0] ?? 0) << 8) | (input[1] ?? 0)));
    if (reply.truncated) assert.equal(reply.answers.length + reply.authorities.length, 0);
    const types = reply.answers.slice(0, 3).map(({ type }) => typeText(type));
    return `${rcodeText(reply.rcode)} ${reply.authorities.length} ${reply.edns?.options.length ?? '-'} ${types.join(' ')}`;
  });
  return shapes.join(', ');
}
