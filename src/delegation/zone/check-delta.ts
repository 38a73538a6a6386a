import { DnsError } from '../../wire/dns/index.ts';
import { answerBytes } from './answer-bytes.ts';
import { ANSWER_BYTES_MAX, VALUES_PER_NAME_MAX } from './limits.ts';
import type { ServerParts, ZoneDelta } from './types.ts';

const NAME_CHARS_MAX = 253; // RFC 1035 section 2.3.4, without the dot at the end
const HOST_NAME = /^[0-9a-z_-]{1,63}(?:\.[0-9a-z_-]{1,63})*$/;

/**
 * Throws for a change that cannot be served: a mistake of the caller, which must not reach the worker, where it would be one for
 * every client.
 */
export function deltaCheck({
  zones,
  onDemand,
}: Pick<ServerParts, 'zones' | 'onDemand'>): (delta: ZoneDelta) => void {
  const ours = new Set(zones.map(({ name }) => name));
  return ({ sequence, zone, label, values }) => {
    const isOurs = ours.has(zone);
    if (!isOurs && (onDemand === undefined || label !== ''))
      throw new DnsError('text', `${zone} is no zone of ours`);
    const name = label === '' ? zone : `${label}.${zone}`;
    if (name.length > NAME_CHARS_MAX || !HOST_NAME.test(name)) {
      throw new DnsError('text', `${name} is no host name in lower case`);
    }
    if (!Number.isSafeInteger(sequence) || sequence < 0)
      throw new DnsError('range', 'a sequence counts from 0');
    if (values === undefined) return;
    if (values.length > VALUES_PER_NAME_MAX || answerBytes(values) > ANSWER_BYTES_MAX) {
      throw new DnsError('too-large', `the values of ${name} do not fit into one answer`);
    }
  };
}
