// Gandi's LiveDNS API. https://api.gandi.net/docs/livedns/
import assert from 'node:assert/strict';
import { type Answered, type Asked, jsonOf, noBody, playApi } from './played-api.ts';
import { createRecords, type Played, playedParts } from './played.ts';

export async function playGandi({
  zone = 'example.com',
  token = 'pat_gandi-0123456789',
} = {}): Promise<Played> {
  const records = createRecords();

  const handle = (asked: Asked): Answered => {
    // https://api.gandi.net/docs/authentication/
    if (asked.headers.authorization !== `Bearer ${token}`) return failed(401, 'HTTPUnauthorized');
    const { method, path } = asked;
    const [, domain, name] = /^\/domains\/([^/]+)(?:\/records\/([^/]+)\/TXT)?$/.exec(path) ?? [];
    assert.ok(domain !== undefined, `a known place: ${path}`);
    if (domain !== zone) return failed(404, 'HTTPNotFound');
    if (name === undefined) {
      assert.equal(method, 'GET');
      noBody(asked);
      return {
        status: 200,
        body: { fqdn: zone, domain_href: '', domain_keys_href: '', domain_records_href: '' },
      };
    }
    const full = name === '@' ? zone : `${name}.${zone}`;
    if (method === 'GET') return get(asked, name, full);
    if (method === 'PUT') return put(asked, full);
    if (method === 'DELETE') return remove(asked, full);
    return assert.fail(`a known method: ${method}`);
  };

  // https://api.gandi.net/docs/livedns/#v5-livedns-domains-fqdn-records-rrset_name-rrset_type
  const get = (asked: Asked, name: string, full: string): Answered => {
    noBody(asked);
    const set = records.all(full);
    if (set.length === 0) return failed(404, 'HTTPNotFound');
    const values = set.map(({ text }) => quoted(text));
    return {
      status: 200,
      body: {
        rrset_name: name,
        rrset_type: 'TXT',
        rrset_ttl: set[0]?.ttl,
        rrset_values: values,
        rrset_href: '',
      },
    };
  };

  // "Overwrites a single record with {rrset_name} and {rrset_type}"; a TTL is 300 at least
  const put = (asked: Asked, full: string): Answered => {
    const body = jsonOf(asked) as { rrset_values: string[]; rrset_ttl: number };
    assert.deepEqual(Object.keys(body).toSorted(), ['rrset_ttl', 'rrset_values']);
    assert.ok(body.rrset_ttl >= 300 && body.rrset_ttl <= 2_592_000, `TTL ${body.rrset_ttl}`);
    assert.ok(body.rrset_values.length > 0, 'a set is never empty');
    for (const value of body.rrset_values) assert.match(value, /^"(?:[^"\\]|\\.)*"$/, 'zone file format');
    records.replace(full, body.rrset_values.map(unquoted), body.rrset_ttl);
    return { status: 201, body: { message: 'DNS Record Created' } };
  };

  // [unverified]: 204 also where there is nothing
  const remove = (asked: Asked, full: string): Answered => {
    noBody(asked);
    records.replace(full, [], 0);
    return { status: 204 };
  };

  return { api: await playApi('/v5/livedns', handle), zone, ...playedParts(records) };
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function unquoted(content: string): string {
  return content.slice(1, -1).replace(/\\(.)/g, '$1');
}

// the members of an error are listed at each endpoint; [unverified]: their texts
function failed(code: number, object: string): Answered {
  return {
    status: code,
    body: { code, object, cause: 'as the description has it', message: 'as the description has it' },
  };
}
