// A real `sixfour serve` whose names live on loopback: a DNS server and an http-01 responder on ports of their own, by the
// settings that only a data directory made with `--test` accepts. Needs no root and no namespace.
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { startDnsServer } from '../support/dns-server.ts';
import { describe } from '../support/process.ts';
import { sixfour } from '../support/sixfour.ts';

const ZONE = 'kill.test';
const PORT_TRIES = 50;

export type LoopbackWorld = {
  /** Serves this http-01 answer on every name. */
  readonly answer: (token: string, keyAuthorization: string) => void;
  /** Environment for `serve`: the ports that stay the same over restarts. */
  readonly env: Readonly<Record<string, string>>;
  /** Names that resolve, one after the other: `n0.kill.test`, `n1.kill.test`, ... */
  nextName(): string;
  close(): Promise<void>;
};

/** Makes the data directory `data`, with its trial CA, and everything around it. */
export async function makeLoopbackWorld(data: string, settings = ''): Promise<LoopbackWorld> {
  const answers = new Map<string, string>();
  const web = createServer((request, response) => {
    const answer = answers.get(request.url?.split('/').at(-1) ?? '');
    response.statusCode = answer === undefined ? 404 : 200;
    response.end(answer);
  });
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  const dns = await startDnsServer();
  let names = 0;

  await must('init', '--trial', '--test', '--data', data);
  await must('allow', ZONE, '--data', data);
  const [server] = dns.servers.filter(({ address }) => address === '127.0.0.1');
  appendFileSync(
    join(data, 'sixfour.toml'),
    `[validation]
dns_servers = ["127.0.0.1:${server?.port ?? dns.port}"]
http01_port = ${(web.address() as AddressInfo).port}
allow_loopback = true
${settings}`,
  );
  return {
    answer: (token, keyAuthorization) => void answers.set(token, keyAuthorization),
    env: { SIXFOUR_HTTPS_PORT: String(await freePort()), SIXFOUR_HTTP_PORT: String(await freePort()) },
    nextName() {
      const name = `n${names++}.${ZONE}`;
      dns.set(name, { A: ['127.0.0.1'] });
      return name;
    },
    async close() {
      await dns.close();
      web.closeAllConnections();
      web.close();
      await once(web, 'close');
    },
  };
}

async function must(...args: string[]): Promise<void> {
  const done = await sixfour(args);
  if (done.code !== 0) throw new Error(describe(done));
}

/**
 * A port that is free on both families and stays so: below the range that the system gives to outgoing connections, since
 * the same number has to serve again after every restart.
 */
async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORT_TRIES; tries++) {
    const port = randomInt(20_000, 30_000);
    if ((await isFree('::1', port)) && (await isFree('127.0.0.1', port))) return port;
  }
  throw new Error('no free port between 20000 and 30000');
}

async function isFree(host: string, port: number): Promise<boolean> {
  const probe = createTcpServer();
  probe.listen(port, host);
  const free = await once(probe, 'listening').then(
    () => true,
    () => false,
  );
  probe.close();
  return free;
}
