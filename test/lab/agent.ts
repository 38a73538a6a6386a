// Runs validations inside the node `ca`, with the engine that the server uses: takes jobs as JSON on standard input, runs
// them side by side and prints one line of JSON for each report, in the order in which they end.
import { text } from 'node:stream/consumers';
import { silentLog, systemClock, type RetryRule } from '../../src/core/index.ts';
import {
  createAddressPolicy,
  createFetcher,
  createStubResolver,
  createTlsProber,
} from '../../src/net/index.ts';
import { createValidator, type ValidationReport } from '../../src/validation/index.ts';
import { LAB_PREFIXES } from '../support/namespaces.ts';
import { plainTerms } from '../support/validation-request.ts';

export type Job = {
  readonly id: string;
  readonly name: string;
  readonly rule: RetryRule;
  readonly timeScale: number;
};
export type AgentInput = {
  readonly dns: readonly string[];
  readonly token: string;
  readonly keyAuthorization: string;
  readonly jobs: readonly Job[];
};
export type AgentReport = {
  readonly id: string;
  readonly rule: RetryRule;
  readonly report: ValidationReport;
};

if (import.meta.main) await main();

async function main(): Promise<void> {
  const input = JSON.parse(await text(process.stdin)) as AgentInput;
  const clock = systemClock;
  const resolver = createStubResolver({
    servers: input.dns.map((address) => ({ address, port: 53 })),
    clock,
  });
  const fetcher = createFetcher({ clock });
  const policy = createAddressPolicy({ allowed: () => LAB_PREFIXES, allowLoopback: false });
  await Promise.all(
    input.jobs.map(async ({ id, name, rule, timeScale }) => {
      const validator = createValidator({
        resolverFor: () => resolver,
        fetcher,
        tlsProber: createTlsProber({ clock }),
        policyFor: () => policy,
        rule,
        clock,
        log: silentLog,
        timeScale,
      });
      const report = await validator.validate({
        identifier: { type: 'dns', value: name },
        wildcard: false,
        type: 'http-01',
        token: input.token,
        keyAuthorization: input.keyAuthorization,
        ...plainTerms,
      });
      await validator.close();
      console.log(JSON.stringify({ id, rule, report } satisfies AgentReport));
    }),
  );
}
