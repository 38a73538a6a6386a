import { join } from 'node:path';
import { openKeyAtRest } from '../../src/authority/signer/index.ts';
import { createAgentHandlersByPeer } from '../../src/cli/perspective/agent-handlers.ts';
import { dialAsAgent, listenAsAgent, type RunningAgent } from '../../src/cli/perspective/agent.ts';
import type { Examiner } from '../../src/cli/perspective/examination.ts';
import type { AgentFiles } from '../../src/cli/perspective/files.ts';
import { joinServer } from '../../src/cli/perspective/join.ts';
import { createPerspectives, type Perspectives } from '../../src/cli/serve/perspectives/perspectives.ts';
import { loadSettings } from '../../src/config/index.ts';
import { createAuditor } from '../../src/delegation/audit/index.ts';
import { createBroker } from '../../src/delegation/broker/index.ts';
import {
  type ControlClient,
  createControlApi,
  inProcessControl,
  type InvitationView,
  type PerspectiveView,
} from '../../src/console/api/index.ts';
import { type Clock, fail, fault, ok, type Region, silentLog } from '../../src/core/index.ts';
import { openSqliteStore, type Store } from '../../src/store/index.ts';
import type { Handlers, KeeperEvent, Validator } from '../../src/validation/index.ts';
import { must } from './ca.ts';
import { tempDir } from './temp-dir.ts';

type Owner = { after(run: () => void | Promise<void>): void };

/** A server's side of perspectives with a real store and real sockets, and a control API as commands use it. */
export type PerspectiveServer = {
  readonly store: Store;
  readonly perspectives: Perspectives;
  readonly control: ControlClient;
  readonly port: number;
  /** Adds; the line as `perspective add` prints it, but for the host, which is the address `host` here. */
  invite(
    body: { name: string; region?: Region; url?: string | null; kind?: 'perspective' | 'client' },
    host?: string,
  ): Promise<{ url: string; token: string; pin: string }>;
  list(): Promise<readonly PerspectiveView[]>;
};

const passing: Validator = {
  validate: async () => REPORT,
  checkCaa: async () => REPORT,
  close: async () => {},
};
const REPORT = {
  verdict: { valid: true },
  rule: 'documented',
  judgements: { documented: 'valid', boulder: 'valid', 'per-hop': 'valid' },
  evidence: [],
  startedAt: 0,
  finishedAt: 0,
} as const;

export async function makePerspectiveServer(
  test: Owner,
  clock: Clock,
  environment: Readonly<Record<string, string>> = {},
  data = tempDir(test),
): Promise<PerspectiveServer> {
  const loaded = loadSettings({
    directory: data,
    environment: {
      SIXFOUR_PERSPECTIVES_ADDRESSES: '::1,127.0.0.1',
      SIXFOUR_PERSPECTIVES_PORT: '0',
      ...environment,
    },
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.fault));
  const store = await openSqliteStore({ file: join(data, 'store.sqlite'), log: silentLog });
  const atRest = must(await openKeyAtRest(data, { kind: 'data-directory' }));
  const perspectives = must(
    await createPerspectives({
      loaded: loaded.value,
      store,
      atRest,
      organization: 'Test Works',
      local: passing,
      clock,
      log: silentLog,
      warn: () => {},
    }),
  );
  test.after(async () => {
    await perspectives.close();
    await store.close();
  });
  const app = createControlApi(
    {
      store,
      clock,
      language: 'en',
      status: () => {
        throw new Error('not asked');
      },
      authority: () => {
        throw new Error('not asked');
      },
      sealExternalKey: async () => ok(new Uint8Array()),
      sealTsigSecret: async () => ok(new Uint8Array()),
      allowancesChanged: async () => {},
      perspectives: perspectives.control,
      providers: {
        seal: () => Promise.reject(new Error('no provider is added here')),
        needsRestart: () => false,
        changed: () => Promise.resolve(),
        check: () => Promise.resolve(undefined),
      },
      delegation: createBroker({
        store,
        zones: [],
        publish: () => Promise.resolve(ok(undefined)),
        clock,
        log: silentLog,
      }),
      audit: createAuditor({
        audit: store.audit,
        atRest: () => Promise.reject(new Error('not asked')),
        memory: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
        clock,
        log: silentLog,
      }),
      zones: [],
      persist: {
        check: () => {
          throw new Error('not asked');
        },
      },
      zoneControl: {
        secondaries: () => [],
        roll: () => {
          throw new Error('not asked');
        },
      },
      dryValidations: {
        plan: () => {
          throw new Error('not asked');
        },
        run: () => {
          throw new Error('not asked');
        },
      },
      certificateRevoked: async () => {},
    },
    silentLog,
  );
  const control = inProcessControl(app);
  const port = perspectives.views[0]?.port ?? 0;
  return {
    store,
    perspectives,
    control,
    port,
    async invite({ name, region = 'RIPE', url = null, kind = 'perspective' }, host = '[::1]') {
      const body = kind === 'client' ? { kind, name } : { kind, name, region, url };
      const answer = await control.call<InvitationView>('POST', '/perspectives', body);
      if (!answer.ok) throw new Error(answer.error.code);
      const { token, pin } = answer.value.join;
      return { url: `https://${host}:${port}`, token, pin };
    },
    async list() {
      const answer = await control.call<{ perspectives: PerspectiveView[] }>('GET', '/perspectives');
      if (!answer.ok) throw new Error(answer.error.code);
      return answer.value.perspectives;
    },
  };
}

/** Joins, and throws where that is refused. */
export async function joined(
  line: { url: string; token: string; pin: string },
  clock: Clock,
): Promise<AgentFiles> {
  return must(await joinServer(line, clock));
}

/** Runs a perspective in this process, over the checker given. */
export async function runAgent(
  test: Owner,
  files: AgentFiles,
  clock: Clock,
  more: {
    readonly checker?: Handlers;
    /** What it sees of a name; by default it cannot look. */
    readonly examine?: Examiner['examine'];
    readonly tell?: (event: KeeperEvent) => void;
    readonly renewed?: (certificate: string) => Promise<void>;
    /** Changes what is answered, e.g. to speak another version. */
    readonly wrap?: (handlers: Handlers) => Handlers;
  } = {},
): Promise<RunningAgent> {
  const own = createAgentHandlersByPeer({
    files,
    checker: more.checker ?? (async () => ({ status: 200, body: '{}' })),
    examiner: { examine: more.examine ?? (async () => fail(fault('serverInternal', {}))) },
    version: '0.0.0-test',
    now: () => clock.now(),
    renewed: more.renewed ?? (async () => {}),
  });
  const wrap = more.wrap ?? ((handlers) => handlers);
  const parts = {
    files,
    settings: { addresses: [], port: 0, networks: [] },
    handlers: {
      for(peer: Parameters<typeof own.for>[0]) {
        const handlers = own.for(peer);
        return handlers === undefined ? undefined : wrap(handlers);
      },
    },
    clock,
    log: silentLog,
    warn: () => {},
    tell: more.tell ?? (() => {}),
  };
  const agent = must(files.record.url === null ? dialAsAgent(parts) : await listenAsAgent(parts));
  test.after(() => agent.stop());
  return agent;
}
