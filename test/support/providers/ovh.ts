// OVHcloud's API. https://eu.api.ovh.com/console/?section=%2Fdomain&branch=v1
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type Answered, type Asked, playApi } from './played-api.ts';
import { createRecords, type Played, type PlayedRecord, playedParts } from './played.ts';

export type PlayedOvh = Played & {
  /** What is there, and served after the next refresh; `values` are served. */
  stored(name: string): readonly string[];
  readonly credentials: typeof OVH_KEYS;
};

export const OVH_KEYS = {
  application_key: '7kbG7Bk7S9Nt7ZSV',
  application_secret: 'EXEgWIz07P0HYwtQDs7cNIqCiQaWSuHF',
  consumer_key: 'MtSwSrPpNjqfVSmJhLbPyr2i45lSwPU1',
};
/** This clock is not ours. */
const AHEAD_S = 4000;

/** `origin`: what a signed address begins with, as the client calls it; our own address where it is left out. `careless`: names are not heeded. */
export async function playOvh({
  zone = 'example.com',
  origin,
  tls,
  careless = false,
}: {
  readonly zone?: string;
  readonly origin?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly careless?: boolean;
} = {}): Promise<PlayedOvh> {
  const records = createRecords(5_000_000);
  let served: PlayedRecord[] = [];
  let own = '';

  const handle = (asked: Asked): Answered => {
    const { method, path } = asked;
    // unsigned, and nothing that should be kept is shown; https://eu.api.ovh.com/console/?section=%2Fauth&branch=v1#get-/auth/time
    if (method === 'GET' && path === '/auth/time') {
      assert.equal(asked.headers['x-ovh-signature'], undefined);
      return { status: 200, body: String(now()) };
    }
    const refused = checkSignature(asked, origin ?? own);
    if (refused !== undefined) return refused;
    const [, zoneName, rest = ''] = /^\/domain\/zone\/([^/]+)(\/.*)$/.exec(path) ?? [];
    assert.ok(zoneName !== undefined, `a known place: ${path}`);
    if (zoneName !== zone) return failed(404, 'Client::NotFound', 'NOT_FOUND');
    const [, id] = /^\/record\/(\d+)$/.exec(rest) ?? [];
    if (method === 'GET' && rest === '/record') return list(asked);
    if (method === 'POST' && rest === '/record') return create(asked);
    if (method === 'POST' && rest === '/refresh') {
      assert.equal(asked.body, '');
      refresh();
      return { status: 200, body: 'null' };
    }
    if (id === undefined) return assert.fail(`a known method: ${method} ${path}`);
    assert.equal(asked.body, '');
    const record = records.byId(Number(id));
    if (record === undefined) return failed(404, 'Client::NotFound', 'NOT_FOUND');
    if (method === 'GET') return { status: 200, body: shown(record, zone) };
    assert.equal(method, 'DELETE');
    records.removeId(record.id);
    return { status: 200, body: 'null' };
  };

  const refresh = () => {
    served = structuredClone([...records.all()]);
  };

  // GET /domain/zone/{zoneName}/record: all ids at once
  const list = (asked: Asked): Answered => {
    assert.equal(asked.body, '');
    const { fieldType, subDomain, ...more } = asked.query;
    assert.deepEqual(more, {}, 'known filters');
    assert.equal(fieldType, 'TXT');
    const name = subDomain === '' ? zone : `${subDomain}.${zone}`;
    return { status: 200, body: records.all(careless ? undefined : name).map(({ id }) => id) };
  };

  // POST /domain/zone/{zoneName}/record
  const create = (asked: Asked): Answered => {
    assert.equal(asked.headers['content-type'], 'application/json');
    const body = JSON.parse(asked.body) as {
      fieldType: string;
      subDomain: string;
      target: string;
      ttl: number;
    };
    assert.deepEqual(Object.keys(body).toSorted(), ['fieldType', 'subDomain', 'target', 'ttl']);
    assert.equal(body.fieldType, 'TXT');
    assert.ok(!body.subDomain.endsWith(zone), `a name below its zone: ${body.subDomain}`);
    assert.ok(body.ttl === 0 || body.ttl >= 60, `TTL ${body.ttl}`);
    const name = body.subDomain === '' ? zone : `${body.subDomain}.${zone}`;
    return {
      status: 200,
      body: shown(records.add(name, body.target.replace(/^"(.*)"$/, '$1'), body.ttl), zone),
    };
  };

  const api = await playApi('/1.0', handle, tls);
  own = new URL(api.url).origin;
  const parts = playedParts(records);
  return {
    api,
    zone,
    credentials: OVH_KEYS,
    ttl: parts.ttl,
    values: (name) => served.filter((one) => one.name === name).map(({ text }) => text),
    stored: (name) => parts.values(name),
    other: {
      add(...args) {
        parts.other.add(...args);
        refresh();
      },
      remove(...args) {
        parts.other.remove(...args);
        refresh();
      },
    },
  };
}

/**
 * `"$1$" + SHA1_HEX(AS+"+"+CK+"+"+METHOD+"+"+QUERY+"+"+BODY+"+"+TSTAMP)`, QUERY being the whole address.
 * https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api
 */
function checkSignature({ method, headers, target, body }: Asked, origin: string): Answered | undefined {
  const time = headers['x-ovh-timestamp'];
  if (headers['x-ovh-application'] !== OVH_KEYS.application_key)
    return failed(403, 'Client::Forbidden', 'INVALID_KEY');
  if (headers['x-ovh-consumer'] !== OVH_KEYS.consumer_key)
    return failed(403, 'Client::Forbidden', 'INVALID_CREDENTIAL');
  assert.match(String(time), /^\d{10}$/);
  if (Math.abs(Number(time) - now()) > 30) return failed(400, 'Client::BadRequest', 'QUERY_TIME_OUT');
  const { application_secret: secret, consumer_key: consumer } = OVH_KEYS;
  const text = `${secret}+${consumer}+${method}+${origin}${target}+${body}+${String(time)}`;
  const digest = createHash('sha1').update(text).digest('hex');
  return headers['x-ovh-signature'] === `$1$${digest}`
    ? undefined
    : failed(400, 'Client::BadRequest', 'INVALID_SIGNATURE');
}

function now(): number {
  return Math.round(Date.now() / 1000) + AHEAD_S;
}

/** The targets of TXT records are given in quotes. */
function shown({ id, name, text, ttl }: PlayedRecord, zone: string) {
  const subDomain = name === zone ? '' : name.slice(0, -zone.length - 1);
  return { id, zone, subDomain, fieldType: 'TXT', target: `"${text.replace(/["\\]/g, '\\$&')}"`, ttl };
}

function failed(status: number, name: string, errorCode: string): Answered {
  return {
    status,
    body: { class: name, message: 'as the description has it', errorCode, httpCode: String(status) },
  };
}
