// Azure DNS and the token endpoint, played: API version 2018-05-01, https://learn.microsoft.com/rest/api/dns/record-sets
import { type Answered, type Asked, Complaint, type FakeServer, startFakeServer } from './fake-server.ts';

export type PlayedAzureSet = {
  etag: string;
  TTL: number;
  TXTRecords: { value: string[] }[];
  metadata?: Record<string, string>;
};
export type PlayedAzure = FakeServer & {
  /** Record sets by `zone/relative name`; a zone is there if it is listed. */
  readonly zones: Set<string>;
  readonly sets: Map<string, PlayedAzureSet>;
  /** Run once, when the next change has arrived and before it is looked at. */
  meanwhile: (() => void) | undefined;
  /** Tokens that were given out. */
  tokens: number;
  etag(): string;
};

export const AZURE = {
  tenant_id: '11111111-2222-4333-8444-555555555555',
  client_id: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  subscription_id: '99999999-8888-4777-8666-000000000000',
  resource_group: 'dns-zones',
};
export const AZURE_SECRET = 'abc8Q~EXAMPLE_client.secret-0123456789~';

export async function playAzure(): Promise<PlayedAzure> {
  const zones = new Set<string>();
  const sets = new Map<string, PlayedAzureSet>();
  let etags = 0;
  const known = new Set<string>();

  const server = await startFakeServer((asked) => {
    const url = new URL(asked.target, 'https://played');
    if (url.pathname.endsWith('/token')) return giveToken(asked);
    return recordSet(asked, url);
  });

  /** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow, first case: with a shared secret. */
  function giveToken(asked: Asked): Answered {
    if (asked.method !== 'POST' || asked.headers['content-type'] !== 'application/x-www-form-urlencoded')
      throw new Complaint('the grant is a form that is posted');
    if (asked.target !== `/${AZURE.tenant_id}/oauth2/v2.0/token`) return denied(400, 'invalid_request');
    const form = new URLSearchParams(asked.body);
    const wanted = {
      grant_type: 'client_credentials',
      client_id: AZURE.client_id,
      client_secret: form.get('client_secret') ?? '',
      scope: `${played.url}/.default`,
    };
    if (asked.body !== new URLSearchParams(wanted).toString()) throw new Complaint(`form: ${asked.body}`);
    if (wanted.client_secret !== AZURE_SECRET) return denied(401, 'invalid_client');
    const token = `eyJ0eXAi.${++played.tokens}`;
    known.add(token);
    return json(200, { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: token });
  }

  function recordSet(asked: Asked, url: URL): Answered {
    const [, token = ''] = /^Bearer (.+)$/.exec(asked.headers['authorization'] ?? '') ?? [];
    if (!known.has(token)) return error(401, 'InvalidAuthenticationToken');
    if (url.search !== '?api-version=2018-05-01') throw new Complaint(`query: ${url.search}`);
    const group = `/subscriptions/${AZURE.subscription_id}/resourceGroups/${AZURE.resource_group}`;
    const prefix = `${group}/providers/Microsoft.Network/dnsZones/`;
    if (!url.pathname.startsWith(prefix)) throw new Complaint('another path');
    const [zone = '', type, relative = '', ...more] = url.pathname.slice(prefix.length).split('/');
    if (type !== 'TXT' || !/^(?:@|[a-z0-9_.-]+)$/.test(relative) || more.length > 0)
      throw new Complaint('another set');
    if (!zones.has(zone)) return error(404, 'ParentResourceNotFound');
    const key = `${zone}/${relative}`;
    if (asked.method === 'GET') {
      const set = sets.get(key);
      return set === undefined ? error(404, 'NotFound') : shown(200, zone, relative, set);
    }
    const hook = played.meanwhile;
    played.meanwhile = undefined;
    hook?.();
    if (!conditions(asked, sets.get(key))) return error(412, 'PreconditionFailed');
    if (asked.method === 'DELETE') return { status: sets.delete(key) ? 200 : 204 };
    if (asked.method !== 'PUT') throw new Complaint('no such operation');
    const created = !sets.has(key);
    const set = { etag: played.etag(), ...parseSet(asked) };
    sets.set(key, set);
    return shown(created ? 201 : 200, zone, relative, set);
  }

  const played: PlayedAzure = Object.assign(server, {
    zones,
    sets,
    meanwhile: undefined,
    tokens: 0,
    etag: () => `0000-${++etags}`,
  });
  return played;
}

