// Google Cloud DNS and Google's token endpoint, played: https://cloud.google.com/dns/docs/reference/rest/v1
import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { type Answered, type Asked, Complaint, type FakeServer, startFakeServer } from './fake-server.ts';

export type PlayedRrset = {
  name: string;
  type: string;
  ttl: number;
  rrdatas: string[];
  routingPolicy?: object;
};
type PlayedManagedZone = {
  readonly name: string;
  readonly dnsName: string;
  readonly visibility: 'public' | 'private';
  rrsets: PlayedRrset[];
};
export type PlayedGoogle = FakeServer & {
  readonly zones: PlayedManagedZone[];
  /** Run once, when the next change has arrived and before it is looked at. */
  meanwhile: (() => void) | undefined;
  /** How often a change is said to be pending. */
  pending: number;
};

const PAIR = makePair();
export const SERVICE_ACCOUNT = {
  type: 'service_account',
  project_id: 'played-project',
  private_key_id: '0123456789abcdef0123456789abcdef01234567',
  private_key: PAIR.pem,
  client_email: 'sixfour@played-project.iam.gserviceaccount.com',
  client_id: '100000000000000000000',
  auth_uri: 'https://accounts.google.com/o/oauth2/auth',
  token_uri: 'https://oauth2.googleapis.com/token',
  universe_domain: 'googleapis.com',
};
/** Another key in the same file: one that Google does not know. */
export const FORGED_ACCOUNT = { ...SERVICE_ACCOUNT, private_key: makePair().pem };

const SCOPE = 'https://www.googleapis.com/auth/ndev.clouddns.readwrite';
const ROOT = `/dns/v1/projects/${SERVICE_ACCOUNT.project_id}/managedZones`;

export async function playGoogle(): Promise<PlayedGoogle> {
  const zones: PlayedManagedZone[] = [];
  const changes = new Map<string, number>();
  const tokens = new Set<string>();

  const server = await startFakeServer((asked) => {
    if (asked.target === '/token') return giveToken(asked, tokens);
    const [, token = ''] = /^Bearer (.+)$/.exec(asked.headers['authorization'] ?? '') ?? [];
    if (!tokens.has(token)) return error(401, 'authError');
    const url = new URL(asked.target, 'https://played');
    if (!url.pathname.startsWith(ROOT)) throw new Complaint('another path');
    const [, name, what, id] = url.pathname.slice(ROOT.length).split('/');
    if (name === undefined) return listZones(url.searchParams);
    const zone = zones.find((one) => one.name === name);
    if (zone === undefined) return error(404, 'notFound');
    if (what === 'rrsets' && asked.method === 'GET') return listSets(zone, url.searchParams);
    if (what === 'changes' && asked.method === 'POST' && url.search === '') return makeChange(zone, asked);
    if (what === 'changes' && asked.method === 'GET' && id !== undefined) return showChange(name, id);
    throw new Complaint('no such method');
  });

  /** managedZones.list: `dnsName` restricts the list to zones of this name; here one on a page. */
  function listZones(query: URLSearchParams): Answered {
    only(query, ['dnsName', 'pageToken']);
    const found = zones.filter(({ dnsName }) => dnsName === query.get('dnsName'));
    const from = Number(query.get('pageToken') ?? 0);
    const managedZones = found.slice(from, from + 1).map(({ name, dnsName, visibility }) => ({
      kind: 'dns#managedZone',
      id: '1',
      name,
      dnsName,
      visibility,
    }));
    const more = from + 1 < found.length && { nextPageToken: String(from + 1) };
    return json(200, {
      kind: 'dns#managedZonesListResponse',
      ...(managedZones.length > 0 && { managedZones }),
      ...more,
    });
  }

  /** resourceRecordSets.list: with `name` and `type`, the set of this name and type alone. */
  function listSets(zone: PlayedManagedZone, query: URLSearchParams): Answered {
    only(query, ['name', 'type']);
    const rrsets = zone.rrsets
      .filter(({ name, type }) => name === query.get('name') && type === query.get('type'))
      .map((set) => ({ ...set, signatureRrdatas: [], kind: 'dns#resourceRecordSet' }));
    return json(200, { kind: 'dns#resourceRecordSetsListResponse', rrsets });
  }

  /** changes.create: "Atomically updates the ResourceRecordSet collection"; a deletion has to give the set exactly as it is. */
  function makeChange(zone: PlayedManagedZone, asked: Asked): Answered {
    const { deletions, additions } = parseChange(asked);
    const hook = played.meanwhile;
    played.meanwhile = undefined;
    hook?.();
    let rrsets = zone.rrsets;
    for (const set of deletions) {
      const there = rrsets.find((one) => sameKey(one, set));
      if (there === undefined) return error(404, 'notFound');
      const same = there.ttl === set.ttl && there.rrdatas.toSorted().join() === set.rrdatas.toSorted().join();
      if (!same) return error(412, 'conditionNotMet');
      rrsets = rrsets.filter((one) => one !== there);
    }
    for (const set of additions) {
      if (!`.${set.name}`.endsWith(`.${zone.dnsName}`)) return error(400, 'invalid');
      if (rrsets.some((one) => sameKey(one, set))) return error(409, 'alreadyExists');
      if (rrsets.some((one) => one.name === set.name && one.type === 'CNAME'))
        return error(400, 'cnameResourceRecordSetConflict');
      rrsets = [...rrsets, set];
    }
    zone.rrsets = rrsets;
    const id = String(changes.size + 1);
    changes.set(`${zone.name}/${id}`, played.pending);
    return json(200, {
      kind: 'dns#change',
      id,
      status: 'pending',
      startTime: '2026-11-20T12:00:00.000Z',
      deletions,
      additions,
    });
  }

  function showChange(zone: string, id: string): Answered {
    const left = changes.get(`${zone}/${id}`);
    if (left === undefined) return error(404, 'notFound');
    changes.set(`${zone}/${id}`, left - 1);
    return json(200, {
      kind: 'dns#change',
      id,
      status: left > 0 ? 'pending' : 'done',
      startTime: '2026-11-20T12:00:00.000Z',
    });
  }

  const played: PlayedGoogle = Object.assign(server, { zones, meanwhile: undefined, pending: 0 });
  return played;
}

