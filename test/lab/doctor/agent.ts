// Looks at names from the node it runs in, and has the CA's engine validate them as for an order, under each rule: takes jobs as
// JSON on standard input, and writes a file of JSON for each.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createKit } from '../../../src/cli/doctor/kit.ts';
import { loadSettings, parseServer } from '../../../src/config/index.ts';
import { RETRY_RULES, type RetryRule, systemClock } from '../../../src/core/index.ts';
import { examine, type OutsideReport } from '../../../src/doctor/outside/index.ts';
import { createStubResolver } from '../../../src/net/index.ts';
import { plainTerms } from '../../support/validation-request.ts';

export type Input = {
  /** Where the files go, as `<id>.json`. */
  readonly folder: string;
  /** Addresses of the name server of the zone `lab`. */
  readonly servers: readonly string[];
  /** Of signed zones, as the settings take them. */
  readonly trustAnchors: readonly string[];
  readonly timeScale: number;
  readonly token: string;
  readonly keyAuthorization: string;
  readonly jobs: readonly Job[];
};
type Job = {
  readonly id: string;
  readonly name: string;
  /** Recursive servers of the place that looks; without them the zone's own. */
  readonly resolvers?: readonly string[];
};
export type Output = {
  readonly id: string;
  readonly report: OutsideReport;
  /** What came of an order, under each rule. */
  readonly orders: Readonly<Record<RetryRule, 'valid' | 'invalid'>>;
};

/** What CAA records say of this CA. */
const CAA = { mode: 'enforce', issuers: ['ca.lab.example'] } as const;
/** Side by side, but not all: two cores must not be what makes an answer late. */
const JOBS_AT_ONCE = 6;

if (import.meta.main) await main();

async function main(): Promise<void> {
  const input = JSON.parse(await text(process.stdin)) as Input;
  // the first look of a process compiles what it runs: nobody may be blamed for that
  await look(input, { id: 'warm', name: 'other.lab' });
  const waiting = [...input.jobs];
  await Promise.all(
    Array.from({ length: JOBS_AT_ONCE }, async () => {
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift())
        await writeFile(join(input.folder, `${job.id}.json`), JSON.stringify(await look(input, job)));
    }),
  );
  process.exit(0);
}

async function look(input: Input, { id, name, resolvers }: Job): Promise<Output> {
  const { servers, trustAnchors, timeScale, token, keyAuthorization } = input;
  const defaults = loadSettings({ file: undefined, directory: '/run/nothing', environment: {} });
  if (!defaults.ok) throw new Error(JSON.stringify(defaults.fault));
  const { settings } = defaults.value;
  const validation = {
    ...settings.validation,
    stubs: { lab: [...servers] },
    dns_servers: [...servers],
    time_scale: timeScale,
    trust_anchors: [...trustAnchors],
  };
  const loaded = { ...defaults.value, settings: { ...settings, validation } };
  const made = await createKit({ loaded, networks: [], clock: systemClock });
  if (!made.ok) throw new Error(JSON.stringify(made.fault));
  const { kit } = made.value;
  // what the place that looks has of its own, and the CA has not
  const caches = resolvers?.map((server) => {
    const parsed = parseServer(server);
    if (parsed === undefined) throw new Error(server);
    return createStubResolver({ clock: systemClock, servers: [parsed] });
  });
  const anchors = servers.map((address) => ({ address, port: 53 }));
  const report = await examine(
    { name, vantage: 'here' },
    {
      ...kit,
      ...(caches !== undefined && { caches }),
      anchors,
      caa: CAA,
    },
  );
  const orders = await Promise.all(
    RETRY_RULES.map(async (rule) => {
      const { verdict } = await kit.validator.validate({
        ...plainTerms,
        identifier: { type: 'dns', value: name },
        wildcard: false,
        type: 'http-01',
        caa: CAA,
        rule,
        token,
        keyAuthorization,
      });
      return [rule, verdict.valid ? 'valid' : 'invalid'] as const;
    }),
  );
  await made.value.close();
  return { id, report, orders: Object.fromEntries(orders) as Output['orders'] };
}