/** record-sets/create-or-update and /delete: a change without one of the two headers overwrites what others wrote. */
function conditions({ method, headers }: Asked, there: PlayedAzureSet | undefined): boolean {
  const [match, none] = [headers['if-match'], headers['if-none-match']];
  if (none === '*' && match === undefined && method === 'PUT') return there === undefined;
  if (match === undefined || none !== undefined) throw new Complaint('neither If-Match nor If-None-Match');
  return there?.etag === match;
}

/** The body of record-sets/create-or-update: nothing but these properties. */
function parseSet({ body, headers }: Asked): Omit<PlayedAzureSet, 'etag'> {
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) throw new Complaint('JSON is put');
  const { properties, ...rest } = JSON.parse(body) as { properties: Omit<PlayedAzureSet, 'etag'> };
  const { TTL, TXTRecords, metadata, ...other } = properties;
  if (Object.keys(rest).length + Object.keys(other).length > 0) throw new Complaint(`body: ${body}`);
  const strings = TXTRecords.map(({ value, ...none }) => ({ value, none: Object.keys(none) }));
  const fine = strings.every(
    ({ value, none }) => none.length === 0 && value.every((one) => one.length <= 255),
  );
  if (!Number.isInteger(TTL) || TXTRecords.length === 0 || TXTRecords.length > 20 || !fine)
    throw new Complaint(`properties: ${body}`);
  return { TTL, TXTRecords, ...(metadata !== undefined && { metadata }) };
}

function shown(status: number, zone: string, relative: string, set: PlayedAzureSet): Answered {
  const { etag, ...properties } = set;
  const fqdn = relative === '@' ? `${zone}.` : `${relative}.${zone}.`;
  return json(status, {
    id: `/subscriptions/${AZURE.subscription_id}/resourceGroups/${AZURE.resource_group}/providers/Microsoft.Network/dnszones/${zone}/TXT/${relative}`,
    name: relative,
    type: 'Microsoft.Network/dnszones/TXT',
    etag,
    properties: { ...properties, fqdn, targetResource: {}, provisioningState: 'Succeeded' },
  });
}

/** CloudError of the same reference. */
export function error(status: number, code: string): Answered {
  return json(status, { error: { code, message: 'a text that nobody may show' } });
}

function denied(status: number, code: string): Answered {
  return json(status, { error: code, error_description: 'AADSTS7000215: a text that nobody may show' });
}

function json(status: number, body: unknown): Answered {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

const keyOf = ({ zones }: PlayedAzure, name: string) => {
  const zone = [...zones].find((one) => `.${name}`.endsWith(`.${one}`)) ?? '';
  return `${zone}/${name.slice(0, -zone.length - 1)}`;
};

export function azureValues(played: PlayedAzure, name: string): string[] {
  return (played.sets.get(keyOf(played, name))?.TXTRecords ?? []).map(({ value }) => value.join(''));
}

/** Another program at the same zones. Long texts are in two strings, as other programs like it. */
export function otherAtAzure(played: PlayedAzure) {
  const change = async (
    name: string,
    run: (set: PlayedAzureSet['TXTRecords']) => PlayedAzureSet['TXTRecords'],
  ) => {
    await new Promise((resolve) => setTimeout(resolve, 3));
    const key = keyOf(played, name);
    const TXTRecords = run(played.sets.get(key)?.TXTRecords ?? []);
    if (TXTRecords.length === 0) played.sets.delete(key);
    else played.sets.set(key, { TTL: 300, ...played.sets.get(key), etag: played.etag(), TXTRecords });
  };
  return {
    add: (name: string, value: string) =>
      change(name, (all) => [...all, { value: [value.slice(0, 9), value.slice(9)] }]),
    remove: (name: string, value: string) =>
      change(name, (all) => all.filter((one) => one.value.join('') !== value)),
  };
}
