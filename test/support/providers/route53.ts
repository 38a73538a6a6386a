// Amazon Route 53, played: API version 2013-04-01 as https://docs.aws.amazon.com/Route53/latest/APIReference/ describes it.
import { type Answered, type Asked, Complaint, type FakeServer, startFakeServer } from './fake-server.ts';
import { type AwsKey, checkSignature } from './sigv4.ts';

type PlayedSet = {
  name: string;
  type: string;
  ttl: number;
  /** As the API gives them: quoted, with octal escapes. */
  values: string[];
  setIdentifier?: string;
};
type PlayedZone = {
  readonly id: string;
  readonly name: string;
  readonly private?: boolean;
  sets: PlayedSet[];
};

export type PlayedRoute53 = FakeServer & {
  readonly zones: PlayedZone[];
  /** Run once, when the next change has arrived and before it is looked at. */
  meanwhile: (() => void) | undefined;
  /** How often a change is said to be PENDING. */
  pending: number;
};

export const AWS_KEY: AwsKey = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const ROOT = '/2013-04-01';
const NAMESPACE = 'xmlns="https://route53.amazonaws.com/doc/2013-04-01/"';

export async function playRoute53({ region = 'us-east-1' } = {}): Promise<PlayedRoute53> {
  const zones: PlayedZone[] = [];
  const changes = new Map<string, number>();
  let invalid = 0;

  const server = await startFakeServer((asked) => {
    const refused = checkSignature(asked, AWS_KEY, { region, service: 'route53' });
    if (refused !== undefined) return failed(403, refused);
    const url = new URL(asked.target, 'https://played');
    const [, id, what] = /^\/hostedzone\/([A-Z0-9]+)\/(rrset)$/.exec(url.pathname.slice(ROOT.length)) ?? [];
    if (url.pathname === `${ROOT}/hostedzonesbyname`) return zonesByName(url.searchParams);
    if (url.pathname.startsWith(`${ROOT}/change/`))
      return changeStatus(url.pathname.slice(`${ROOT}/change/`.length));
    if (what === undefined) throw new Complaint('no such action');
    const zone = zones.find((one) => one.id === id);
    if (zone === undefined) return failed(404, 'NoSuchHostedZone');
    return asked.method === 'GET' ? listSets(zone, url.searchParams) : changeSets(zone, asked);
  });

  /** API_ListHostedZonesByName.html: ordered by reversed labels, from `dnsname` and `hostedzoneid` on. */
  function zonesByName(query: URLSearchParams): Answered {
    only(query, ['dnsname', 'hostedzoneid', 'maxitems']);
    const max = Number(query.get('maxitems'));
    if (!(max >= 1 && max <= 100)) throw new Complaint('maxitems');
    const from = key(query.get('dnsname') ?? '', query.get('hostedzoneid') ?? '');
    const sorted = zones.toSorted((a, b) => (key(a.name, a.id) < key(b.name, b.id) ? -1 : 1));
    const later = sorted.filter((zone) => key(zone.name, zone.id) >= from);
    const [page, next] = [later.slice(0, Math.min(max, 2)), later[Math.min(max, 2)]];
    const items = page.map(
      (zone) =>
        `<HostedZone><Id>/hostedzone/${zone.id}</Id><Name>${zone.name}</Name><CallerReference>x</CallerReference><Config><PrivateZone>${zone.private === true}</PrivateZone></Config><ResourceRecordSetCount>2</ResourceRecordSetCount></HostedZone>`,
    );
    const after =
      next === undefined
        ? ''
        : `<NextDNSName>${next.name}</NextDNSName><NextHostedZoneId>${next.id}</NextHostedZoneId>`;
    return xml(
      'ListHostedZonesByNameResponse',
      `<HostedZones>${items.join('')}</HostedZones><IsTruncated>${next !== undefined}</IsTruncated>${after}<MaxItems>${max}</MaxItems>`,
    );
  }

  /** API_ListResourceRecordSets.html: from `name` and `type` on, ordered by reversed labels, then type. */
  function listSets(zone: PlayedZone, query: URLSearchParams): Answered {
    only(query, ['name', 'type', 'maxitems']);
    const from = key(query.get('name') ?? '', query.get('type') ?? '');
    const later = zone.sets.toSorted((a, b) => (key(a.name, a.type) < key(b.name, b.type) ? -1 : 1));
    const page = later
      .filter((set) => key(set.name, set.type) >= from)
      .slice(0, Number(query.get('maxitems')));
    const items = page.map(
      ({ name, type, ttl, values, setIdentifier }) =>
        `<ResourceRecordSet><Name>${name.replace(/[^a-z0-9._-]/g, octal)}</Name><Type>${type}</Type>${setIdentifier === undefined ? '' : `<SetIdentifier>${setIdentifier}</SetIdentifier><Weight>1</Weight>`}<TTL>${ttl}</TTL><ResourceRecords>${values.map((value) => `<ResourceRecord><Value>${escape(value)}</Value></ResourceRecord>`).join('')}</ResourceRecords></ResourceRecordSet>`,
    );
    return xml(
      'ListResourceRecordSetsResponse',
      `<ResourceRecordSets>${items.join('')}</ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>1</MaxItems>`,
    );
  }

  /** API_ChangeResourceRecordSets.html: all of a batch or none; a DELETE has to give the set exactly as it is. */
  function changeSets(zone: PlayedZone, asked: Asked): Answered {
    const batch = parseBatch(asked);
    const hook = played.meanwhile;
    played.meanwhile = undefined;
    hook?.();
    let sets = zone.sets;
    for (const { action, set } of batch) {
      const there = sets.find(({ name, type }) => name === set.name && type === set.type);
      const cname = sets.some(({ name, type }) => name === set.name && type === 'CNAME');
      const same = there?.ttl === set.ttl && there.values.toSorted().join() === set.values.toSorted().join();
      if (!`.${set.name}`.endsWith(`.${zone.name}`)) return invalidBatch('RRSet is not permitted in zone');
      if (action === 'DELETE' && !same)
        return invalidBatch('Tried to delete resource record set but it was not found');
      if (action === 'CREATE' && there !== undefined)
        return invalidBatch('Tried to create but it already exists');
      if (action === 'CREATE' && cname) return invalidBatch('RRSet conflicts with CNAME');
      sets = action === 'DELETE' ? sets.filter((one) => one !== there) : [...sets, set];
    }
    zone.sets = sets;
    const id = `C${changes.size + 1}`;
    changes.set(id, played.pending);
    return xml('ChangeResourceRecordSetsResponse', changeInfo(id, 'PENDING'));
  }

  /** Both forms that are seen of this error: as every other, and bare (the list of errors of the same page: `messages`). */
  function invalidBatch(message: string): Answered {
    if (invalid++ % 2 === 0) return failed(400, 'InvalidChangeBatch', message);
    const body = `<?xml version="1.0"?><InvalidChangeBatch ${NAMESPACE}><Messages><Message>${message}</Message></Messages><RequestId>1</RequestId></InvalidChangeBatch>`;
    return { status: 400, headers: XML, body };
  }

  function changeStatus(id: string): Answered {
    const left = changes.get(id);
    if (left === undefined) return failed(404, 'NoSuchChange');
    changes.set(id, left - 1);
    return xml('GetChangeResponse', changeInfo(id, left > 0 ? 'PENDING' : 'INSYNC'));
  }

  const played: PlayedRoute53 = Object.assign(server, { zones, meanwhile: undefined, pending: 0 });
  return played;
}

