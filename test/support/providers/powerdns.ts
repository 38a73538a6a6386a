// PowerDNS's API as 4.7.3 answers; test/interop/provider-powerdns.test.ts has the same against Debian's.
// https://doc.powerdns.com/authoritative/http-api/zone.html
import assert from 'node:assert/strict';
import { type Answered, type Asked, jsonOf, noBody, playApi } from './played-api.ts';
import { createRecords, type Played, playedParts } from './played.ts';

type Change = {
  readonly name: string;
  readonly type: string;
  readonly ttl?: number;
  readonly changetype: 'REPLACE' | 'DELETE';
  readonly records?: readonly { readonly content: string; readonly disabled: boolean }[];
};

export async function playPowerDns({
  zone = 'example.com',
  key = 'pdns-key-0123456789',
} = {}): Promise<Played> {
  const records = createRecords();

  const handle = (asked: Asked): Answered => {
    // https://doc.powerdns.com/authoritative/http-api/index.html#authentication; what is no success is said in plain text
    if (asked.headers['x-api-key'] !== key) return plain(401, 'Unauthorized');
    const { method, path } = asked;
    const [, name, rest] = /^\/api\/v1\/servers\/localhost\/zones\/([^/]+\.)(\/notify)?$/.exec(path) ?? [];
    assert.ok(name !== undefined, `a known place, with the final dot of the zone: ${path}`);
    if (name !== `${zone}.`) return plain(404, 'Not Found');
    if (method === 'PUT' && rest !== undefined)
      return { status: 200, body: { result: 'Notification queued' } };
    if (method === 'GET') return get(asked);
    if (method === 'PATCH') return patch(asked);
    return assert.fail(`a known method: ${method}`);
  };

  // GET /servers/{server_id}/zones/{zone_id}
  const get = (asked: Asked): Answered => {
    noBody(asked);
    const { rrset_name: name = '', rrset_type: type, ...more } = asked.query;
    assert.deepEqual(more, {}, 'known filters');
    assert.equal(type, 'TXT');
    assert.ok(name === `${zone}.` || name.endsWith(`.${zone}.`), 'a name of the zone, with its final dot');
    const set = records.all(name.slice(0, -1));
    const contents = set.map(({ text }) => ({ content: quoted(text), disabled: false }));
    const rrset = { comments: [], name, records: contents, ttl: set[0]?.ttl, type: 'TXT' };
    return { status: 200, body: { id: `${zone}.`, kind: 'Native', rrsets: set.length === 0 ? [] : [rrset] } };
  };

  // PATCH /servers/{server_id}/zones/{zone_id}: a set is replaced or deleted; 422 for what is not in quotes
  const patch = (asked: Asked): Answered => {
    const body = jsonOf(asked) as { readonly rrsets: readonly Change[] };
    assert.deepEqual(Object.keys(body), ['rrsets']);
    const [change] = body.rrsets;
    assert.ok(change !== undefined && body.rrsets.length === 1);
    assert.equal(change.type, 'TXT');
    const name = change.name.slice(0, -1);
    if (change.changetype === 'DELETE') {
      assert.deepEqual(Object.keys(change).toSorted(), ['changetype', 'name', 'type']);
      records.replace(name, [], 0);
      return { status: 204 };
    }
    assert.equal(change.changetype, 'REPLACE', 'there is no other in 4.7');
    assert.ok(Number.isInteger(change.ttl) && change.records !== undefined && change.records.length > 0);
    for (const { content } of change.records) {
      if (!/^"(?:[^"\\]|\\.)*"$/.test(content))
        return { status: 422, body: { error: 'not in expected format' } };
    }
    const texts = change.records.map(({ content }) => unquoted(content));
    if (new Set(texts).size < texts.length)
      return { status: 422, body: { error: 'Duplicate record in RRset' } };
    records.replace(name, texts, change.ttl ?? 0);
    return { status: 204 };
  };

  return { api: await playApi('', handle), zone, ...playedParts(records) };
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function unquoted(content: string): string {
  return content.slice(1, -1).replace(/\\(.)/g, '$1');
}

function plain(status: number, body: string): Answered {
  return { status, body, headers: { 'content-type': 'text/plain; charset=utf-8' } };
}
