import { randomInt } from 'node:crypto';
import type { Clock } from '../../core/index.ts';
import { askOnce, createServerProber } from '../../net/index.ts';
import {
  CLASS,
  decodeMessage,
  DnsError,
  encodeMessage,
  nameFromText,
  OPCODE,
  RCODE,
  signTsig,
  TYPE,
} from '../../wire/dns/index.ts';
import type { Secondary } from '../zone/index.ts';
import { TRY_MS } from './limits.ts';
import type { SecondaryWire } from './types.ts';

/** Over UDP. NOTIFY is signed with the secondary's key; the question is not, as anybody may ask it. */
export function secondaryWire({ port, key }: Pick<Secondary, 'port' | 'key'>, clock: Clock): SecondaryWire {
  const prober = createServerProber({ clock });
  return {
    async serial(zone, address) {
      const name = nameFromText(zone);
      const asked = { zone: name, name, type: TYPE.SOA, transport: 'udp', tryMs: TRY_MS } as const;
      const said = await prober.probe({ address, port }, asked);
      const data = said.outcome === 'answer' ? said.records[0]?.data : undefined;
      return data?.kind === 'SOA' ? data.serial : undefined;
    },
    async notify(zone, address) {
      const id = randomInt(65_536);
      const bytes = signTsig(notifyMessage(id, zone), key, { now: Math.floor(clock.now() / 1000) });
      const how = { transport: 'udp', timeoutMs: TRY_MS } as const;
      const ending = await askOnce(
        { address, port },
        { bytes, judge: (reply) => judge(reply, id) },
        how,
        clock,
      );
      return ending.kind === 'reply' && ending.message.rcode === RCODE.NOERROR;
    },
  };
}

/** RFC 1996 section 3.3: the question alone; what it is about is asked. */
function notifyMessage(id: number, zone: string): Uint8Array {
  return encodeMessage({
    id,
    response: false,
    opcode: OPCODE.NOTIFY,
    authoritative: true,
    truncated: false,
    recursionDesired: false,
    recursionAvailable: false,
    authenticData: false,
    checkingDisabled: false,
    rcode: RCODE.NOERROR,
    questions: [{ name: nameFromText(zone), type: TYPE.SOA, class: CLASS.IN }],
    answers: [],
    authorities: [],
    additionals: [],
  });
}

function judge(bytes: Uint8Array, id: number) {
  try {
    const message = decodeMessage(bytes);
    const isReply = message.response && message.id === id && message.opcode === OPCODE.NOTIFY;
    return isReply ? ({ kind: 'reply', message } as const) : ({ kind: 'ignore' } as const);
  } catch (error) {
    if (error instanceof DnsError) return { kind: 'ignore' } as const;
    throw error;
  }
}
