import { parseAddress } from '../../net/index.ts';
import type { InsideReport } from './report.ts';
import type { Machine } from './shell.ts';
import type { Part } from './survey.ts';
import { isRecord, jsonValue } from './survey-json.ts';

type Assigned = NonNullable<InsideReport['assigned']>;

/**
 * What the cloud says is this machine's, from what cloud-init has kept of its metadata: nothing is asked of the metadata service.
 * Nothing where there is no such file, or no IPv6 address in it.
 */
export async function collectAssigned(machine: Machine): Promise<Part> {
  const file = '/run/cloud-init/instance-data.json';
  const text = await machine.readFile(file);
  if (text === undefined) return {};
  const data = jsonValue(text);
  if (data === undefined) return { unread: [{ what: 'cloud-init metadata', why: 'unreadable' }] };
  const words = new Set(wordsOf(isRecord(data) ? data['ds'] : undefined, DEPTH_MAX));
  const assigned: Assigned = [...words].flatMap((word) => {
    const [literal = '', length = '128'] = word.split('/');
    const parsed = parseAddress(literal);
    const prefix = Number(length);
    // only what begins with 2 or 3 is global (RFC 4291 section 2.4): not a gateway's fe80::1
    if (parsed?.family !== 6 || !/^[23]/.test(parsed.text) || !(prefix >= 0 && prefix <= 128)) return [];
    return [{ family: 6 as const, address: parsed.text, prefix, file }];
  });
  return assigned.length > 0 ? { assigned } : {};
}

const DEPTH_MAX = 12; // Amazon's network.interfaces.macs.<mac>.ipv6s.<n> has seven

/** Values that stand below a key of addresses: name servers and gateways are no addresses of the machine. */
function wordsOf(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return value.split(/[\s,]+/);
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  if (Array.isArray(value)) return value.flatMap((one) => wordsOf(one, depth - 1));
  return Object.entries(value).flatMap(([key, one]) =>
    /gateway|dns|nameserver|ntp|route|network_id/i.test(key) ? [] : wordsOf(one, depth - 1),
  );
}