/** https://developers.google.com/identity/protocols/oauth2/service-account#httprest: the claim set, its signature, the form. */
function giveToken(asked: Asked, tokens: Set<string>): Answered {
  const form = new URLSearchParams(asked.body);
  only(form, ['grant_type', 'assertion']);
  if (asked.method !== 'POST' || form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
    throw new Complaint(`grant: ${asked.body}`);
  const [header = '', payload = '', signature = ''] = (form.get('assertion') ?? '').split('.');
  const { alg } = decode(header);
  const { iss, scope, aud, iat, exp } = decode(payload);
  if (alg !== 'RS256' || iss !== SERVICE_ACCOUNT.client_email || scope !== SCOPE)
    throw new Complaint(`claims: ${payload}`);
  if (aud !== 'https://oauth2.googleapis.com/token' || Number(exp) - Number(iat) > 3600)
    throw new Complaint(`claims: ${payload}`);
  if (Math.abs(Date.now() / 1000 - Number(iat)) > 300) throw new Complaint('the claims are dated off');
  const right = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    PAIR.publicKey,
    Buffer.from(signature, 'base64url'),
  );
  if (!right) return json(400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' });
  const token = `ya29.played-${tokens.size + 1}`;
  tokens.add(token);
  return json(200, { access_token: token, expires_in: 3599, token_type: 'Bearer' });
}

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
}

type Change = { readonly deletions: PlayedRrset[]; readonly additions: PlayedRrset[] };

/** The body to the byte: no other property, in this order, sets of quoted strings (RFC 1035 section 5.1). */
function parseChange({ body, headers }: Asked): Change {
  if (headers['content-type'] !== 'application/json') throw new Complaint('JSON is posted');
  const change = JSON.parse(body) as Partial<Change>;
  const { deletions, additions } = change;
  const again = JSON.stringify({
    ...(deletions !== undefined && { deletions: sets(deletions) }),
    ...(additions !== undefined && { additions: sets(additions) }),
  });
  if (body !== again || (deletions ?? additions) === undefined) throw new Complaint(`body: ${body}`);
  for (const { type, name, ttl, rrdatas } of [...(deletions ?? []), ...(additions ?? [])]) {
    const texts = rrdatas.length > 0 && rrdatas.every((text) => TXT.test(text));
    if (type !== 'TXT' || !name.endsWith('.') || !Number.isInteger(ttl) || !texts)
      throw new Complaint(`set: ${body}`);
  }
  return { deletions: deletions ?? [], additions: additions ?? [] };
}

const TXT = /^"(?:[^"\\]|\\.){0,255}"(?: "(?:[^"\\]|\\.){0,255}")*$/;

function sets(all: readonly PlayedRrset[] = []): PlayedRrset[] {
  return all.map(({ name, type, ttl, rrdatas }) => ({ name, type, ttl, rrdatas }));
}

function sameKey(one: PlayedRrset, other: PlayedRrset): boolean {
  return one.name === other.name && one.type === other.type;
}

function only(query: URLSearchParams, names: readonly string[]): void {
  for (const name of query.keys()) if (!names.includes(name)) throw new Complaint(`parameter ${name}`);
}

/** https://cloud.google.com/apis/design/errors, in the form of the older JSON APIs. */
export function error(status: number, reason: string): Answered {
  const message = 'a text that nobody may show';
  return json(status, { error: { code: status, message, errors: [{ message, domain: 'global', reason }] } });
}

function json(status: number, body: unknown): Answered {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: JSON.stringify(body),
  };
}

function makePair(): { readonly pem: string; readonly publicKey: KeyObject } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: createPublicKey(privateKey),
  };
}

/** What the set of a name says: the values of tests have no escapes but `\"` and `\\`. */
export function googleValues({ zones }: PlayedGoogle, name: string): string[] {
  const sets = zones.flatMap((zone) => (zone.visibility === 'private' ? [] : zone.rrsets));
  const set = sets.find((one) => one.type === 'TXT' && one.name === `${name}.`);
  return (set?.rrdatas ?? []).map((text) => text.slice(1, -1).replace(/\\(.)/g, '$1'));
}

/** Another program at the same zones. */
export function otherAtGoogle(played: PlayedGoogle) {
  const change = async (name: string, run: (values: readonly string[]) => readonly string[]) => {
    await new Promise((resolve) => setTimeout(resolve, 3));
    const zone = played.zones.find(
      (one) => one.visibility === 'public' && `.${name}.`.endsWith(`.${one.dnsName}`),
    );
    if (zone === undefined) throw new Error(`no zone for ${name}`);
    const rrdatas = run(googleValues(played, name)).map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`);
    zone.rrsets = zone.rrsets.filter((one) => one.name !== `${name}.` || one.type !== 'TXT');
    if (rrdatas.length > 0) zone.rrsets.push({ name: `${name}.`, type: 'TXT', ttl: 300, rrdatas });
  };
  return {
    add: (name: string, value: string) => change(name, (values) => [...values, value]),
    remove: (name: string, value: string) => change(name, (values) => values.filter((one) => one !== value)),
  };
}
