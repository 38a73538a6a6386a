import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createStop } from '../../../src/core/index.ts';
import type {
  Provider,
  ProviderFailure,
  ProviderResult,
  TxtValue,
} from '../../../src/delegation/providers/types.ts';
import { run } from '../process.ts';
import type { FakeServer, Trouble } from './fake-server.ts';
import { within } from './open-kind.ts';

export type Case = {
  readonly what: string;
  /** `METHOD /target` of the request that meets it. */
  readonly match: RegExp;
  readonly trouble: Trouble;
  readonly is: Omit<ProviderFailure, 'ok'>;
};

/** What every API may do, whatever it is described to do. */
export function commonCases(match: RegExp): Case[] {
  const redirect = (location: string): Case => ({
    what: `a redirect to ${location}, which nobody follows`,
    match,
    trouble: { status: 307, headers: { location } },
    is: { outcome: 'malformed', code: 'HTTP 307' },
  });
  return [
    { what: 'a connection that ends', match, trouble: 'cut', is: { outcome: 'unreachable' } },
    { what: 'a body without an end', match, trouble: 'endless', is: { outcome: 'malformed' } },
    {
      what: 'a page of a proxy',
      match,
      trouble: { status: 502, headers: { 'content-type': 'text/html' }, body: '<html><p>Bad & worse</html>' },
      is: { outcome: 'unreachable', code: 'HTTP 502' },
    },
    redirect('https://127.0.0.1:1/elsewhere'),
    redirect('/elsewhere'),
  ];
}

/** Every case is met by one request, is what it should be, and tells nothing that the answer said; no case is tried again. */
export async function checkCases(
  {
    provider,
    peer,
    value,
  }: { readonly provider: Provider; readonly peer: FakeServer; readonly value: TxtValue },
  cases: readonly Case[],
): Promise<void> {
  for (const { what, match, trouble, is } of cases) {
    const before = peer.asked.length;
    peer.trouble(match, trouble);
    assert.deepEqual(await provider.add(value, within()), { ok: false, ...is }, what);
    const met = peer.asked.slice(before).filter(({ method, target }) => match.test(`${method} ${target}`));
    assert.equal(met.length, 1, `${what}: asked once`);
  }
}

/** The failure, which says nothing of what it must not. */
export function failed(done: ProviderResult<unknown>): ProviderFailure {
  assert.ok(!done.ok, 'it is a failure');
  assert.doesNotMatch(JSON.stringify(done), /nobody may show/);
  return done;
}

export type Trap = { readonly url: string; readonly visits: () => number; close(): Promise<void> };

/** A server that nobody should come to: what the environment names. */
export async function openTrap(): Promise<Trap> {
  let visits = 0;
  const server = createServer((socket) => {
    visits++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    visits: () => visits,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

/**
 * Adds a value in a process of its own that has these variables: what a library remembers of its first look at the environment, or at
 * a file, is not there yet. Fails if anything was read but the package itself, or written to the standard error.
 */
export async function addInEnvironment(
  kind: string,
  given: { readonly options: object; readonly credentials: object; readonly value: TxtValue },
  env: Readonly<Record<string, string>>,
): Promise<ProviderFailure['outcome'] | 'done'> {
  const done = await run([process.execPath, CHILD, kind], { env, input: JSON.stringify(given) });
  assert.equal(done.stderr, '');
  const { outcome, read } = JSON.parse(done.stdout) as {
    outcome?: ProviderFailure['outcome'];
    read: string[];
  };
  assert.deepEqual(read, [], 'files that were read');
  return outcome ?? 'done';
}

const CHILD = fileURLToPath(new URL('./adding-child.ts', import.meta.url));

/** A change whose request is heard and never answered, given up as soon as it was heard. */
export async function givenUp(
  {
    provider,
    peer,
    value,
  }: { readonly provider: Provider; readonly peer: FakeServer; readonly value: TxtValue },
  match: RegExp,
): Promise<ProviderResult<unknown>> {
  peer.trouble(match, 'silence');
  const { signal, stop } = createStop();
  const pending = provider.add(value, { ...within(), signal });
  while (!peer.asked.some(({ method, target }) => match.test(`${method} ${target}`))) await sleep(5);
  stop();
  return pending;
}
