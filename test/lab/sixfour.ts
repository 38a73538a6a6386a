// The real `sixfour serve` in a lab node, made by `sixfour init` as an administrator would, and its own command line.
import { fileURLToPath } from 'node:url';
import { LAB_PREFIXES, type Node } from '../support/namespaces.ts';
import { describe, type Finished, type Service } from '../support/process.ts';

export type Sixfour = {
  readonly directory: string;
  readonly rootPem: string;
  /** Runs `sixfour ARGS` against the running server. */
  run(...args: readonly string[]): Promise<Finished>;
  /** `sixfour ARGS --json`, parsed; throws when it fails. */
  ask<T>(...args: readonly string[]): Promise<T>;
  /** The same JSON without a process of Node's for each question: `GET /api/v1/...` on the control socket. */
  get<T>(path: string): Promise<T>;
  restart(environment: Readonly<Record<string, string>>): Promise<void>;
  output(): string;
  /** Stops the server. Its data directory goes with the node's private /run. */
  close(): Promise<void>;
};

export type SixfourPlan = {
  readonly ca: Node;
  readonly dns: Node;
  /** Its public name, which DNS must know. */
  readonly host: string;
  /** Names under which it may issue. */
  readonly allow: readonly string[];
  /** Further settings, as `SIXFOUR_*` variables. */
  readonly environment?: Readonly<Record<string, string>>;
};

type Ready = { readonly directoryUrl: string; readonly rootFile: string };

const READY_MS = 60_000; // three keys, the server's own certificate, on a machine that is busy with other things
const DATA = '/run/sixfour';
const SCRIPT = fileURLToPath(new URL('../../bin/sixfour.js', import.meta.url));

/** Makes a CA, starts its server, allows the lab's names and networks. */
export async function startSixfour(plan: SixfourPlan): Promise<Sixfour> {
  const base = {
    SIXFOUR_VALIDATION_DNS_SERVERS: `[${plan.dns.v6}]:53,${plan.dns.v4}:53`,
    SIXFOUR_LOG_LEVEL: 'info',
    ...plan.environment,
  };
  const run: Sixfour['run'] = (...args) => plan.ca.run(argv(args), { env: base, timeoutMs: READY_MS });
  const must = async (...args: readonly string[]): Promise<Finished> => {
    const done = await run(...args);
    if (done.code !== 0) throw new Error(describe(done));
    return done;
  };
  let service: Service | undefined;
  const close = async (): Promise<void> => {
    await service?.stop();
  };
  const serve = async (environment: Readonly<Record<string, string>>): Promise<Ready> => {
    service = plan.ca.start(argv(['serve', '--json']), { env: { ...base, ...environment } });
    const [line] = await service.until(/^\{"ready":true.*\}$/m, READY_MS);
    return JSON.parse(line) as Ready;
  };
  try {
    await must('init', '--yes', '--organization', 'Lab', '--public-host', plan.host, '--listen-all');
    const ready = await serve({});
    await must('allow', ...plan.allow, ...LAB_PREFIXES.flatMap((prefix) => ['--network', prefix]));
    return {
      directory: ready.directoryUrl,
      rootPem: (await plan.ca.must(['cat', ready.rootFile])).stdout,
      run,
      ask: async <T>(...args: readonly string[]) => JSON.parse((await must(...args, '--json')).stdout) as T,
      get: async <T>(path: string) => {
        const url = `http://localhost/api/v1${path}`;
        const socket = `${DATA}/control.sock`;
        return JSON.parse((await plan.ca.must(['curl', '-sS', '--unix-socket', socket, url])).stdout) as T;
      },
      async restart(environment) {
        await service?.stop();
        await serve(environment);
      },
      output: () => service?.output() ?? '',
      close,
    };
  } catch (cause) {
    const log = service?.output() ?? '';
    await close();
    throw new Error(`the server did not start: ${String(cause)}\n${log}`, { cause });
  }
}

function argv(args: readonly string[]): string[] {
  return [process.execPath, SCRIPT, ...args, '--data', DATA];
}
