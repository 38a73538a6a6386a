// deSEC's API. https://desec.readthedocs.io/en/latest/dns/rrsets.html
import assert from 'node:assert/strict';
import { type Answered, type Asked, jsonOf, noBody, playApi } from './played-api.ts';
import { createRecords, type Played, playedParts } from './played.ts';

export async function playDesec({
  zone = 'example.com',
  token = 'desec-token-0123456789',
  minimumTtl = 3600,
} = {}): Promise<Played> {
  const records = createRecords();

  const handle = (asked: Asked): Answered => {
    // https://desec.readthedocs.io/en/latest/auth/tokens.html
    if (asked.headers.authorization !== `Token ${token}`) return failed(401, 'Invalid token.');
    const { method, path } = asked;
    const [, domain, subname] = /^\/domains\/([^/]+)\/(?:rrsets\/(?:([^/]+)\/TXT\/)?)?$/.exec(path) ?? [];
    assert.ok(domain !== undefined, `a known place, with its last slash: ${path}`);
    if (domain !== zone) return failed(404, 'Not found.');
    if (path === `/domains/${zone}/` && method === 'GET') {
      noBody(asked);
      return {
        status: 200,
        body: { name: zone, minimum_ttl: minimumTtl, created: '2019-09-18T16:32:16.510368Z' },
      };
    }
    if (method === 'GET' && subname !== undefined) return get(asked, subname === '@' ? '' : subname);
    if (method === 'PUT' && path === `/domains/${zone}/rrsets/`) return put(asked);
    return assert.fail(`a known method: ${method} ${path}`);
  };
  const full = (subname: string) => (subname === '' ? zone : `${subname}.${zone}`);
  const shown = (subname: string) => {
    const set = records.all(full(subname));
    return {
      domain: zone,
      subname,
      name: `${full(subname)}.`,
      type: 'TXT',
      ttl: set[0]?.ttl,
      records: set.map(({ text }) => quoted(text)),
    };
  };

  // "Retrieving a Specific RRset"
  const get = (asked: Asked, subname: string): Answered => {
    noBody(asked);
    return records.all(full(subname)).length === 0
      ? failed(404, 'Not found.')
      : { status: 200, body: shown(subname) };
  };

  // "Bulk Modification of RRsets": with PUT every field has to be there; no records: the set is deleted
  const put = (asked: Asked): Answered => {
    const body = jsonOf(asked) as { subname: string; type: string; ttl: number; records: string[] }[];
    assert.equal(body.length, 1);
    const [set] = body;
    assert.ok(set !== undefined);
    assert.deepEqual(Object.keys(set).toSorted(), ['records', 'subname', 'ttl', 'type']);
    assert.equal(set.type, 'TXT');
    assert.match(set.subname, /^[a-z0-9_.*-]{0,178}$/);
    for (const record of set.records) assert.match(record, /^"(?:[^"\\]|\\.)*"$/, 'presentation format');
    assert.equal(new Set(set.records).size, set.records.length, 'no record twice');
    const was = records.all(full(set.subname));
    if (set.ttl < minimumTtl && was[0]?.ttl !== set.ttl) {
      return {
        status: 400,
        body: [{ ttl: [`Ensure this value is greater than or equal to ${minimumTtl}.`] }],
      };
    }
    records.replace(full(set.subname), set.records.map(unquoted), set.ttl);
    return { status: 200, body: set.records.length === 0 ? [] : [shown(set.subname)] };
  };

  return { api: await playApi('/api/v1', handle), zone, ...playedParts(records) };
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function unquoted(content: string): string {
  return content.slice(1, -1).replace(/\\(.)/g, '$1');
}

function failed(status: number, detail: string): Answered {
  return { status, body: { detail } };
}
