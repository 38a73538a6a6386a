// Cloudflare's API v4. https://developers.cloudflare.com/api/resources/dns/subresources/records/
import assert from 'node:assert/strict';
import { type Answered, type Asked, jsonOf, noBody, playApi } from './played-api.ts';
import { createRecords, type Played, type PlayedRecord, playedParts } from './played.ts';

const ZONE_ID = '023e105f4ecef8ad9ca31a8372d0c353';

/** `pageSize`: below what is asked for, as if there were more records than fit on a page. `careless`: names are not heeded. */
export async function playCloudflare({
  zone = 'example.com',
  token = 'cf-token-0123456789',
  pageSize = 0,
  careless = false,
} = {}): Promise<Played> {
  const records = createRecords();

  const handle = (asked: Asked): Answered => {
    // https://developers.cloudflare.com/fundamentals/api/how-to/make-api-calls/
    if (asked.headers.authorization !== `Bearer ${token}`) return failed(403, 9109, 'Invalid access token');
    assert.match(asked.headers.accept ?? '', /application\/json/);
    const { method, path } = asked;
    if (path === '/zones' && method === 'GET') return zones(asked);
    const [, zoneId, id] = /^\/zones\/([^/]+)\/dns_records(?:\/([^/]+))?$/.exec(path) ?? [];
    assert.ok(zoneId !== undefined, `a known place: ${path}`);
    if (zoneId !== ZONE_ID) return failed(404, 7003, 'Could not route to the zone');
    if (method === 'GET' && id === undefined) return list(asked);
    if (method === 'POST' && id === undefined) return create(asked);
    if (method === 'DELETE' && id !== undefined) return remove(asked, id);
    return assert.fail(`a known method: ${method}`);
  };

  // https://developers.cloudflare.com/api/resources/zones/methods/list/
  const zones = (asked: Asked): Answered => {
    noBody(asked);
    assert.ok(asked.query['name'] !== undefined, 'zones are asked for by name');
    const found = asked.query['name'] === zone ? [{ id: ZONE_ID, name: zone, status: 'active' }] : [];
    return page(found, 1, 20);
  };

  // https://developers.cloudflare.com/api/resources/dns/subresources/records/methods/list/
  const list = (asked: Asked): Answered => {
    noBody(asked);
    const { type, 'name.exact': name, page: number = '1', per_page: size = '100', ...more } = asked.query;
    assert.deepEqual(more, {}, 'known filters');
    assert.equal(type, 'TXT');
    const found = records.all(careless ? undefined : name).map(shown);
    return page(found, Number(number), pageSize === 0 ? Number(size) : pageSize);
  };

  // https://developers.cloudflare.com/api/resources/dns/subresources/records/methods/create/
  const create = (asked: Asked): Answered => {
    const body = jsonOf(asked) as { type: string; name: string; content: string; ttl: number };
    assert.deepEqual(Object.keys(body).toSorted(), ['content', 'name', 'ttl', 'type']);
    assert.equal(body.type, 'TXT');
    assert.ok(
      body.name === zone || body.name.endsWith(`.${zone}`),
      `a name of the zone, in full: ${body.name}`,
    );
    assert.match(body.content, /^"[^"]{1,255}"$/, 'the content of TXT records is in quotes');
    assert.ok(body.ttl === 1 || (body.ttl >= 60 && body.ttl <= 86_400), `TTL ${body.ttl}`);
    const text = body.content.slice(1, -1);
    if (records.all(body.name).some((one) => one.text === text)) {
      return failed(400, 81058, 'An identical record already exists.');
    }
    return good(shown(records.add(body.name, text, body.ttl)));
  };

  // https://developers.cloudflare.com/api/resources/dns/subresources/records/methods/delete/
  const remove = (asked: Asked, id: string): Answered => {
    noBody(asked);
    const record = records.all().find((one) => idOf(one) === id);
    if (record === undefined) return failed(404, 81044, 'Record does not exist.');
    records.removeId(record.id);
    return good({ id });
  };

  return { api: await playApi('/client/v4', handle), zone, ...playedParts(records) };
}

/** Somebody's records may hold quotes and backslashes; they are given in zone file format. */
function shown(record: PlayedRecord) {
  const content = `"${record.text.replace(/["\\]/g, '\\$&')}"`;
  return { id: idOf(record), type: 'TXT', name: record.name, content, ttl: record.ttl, proxied: false };
}

function idOf({ id }: PlayedRecord): string {
  return String(id).padStart(32, 'a');
}

function good(result: unknown): Answered {
  return { status: 200, body: { success: true, errors: [], messages: [], result } };
}

function page(all: readonly unknown[], number: number, size: number): Answered {
  const result = all.slice((number - 1) * size, number * size);
  const info = { page: number, per_page: size, count: result.length, total_count: all.length };
  const result_info = { ...info, total_pages: Math.ceil(all.length / size) };
  return { status: 200, body: { success: true, errors: [], messages: [], result, result_info } };
}

function failed(status: number, code: number, message: string): Answered {
  return { status, body: { success: false, errors: [{ code, message }], messages: [], result: null } };
}