/** Labels from the right, so that a name comes before those below it; then the type or the id. */
function key(name: string, then: string): string {
  return `${name.split('.').toReversed().join(' ')}  ${then}`;
}

const XML = { 'content-type': 'text/xml' };

/** https://docs.aws.amazon.com/Route53/latest/APIReference/CommonErrors.html */
export function failed(status: number, code: string, message = 'a text that nobody may show'): Answered {
  const body = `<?xml version="1.0"?><ErrorResponse ${NAMESPACE}><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
  return { status, headers: XML, body };
}

function xml(name: string, inner: string): Answered {
  return {
    status: 200,
    headers: XML,
    body: `<?xml version="1.0" encoding="UTF-8"?><${name} ${NAMESPACE}>${inner}</${name}>`,
  };
}

function changeInfo(id: string, status: string): string {
  return `<ChangeInfo><Id>/change/${id}</Id><Status>${status}</Status><SubmittedAt>2026-11-20T12:00:00Z</SubmittedAt></ChangeInfo>`;
}

function only(query: URLSearchParams, names: readonly string[]): void {
  for (const name of query.keys()) if (!names.includes(name)) throw new Complaint(`parameter ${name}`);
}

/** The body to the byte: what is not of this form is a complaint. */
function parseBatch({ body, method, headers }: Asked): { action: string; set: PlayedSet }[] {
  if (method !== 'POST' || headers['content-type'] !== 'application/xml')
    throw new Complaint('no change batch');
  const [, inner] = BATCH.exec(body) ?? [];
  if (inner === undefined) throw new Complaint(`body: ${body}`);
  const found = [...inner.matchAll(CHANGE)].map(
    ([, action = '', name = '', type = '', ttl, records = '']) => ({
      action,
      set: {
        name,
        type,
        ttl: Number(ttl),
        values: [...records.matchAll(RECORD)].map(([, value = '']) => unescape(value)),
      },
    }),
  );
  if (inner.replace(CHANGE, '') !== '' || found.length === 0) throw new Complaint(`changes: ${inner}`);
  for (const { set } of found) {
    if (set.type !== 'TXT' || set.values.length === 0 || !set.values.every((value) => TXT.test(value)))
      throw new Complaint(`set: ${inner}`);
  }
  return found;
}

const BATCH =
  /^<\?xml version="1.0" encoding="UTF-8"\?><ChangeResourceRecordSetsRequest xmlns="https:\/\/route53.amazonaws.com\/doc\/2013-04-01\/"><ChangeBatch><Changes>(.*)<\/Changes><\/ChangeBatch><\/ChangeResourceRecordSetsRequest>$/s;
const CHANGE =
  /<Change><Action>(CREATE|DELETE)<\/Action><ResourceRecordSet><Name>([a-z0-9._-]+\.)<\/Name><Type>([A-Z]+)<\/Type><TTL>(\d+)<\/TTL><ResourceRecords>((?:<ResourceRecord><Value>[^<]*<\/Value><\/ResourceRecord>)+)<\/ResourceRecords><\/ResourceRecordSet><\/Change>/gs;
const RECORD = /<Value>([^<]*)<\/Value>/g;
/** Strings of at most 255 characters in quotation marks, separated by spaces (Developer Guide, ResourceRecordTypes.html#TXTFormat). */
const TXT = /^"(?:[^"\\]|\\.){0,255}"(?: "(?:[^"\\]|\\.){0,255}")*$/;

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&apos;': "'",
};

function unescape(text: string): string {
  return text.replace(/&(?:quot|amp|lt|gt|apos);/g, (entity) => ENTITIES[entity] ?? '');
}

function escape(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (character) => Object.keys(ENTITIES).find((one) => ENTITIES[one] === character) ?? '',
  );
}

function octal(character: string): string {
  return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
}

/** What the set of a name says, decoded by rules of its own: the values of tests have no escapes but `\"` and `\\`. */
export function valuesAt({ zones }: PlayedRoute53, name: string): string[] {
  const sets = zones.flatMap((zone) => (zone.private === true ? [] : zone.sets));
  const set = sets.find((one) => one.type === 'TXT' && one.name === `${name}.`);
  return (set?.values ?? []).map((value) => value.slice(1, -1).replace(/\\(.)/g, '$1'));
}

/** Another program at the same account, that writes sets as they have to be without asking anybody. */
export function otherAtRoute53(played: PlayedRoute53) {
  const change = async (name: string, run: (values: readonly string[]) => readonly string[]) => {
    await new Promise((resolve) => setTimeout(resolve, 3));
    const zone = played.zones.find((one) => one.private !== true && `.${name}.`.endsWith(`.${one.name}`));
    if (zone === undefined) throw new Error(`no zone for ${name}`);
    const values = run(valuesAt(played, name)).map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`);
    zone.sets = zone.sets.filter((one) => one.name !== `${name}.` || one.type !== 'TXT');
    if (values.length > 0) zone.sets.push({ name: `${name}.`, type: 'TXT', ttl: 300, values });
  };
  return {
    add: (name: string, value: string) => change(name, (values) => [...values, value]),
    remove: (name: string, value: string) => change(name, (values) => values.filter((one) => one !== value)),
  };
}
