// A zone signed as it is served, with the key of RFC 6605 section 6.1, and our own validator as its reader.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { createTrustChain } from '../../src/net/dnssec/trust-chain.ts';
import { validateReplies } from '../../src/net/dnssec/validate.ts';
import { newWork } from '../../src/net/dnssec/work.ts';
import type { SignedLookup, SignedResolver } from '../../src/net/resolver/index.ts';
import { readZoneKey } from '../../src/delegation/zone/zone-key.ts';
import type { ZoneSettings } from '../../src/delegation/zone/index.ts';
import {
  type Message,
  type Name,
  nameFromText,
  nameIsUnder,
  nameToText,
  TYPE,
  typeText,
} from '../../src/wire/dns/index.ts';
import { createVirtualClock } from './virtual-clock.ts';
import { EDNS, type TestZone, ZONE } from './zone.ts';

export const SIGNING_KEY = createPrivateKey({
  format: 'jwk',
  key: {
    kty: 'EC',
    crv: 'P-256',
    d: 'GU6SnQ_Ou-xC5RumuIUIuJZteXT2z0O_ok1s38Et6mQ',
    x: 'GojIhhXUN_u4v54ZQqGSnyhWJwaubCvTmeexv7bR6ec',
    y: 'W5K0qkKReuHGG3Ae8DXD_nvjAJy6_lovcTFskC3PDQA',
  },
});
export const SIGNED: ZoneSettings = { ...ZONE, signingKey: SIGNING_KEY };
export const NOW_MS = 1_800_000_000_000;
export const DO = { edns: { ...EDNS, dnssecOk: true } } as const;

/** `secure`, or why not, of the answer to a question of a test zone; the DS record of `anchor` is what is believed. */
export async function verdictOf(
  zone: Pick<TestZone, 'ask'>,
  name: string,
  type: number,
  options: {
    readonly nowMs?: number;
    readonly anchor?: string;
    readonly anchorKey?: KeyObject;
    readonly message?: Message;
  } = {},
): Promise<string> {
  const { nowMs = NOW_MS, anchor = 'acme.test', anchorKey = SIGNING_KEY } = options;
  const clock = createVirtualClock(nowMs);
  const top = nameFromText(anchor);
  const ask = (owner: Name, asked: number) =>
    zone.ask({ name: nameToText(owner), type: asked, message: DO, transport: 'tcp', nowMs });
  const found = (owner: Name, asked: number): SignedLookup => {
    const message = ask(owner, asked);
    const records = message.answers.filter((one) => one.type === asked);
    return {
      evidence: {
        kind: 'lookup',
        at: 0,
        hop: 0,
        name: nameToText(owner),
        type: typeText(asked),
        outcome: records.length > 0 ? 'answer' : 'nodata',
        records: records.length,
        tries: 1,
        ms: 0,
      },
      addresses: [],
      texts: [],
      records,
      steps: [],
      replies: [{ name: owner, zone: top, message }],
    };
  };
  const source: SignedResolver = {
    lookup: ({ name: text, type: asked }) => Promise.resolve(found(nameFromText(text), TYPE[asked])),
    fetch: (owner, asked) => Promise.resolve(found(owner, asked)),
  };
  const anchors = { anchors: [{ zone: top, data: readZoneKey(top, anchorKey).ds }], islands: [] };
  const owner = nameFromText(name);
  const work = newWork();
  const { verdict } = await validateReplies(
    { name: owner, type, elsewhere: (other) => !nameIsUnder(other, top) },
    [{ name: owner, zone: top, message: options.message ?? ask(owner, type) }],
    createTrustChain(source, anchors, clock),
    {
      deadlineMs: clock.monotonic() + 1000,
      now: Math.floor(nowMs / 1000),
      work,
      restedAt: work.checks,
      tries: 0,
    },
  );
  if (verdict.status === 'secure') return 'secure';
  return `${verdict.status} ${verdict.reason} ${nameToText(verdict.owner)} ${typeText(verdict.type)}`;
}
