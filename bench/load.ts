// The load: N workers, each with one account and one keep-alive connection, ordering certificates for names of their own
// as fast as the server lets them. Also serves what the server has to look at: the names' DNS and their http-01 answers.
// Started by run.ts in a namespace of its own, pinned to the other core. Prints one line of JSON.
import { createServer } from 'node:http';
import { openLoadClient } from '../test/support/load-client.ts';
import { startAddressDns } from './dns.ts';
import { WEB_IPV4, WEB_IPV6 } from './network.ts';

const FAILURES_MAX = 20;

type LoadOptions = { directory: string; workers: number; warmupMs: number; measureMs: number; seed: string };

const options = JSON.parse(process.argv[2] ?? '') as LoadOptions;
const answers = new Map<string, string>();
await startAddressDns({
  v4: Buffer.from(WEB_IPV4.split('.').map(Number)),
  v6: Buffer.from('fd640000000000000000000000000001', 'hex'),
});
await startWeb();

const started = performance.now();
const measureFrom = started + options.warmupMs;
const measureTo = measureFrom + options.measureMs;
const latencies: number[] = [];
const errors: string[] = [];

setTimeout(() => console.error('measure-from'), options.warmupMs);
setTimeout(() => console.error('measure-to'), options.warmupMs + options.measureMs);
await Promise.all(Array.from({ length: options.workers }, (_, index) => work(index)));
latencies.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    issued: latencies.length,
    perSecond: latencies.length / (options.measureMs / 1000),
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    errors: errors.length,
    firstErrors: errors.slice(0, 3),
  }),
);
process.exit(0);

function quantile(q: number): number {
  return latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * q))] ?? Number.NaN;
}

function answer(token: string, keyAuthorization: string): void {
  answers.set(token, keyAuthorization);
}

async function work(index: number): Promise<void> {
  const client = await openLoadClient(options.directory);
  for (let n = 0; performance.now() < measureTo; n++) {
    const begun = performance.now();
    try {
      await client.issue(`w${index}-n${n}-${options.seed}.bench.test`, { answer });
    } catch (error) {
      errors.push(String(error));
      if (errors.length > FAILURES_MAX)
        throw new Error(`too many failures: ${errors.join('\n')}`, { cause: error });
      continue;
    }
    const ended = performance.now();
    if (ended >= measureFrom && ended < measureTo) latencies.push(ended - begun);
  }
}

async function startWeb(): Promise<void> {
  for (const host of [WEB_IPV4, WEB_IPV6]) {
    const server = createServer((request, response) => {
      const token = request.url?.slice('/.well-known/acme-challenge/'.length) ?? '';
      const answer = answers.get(token);
      response.statusCode = answer === undefined ? 404 : 200;
      response.end(answer ?? 'unknown token');
    });
    await new Promise<void>((resolve) => server.listen(80, host, 1024, resolve));
  }
}
