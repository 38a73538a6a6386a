import { addressBytes, type ClientSubnet, formatAddress, type Probed } from '../../../net/index.ts';
import { nameFromText, nameKey, type ResourceRecord, TYPE } from '../../../wire/dns/index.ts';
import type { Look } from '../kit.ts';
import { REPORT_MAX } from '../limits.ts';
import type { AnswerFact } from '../report.ts';
import { LARGE_DATAGRAM_BYTES, TRY_MS } from './limits.ts';
import { recordText } from './record-text.ts';
import type { ServerPlace } from './servers.ts';

// names of servers have no escapes: what is longer is none
const NAME_CHARS = 255;

/** One question for one address of a name server. */
export type ServerAsk = {
  readonly purpose: AnswerFact['purpose'];
  readonly transport: 'udp' | 'tcp';
  readonly name: string;
  readonly type: 'SOA' | 'A' | 'AAAA' | 'TXT' | 'DNSKEY';
  /** CIDR. */
  readonly subnet?: string;
};

/** Asks it, and says as a fact what came. Never rejects; a silent server costs two tries. */
export async function askPlace(
  { kit, signal }: Look,
  zone: string,
  { host, address, family }: ServerPlace,
  ask: ServerAsk,
): Promise<AnswerFact> {
  const { purpose, transport, name, type, subnet } = ask;
  const said = await kit.servers.probe(
    { address: address.text, port: kit.ports.dns ?? 53 },
    {
      zone: nameFromText(zone),
      name: nameFromText(name),
      type: TYPE[type],
      transport,
      // a datagram is sent twice; of a connection the system itself sends what is lost once more
      tryMs: (transport === 'udp' ? TRY_MS : 2 * TRY_MS) * kit.timeScale,
      // of what a server loses only the question that asks for it may tell
      plainCase: purpose !== 'case',
      signatures: purpose === 'edns' || purpose === 'signed',
      ...(purpose === 'edns' && { udpBytes: LARGE_DATAGRAM_BYTES }),
      ...(subnet !== undefined && { subnet: subnetOf(subnet) }),
      signal,
    },
  );
  const at = { zone, server: host, address: address.text, family, transport, purpose, name, type };
  return {
    ...at,
    outcome: said.outcome,
    ...meaning(said),
    ...(subnet !== undefined && { subnet }),
    ms: said.ms,
  };
}

function meaning(said: Probed): Pick<AnswerFact, 'values'> & Partial<AnswerFact> {
  switch (said.outcome) {
    case 'answer':
      return answered(said.records, said.signatures);
    case 'alias':
      return { values: [nameKey(said.target).slice(0, REPORT_MAX.text)] };
    case 'referral':
      return {
        values: [],
        nameServers: sorted(said.nameServers.map((one) => nameKey(one).slice(0, NAME_CHARS))),
      };
    case 'over-tcp':
      return { values: [], truncated: said.why === 'truncated' };
    case 'other-source':
      return { values: [], source: said.source };
    case 'unreachable':
    case 'error':
      return { values: [], errno: said.errno };
    case 'nodata':
    case 'nxdomain':
    case 'loop':
    case 'servfail':
    case 'refused':
    case 'lame':
    case 'timeout':
    case 'malformed':
      return { values: [] };
  }
}

function answered(
  records: readonly ResourceRecord[],
  signatures: readonly { readonly expiration: number }[],
): Pick<AnswerFact, 'values'> & Partial<AnswerFact> {
  const serial = records.flatMap(({ data }) => (data.kind === 'SOA' ? [data.serial] : []))[0];
  const until = signatures.map(({ expiration }) => expiration * 1_000);
  return {
    values: sorted(records.map(recordText)),
    ...(serial !== undefined && { serial }),
    ...(until.length > 0 && { signedUntil: Math.max(...until) }),
  };
}

function sorted(texts: readonly string[]): string[] {
  return [...texts].sort((a, b) => (a < b ? -1 : 1)).slice(0, REPORT_MAX.values);
}

function subnetOf(cidr: string): ClientSubnet {
  const [text = '', bits = '0'] = cidr.split('/');
  return { address: addressBytes(text) ?? new Uint8Array(4), bits: Number(bits) };
}

/** Addresses among the values of an answer. */
export function addressesIn({ values }: Pick<AnswerFact, 'values'>) {
  return values.flatMap((value) => {
    const bytes = addressBytes(value);
    return bytes === undefined ? [] : [formatAddress(bytes)];
  });
}
