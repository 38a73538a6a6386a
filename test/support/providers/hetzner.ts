// Hetzner's Cloud API. https://docs.hetzner.cloud/reference/cloud#zone-rrsets
import assert from 'node:assert/strict';
import { type Answered, type Asked, jsonOf, noBody, playApi } from './played-api.ts';
import { createRecords, type Played, playedParts } from './played.ts';

type Action = {
  id: number;
  status: 'running' | 'success' | 'error';
  polls: number;
  run: () => string | undefined;
  code: string | undefined;
};

/** `polls`: how often an action is asked for until it has ended; a change is there only then. */
export async function playHetzner({
  zone = 'example.com',
  token = 'hz-token-0123456789',
  polls = 0,
} = {}): Promise<Played> {
  const records = createRecords();
  const actions = new Map<number, Action>();

  const handle = (asked: Asked): Answered => {
    // https://docs.hetzner.cloud/reference/cloud#authentication
    if (asked.headers.authorization !== `Bearer ${token}`) return failed(401, 'unauthorized');
    assert.equal(asked.headers.accept, 'application/json');
    const { method, path } = asked;
    const [, action] = /^\/actions\/(\d+)$/.exec(path) ?? [];
    if (method === 'GET' && action !== undefined) return poll(asked, Number(action));
    const [, zoneName, name, verb] =
      /^\/zones\/([^/]+)(?:\/rrsets\/([^/]+)\/TXT(?:\/actions\/(\w+))?)?$/.exec(path) ?? [];
    assert.ok(zoneName !== undefined, `a known place: ${path}`);
    if (zoneName !== zone) return failed(404, 'not_found');
    if (name === undefined && method === 'GET')
      return { status: 200, body: { zone: { id: 42, name: zone, mode: 'primary' } } };
    assert.ok(
      name !== undefined && !name.endsWith('.') && !name.endsWith(zone),
      `a name below its zone: ${name}`,
    );
    const full = name === '@' ? zone : `${name}.${zone}`;
    if (method === 'GET' && verb === undefined) return get(asked, full);
    if (method === 'POST' && verb === 'add_records') return add(asked, full);
    if (method === 'POST' && verb === 'remove_records') return remove(asked, full);
    return assert.fail(`a known action: ${method} ${path}`);
  };

  // https://docs.hetzner.cloud/reference/cloud#zone-rrsets-get-an-rrset
  const get = (asked: Asked, name: string): Answered => {
    noBody(asked);
    const set = records.all(name);
    if (set.length === 0) return failed(404, 'not_found');
    const values = set.map(({ text }) => ({ value: quoted(text), comment: '' }));
    return {
      status: 200,
      body: { rrset: { id: `${name}/TXT`, name, type: 'TXT', ttl: set[0]?.ttl, records: values } },
    };
  };

  // https://docs.hetzner.cloud/reference/cloud#zone-rrset-actions-add-records-to-an-rrset: the set is made where there is none; a
  // TTL has to be that of a set that there is. [unverified]: what is said of a value that is there already
  const add = (asked: Asked, name: string): Answered => {
    const body = jsonOf(asked) as { records: { value: string }[]; ttl?: number };
    const set = records.all(name);
    const text = onlyText(body.records);
    assert.deepEqual(
      Object.keys(body).filter((key) => key !== 'ttl'),
      ['records'],
    );
    if (set.length === 0)
      assert.ok(body.ttl !== undefined && body.ttl >= 60 && body.ttl <= 2_147_483_647, `TTL ${body.ttl}`);
    if (set.length > 0 && body.ttl !== undefined && body.ttl !== set[0]?.ttl)
      return failed(422, 'invalid_input');
    return begin('add_rrset_records', () => {
      if (records.all(name).some((one) => one.text === text)) return 'uniqueness_error';
      records.add(name, text, records.all(name)[0]?.ttl ?? body.ttl);
      return undefined;
    });
  };

  // https://docs.hetzner.cloud/reference/cloud#zone-rrset-actions-remove-records-from-an-rrset: the set goes with its last record
  const remove = (asked: Asked, name: string): Answered => {
    const body = jsonOf(asked) as { records: { value: string }[] };
    assert.deepEqual(Object.keys(body), ['records']);
    const text = onlyText(body.records);
    if (!records.all(name).some((one) => one.text === text)) return failed(404, 'not_found');
    return begin('remove_rrset_records', () => {
      records.remove(name, text);
      return undefined;
    });
  };

  const begin = (command: string, run: () => string | undefined): Answered => {
    const action: Action = { id: 9000 + actions.size, status: 'running', polls, run, code: undefined };
    actions.set(action.id, action);
    if (polls === 0) end(action);
    return { status: 201, body: { action: shown(action, command) } };
  };
  const end = (action: Action): void => {
    action.code = action.run();
    action.status = action.code === undefined ? 'success' : 'error';
  };

  // https://docs.hetzner.cloud/reference/cloud#actions-get-an-action
  const poll = (asked: Asked, id: number): Answered => {
    noBody(asked);
    const action = actions.get(id);
    if (action === undefined) return failed(404, 'not_found');
    if (action.status === 'running' && --action.polls <= 0) end(action);
    return { status: 200, body: { action: shown(action, 'rrset_records') } };
  };

  return { api: await playApi('/v1', handle), zone, ...playedParts(records) };
}

function onlyText(records: readonly { value: string }[]): string {
  assert.equal(records.length, 1);
  const [{ value = '', ...more } = {}] = records as { value?: string }[];
  assert.deepEqual(more, {});
  assert.match(value, /^"(?:[^"\\]|\\.){1,255}"$/, 'TXT values are in quotes');
  return value.slice(1, -1).replace(/\\(.)/g, '$1');
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function shown({ id, status, code }: Action, command: string) {
  const error = code === undefined ? null : { code, message: 'it did not work' };
  const resources = [{ id: 42, type: 'zone' }];
  return {
    id,
    command,
    status,
    progress: status === 'running' ? 50 : 100,
    started: '2026-01-30T23:55:00+00:00',
    finished: null,
    resources,
    error,
  };
}

function failed(status: number, code: string): Answered {
  return { status, body: { error: { code, message: 'as the description has it', details: null } } };
}
