import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export { DNS } from './dns.ts';
export { HTTP } from './http.ts';
export { TLS } from './tls.ts';

/** Targets that mean harm, in a process of their own. */
export type Hostile = {
  /** Begins to listen on 127.0.0.1 as this one; its port. */
  start(kind: 'http' | 'tls' | 'dns', name: string): Promise<number>;
  close(): Promise<void>;
};

const SERVER = fileURLToPath(new URL('./server.ts', import.meta.url));

export function startHostile(): Hostile {
  const child = fork(SERVER, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  child.setMaxListeners(0);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const waiting = new Map<string, (port: number) => void>();
  child.on('message', ({ port, name }: { port: number; name: string }) => waiting.get(name)?.(port));
  return {
    start: (kind, name) =>
      new Promise((resolve, reject) => {
        waiting.set(name, resolve);
        child.once('exit', () => reject(new Error('the hostile server ended')));
        child.send({ kind, name });
      }),
    async close() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
