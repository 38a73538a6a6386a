import type { TLSSocket } from 'node:tls';
import { type Cancel, createStop, type Log } from '../../../core/index.ts';
import type { PerspectiveRow } from '../../../store/index.ts';
import {
  askOver,
  type Call,
  type Connect,
  dialLink,
  type Goodbye,
  type HelloAnswer,
  keepConnected,
  type Keeper,
  type Link,
  type LinkEnd,
  type LinkFailure,
  parseTarget,
  type Peer,
  type Place,
} from '../../../validation/index.ts';
import type { CertifyParts } from './certify.ts';
import type { CoordinatorIdentity } from './coordinator-identity.ts';
import { greet, type Greeting, renewIfDue, tellClients } from './greet.ts';
import { RENEWAL_EVERY_MS } from './limits.ts';

export type MemberParts = CertifyParts & {
  readonly log: Log;
  readonly identity: CoordinatorIdentity;
  readonly random: () => number;
  /** Clients that may ask perspectives, as they are now. */
  readonly clients: () => readonly PerspectiveRow[];
};

/** One joined perspective of ours, with its connection while it has one. */
export type Member = {
  readonly row: PerspectiveRow;
  readonly call: Call;
  state(): MemberState;
  /** It dialled out to us, and its certificate is the row's: this connection takes the place of an earlier one. */
  adopt(socket: TLSSocket, place: Place): Promise<void>;
  /** Tells it the clients as they are now. */
  refresh(): Promise<void>;
  close(reason: Goodbye): Promise<void>;
};

/** `since`: milliseconds since 1970. */
export type MemberState = { readonly since: number } & (
  | { readonly connection: 'none' }
  | {
      readonly connection: 'connected';
      readonly place: Place;
      readonly heardAt: number;
      readonly hello: HelloAnswer;
    }
  | { readonly connection: 'lost'; readonly end: LinkEnd }
  | { readonly connection: 'failed'; readonly failures: readonly LinkFailure[] }
  | { readonly connection: 'refused'; readonly reason: Extract<Greeting, { ok: false }> }
);

type Standing = { readonly link: Link; readonly place: Place; readonly hello: HelloAnswer };

export function createMember(row: PerspectiveRow, parts: MemberParts): Member {
  const { clock, log, identity, random } = parts;
  const { signal, stop } = createStop();
  let standing: Standing | undefined;
  let goodbye: Goodbye = 'stopping';
  let past: MemberState = { connection: 'none', since: clock.now() };
  let since = past.since;
  let cancelRenewal: Cancel | undefined;

  function become(state: MemberState): void {
    past = state;
    since = state.since;
  }

  /** Greets; true where the connection is good and now the one. */
  async function install(link: Link, place: Place): Promise<boolean> {
    const greeting = await greet(link, row, clock);
    if (!greeting.ok || signal.stopped) {
      link.close(greeting.ok || signal.stopped ? goodbye : goodbyeFor(greeting));
      if (!greeting.ok) become({ connection: 'refused', reason: greeting, since: clock.now() });
      return false;
    }
    standing?.link.close('replaced');
    standing = { link, place, hello: greeting.hello };
    since = clock.now();
    const { address, family } = place;
    log.info({ perspective: row.name, address, family }, 'perspective connected');
    void link.closed.then((end) => {
      if (standing?.link !== link) return;
      standing = undefined;
      cancelRenewal?.();
      become({ connection: 'lost', end, since: clock.now() });
      log.warn({ perspective: row.name, end }, 'perspective lost');
    });
    void upkeep(link, greeting.hello.certificateUntil);
    return true;
  }

  async function upkeep(link: Link, certificateUntil: number): Promise<void> {
    await tellClients(link, parts.clients(), clock);
    const until = await renewIfDue(link, row, certificateUntil, parts);
    if (standing?.link !== link) return; // replaced or lost meanwhile: the next one has its own
    cancelRenewal?.();
    cancelRenewal = clock.after(RENEWAL_EVERY_MS, () => void upkeep(link, until));
  }

  const connect: Connect = async (stopped) => {
    const target = parseTarget(row.url ?? '');
    if (target === undefined) return { ok: false, failures: [{ reason: 'no-address' }] };
    const options = { ...target, credentials: identity.credentials(), way: 'forward' } as const;
    const dialled = await dialLink({ ...options, expects: isRow }, clock, stopped);
    if (!dialled.ok) {
      become({ connection: 'failed', failures: dialled.failures, since: clock.now() });
      return dialled;
    }
    const link = askOver(dialled.socket, clock);
    const { place } = dialled;
    const good = await install(link, place);
    if (!good) return { ok: false, failures: [{ place, reason: 'wrong-protocol' }] };
    return { ok: true, place, closed: link.closed, close: (reason) => link.close(reason) };
  };
  const isRow = (peer: Peer) =>
    peer.role === 'perspective' && peer.name === row.name && peer.spkiSha256 === row.spkiSha256;

  const keeper: Keeper | undefined =
    row.url === null ? undefined : keepConnected({ clock, random, connect, tell: () => {} });

  /** Without a connection to a perspective that listens, one is tried at once; who waits gives up by its own deadline. */
  async function connected(until: Parameters<Call>[2]): Promise<Link | undefined> {
    if (standing !== undefined || keeper === undefined) return standing?.link;
    const tried = keeper.nudge();
    await new Promise<void>((resolve) => {
      const cancel = clock.after(until.deadlineMs - clock.monotonic(), resolve);
      const stay = until.signal.onStop(resolve);
      void tried.finally(() => {
        cancel();
        stay();
        resolve();
      });
    });
    return (standing as Standing | undefined)?.link;
  }

  return {
    row,
    async call(path, body, until) {
      const link = await connected(until);
      if (link === undefined || signal.stopped) return { ok: false, outcome: 'unreachable' };
      const called = await link.call(path, body, until);
      // removed in the meantime: its word no longer counts
      return signal.stopped ? { ok: false, outcome: 'unreachable' } : called;
    },
    state() {
      if (standing === undefined) return past;
      const { link, place, hello } = standing;
      return { connection: 'connected', since, place, hello, heardAt: link.heardAt() };
    },
    async adopt(socket, place) {
      await install(askOver(socket, clock), place);
    },
    async refresh() {
      if (standing !== undefined) await tellClients(standing.link, parts.clients(), clock);
    },
    async close(reason) {
      goodbye = reason;
      stop();
      cancelRenewal?.();
      const link = standing?.link;
      link?.close(reason);
      await keeper?.close();
      await link?.closed; // the reason is on its way until then
    },
  };
}

function goodbyeFor({ reason }: Extract<Greeting, { ok: false }>): Goodbye {
  return reason === 'version' ? 'version' : 'not-allowed';
}
