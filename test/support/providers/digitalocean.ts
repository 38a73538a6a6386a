// DigitalOcean's API v2. https://docs.digitalocean.com/reference/api/reference/domain-records/
import assert from 'node:assert/strict';
import { type Answered, type Asked, jsonOf, noBody, playApi } from './played-api.ts';
import { createRecords, type Played, type PlayedRecord, playedParts } from './played.ts';

/** `pageSize`: below what is asked for, as if there were more records than fit on a page. `careless`: names are not heeded. */
export async function playDigitalOcean({
  zone = 'example.com',
  token = 'do-token-0123456789',
  pageSize = 0,
  careless = false,
} = {}): Promise<Played> {
  const records = createRecords(28448429);

  const handle = (asked: Asked): Answered => {
    // https://docs.digitalocean.com/reference/api/create-personal-access-token/
    if (asked.headers.authorization !== `Bearer ${token}`) return failed(401, 'Unauthorized');
    const { method, path } = asked;
    const [, domain, id] = /^\/domains\/([^/]+)\/records(?:\/(\d+))?$/.exec(path) ?? [];
    assert.ok(domain !== undefined, `a known place: ${path}`);
    if (domain !== zone) return failed(404, 'not_found');
    if (method === 'GET' && id === undefined) return list(asked);
    if (method === 'POST' && id === undefined) return create(asked);
    if (method === 'DELETE' && id !== undefined) return remove(asked, Number(id));
    return assert.fail(`a known method: ${method}`);
  };

  // https://docs.digitalocean.com/reference/api/reference/domain-records/#domains_list_records: `name` is in full; names in the
  // answer are not
  const list = (asked: Asked): Answered => {
    noBody(asked);
    const { type, name, page = '1', per_page: perPage = '20', ...more } = asked.query;
    assert.deepEqual(more, {}, 'known filters');
    assert.equal(type, 'TXT');
    assert.ok(name === zone || name?.endsWith(`.${zone}`), 'a fully qualified record name');
    assert.ok(Number(perPage) >= 1 && Number(perPage) <= 200, `per_page ${perPage}`);
    const size = pageSize === 0 ? Number(perPage) : pageSize;
    const all = records.all(careless ? undefined : name).map((record) => shown(record, zone));
    const last = Math.max(1, Math.ceil(all.length / size));
    // a whole address, of another host: it must not be asked
    const next = `https://elsewhere.invalid/v2/domains/${zone}/records?page=${Number(page) + 1}`;
    const links = Number(page) < last ? { pages: { next, last: next } } : {};
    const found = all.slice((Number(page) - 1) * size, Number(page) * size);
    return { status: 200, body: { domain_records: found, links, meta: { total: all.length } } };
  };

  // https://docs.digitalocean.com/reference/api/reference/domain-records/#domains_create_record
  const create = (asked: Asked): Answered => {
    const body = jsonOf(asked) as { type: string; name: string; data: string; ttl: number };
    assert.deepEqual(Object.keys(body).toSorted(), ['data', 'name', 'ttl', 'type']);
    assert.equal(body.type, 'TXT');
    assert.ok(!body.name.endsWith(zone), `a name below its zone: ${body.name}`);
    assert.ok(!body.data.startsWith('"'), 'data is without quotes');
    assert.ok(body.ttl >= 30, `TTL ${body.ttl}`);
    const full = body.name === '@' ? zone : `${body.name}.${zone}`;
    return { status: 201, body: { domain_record: shown(records.add(full, body.data, body.ttl), zone) } };
  };

  // https://docs.digitalocean.com/reference/api/reference/domain-records/#domains_delete_record
  const remove = (asked: Asked, id: number): Answered => {
    noBody(asked);
    if (records.byId(id) === undefined) return failed(404, 'not_found');
    records.removeId(id);
    return { status: 204 };
  };

  return { api: await playApi('/v2', handle), zone, ...playedParts(records) };
}

function shown({ id, name, text, ttl }: PlayedRecord, zone: string) {
  const short = name === zone ? '@' : name.slice(0, -zone.length - 1);
  return {
    id,
    type: 'TXT',
    name: short,
    data: text,
    priority: null,
    port: null,
    ttl,
    weight: null,
    flags: null,
    tag: null,
  };
}

function failed(status: number, id: string): Answered {
  return { status, body: { id, message: 'as the description has it' } };
}
