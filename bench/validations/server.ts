// The server under test: as `src/main.ts` composes it (SQLite on disk, the CA, the ACME server on HTTPS, the validator with default
// settings and limits), but with a second way to begin validations: a line on standard input begins all pending ones in one moment,
// by the same call that the challenge resource makes once it has verified a client's request. So the load of 2,000 signed requests is
// no part of what is measured. Prints one line of JSON for each line that it is told.
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { createAcmeServer } from '../../src/authority/acme/index.ts';
import { subscriberOf } from '../../src/authority/acme/policy/subscriber.ts';
import { settingsOf } from '../../src/authority/acme/settings.ts';
import { createValidations } from '../../src/authority/acme/work/validations.ts';
import { createCertificateAuthority, loadIssuingAuthority } from '../../src/authority/ca/index.ts';
import {
  acmeOptions,
  allowedNetworks,
  bootstrapCertificate,
  createLog,
  createValidation,
  openConfiguredKey,
  openListeners,
  ownNames,
} from '../../src/cli/index.ts';
import { loadSettings } from '../../src/config/index.ts';
import { type Result, systemClock as clock } from '../../src/core/index.ts';
import { type Authorization, openSqliteStore } from '../../src/store/index.ts';

const ORDERS_MAX = 1_000;
const BEGUN_PER_TURN = 5;
const [directory = ''] = process.argv.slice(2);

const loaded = need(loadSettings({ directory, environment: {} }));
const { settings } = loaded;
const log = createLog({ ...settings.log, level: 'warn' });
const store = await openSqliteStore({ file: join(directory, 'sixfour.sqlite'), log, clock });
const atRest = need(await openConfiguredKey(loaded, {}));
const issuing = need(await loadIssuingAuthority(directory, atRest));
const ca = createCertificateAuthority({ issuing, clock, log });
const networks = () => allowedNetworks(store);
const validation = need(createValidation({ loaded, networks, clock, log }));
await validation.reload();
const options = {
  ...acmeOptions(settings, ownNames(settings, ca.issuer)),
  store,
  ca,
  clock,
  log,
  validator: validation.validator,
};
const acme = createAcmeServer(options);
const certificate = bootstrapCertificate(clock.now());
const { addresses, port } = settings.https;
need(await openListeners({ scheme: 'https', addresses, port, app: acme, certificate }, () => undefined));

const acmeSettings = settingsOf(options);
const validations = createValidations({
  ...options,
  settings: acmeSettings,
  authorizationLifetimeMs: acmeSettings.authorizationLifetimeMs,
  countFailure: () => undefined,
});
process.on('SIGTERM', () => process.exit(0)); // so that a profile is written
let pending: readonly Authorization[] = [];

for await (const line of createInterface(process.stdin)) {
  if (line.startsWith('gather ')) {
    pending = await gather(line.slice('gather '.length));
    say({ pending: pending.length });
  } else if (line === 'begin') {
    await beginAll();
    say({});
  } else if (line === 'collect') say(await collect());
}
process.exit(0);

/** What is to be validated: every pending authorization below this name. */
async function gather(suffix: string): Promise<readonly Authorization[]> {
  const orders = await store.orders.list({ status: 'pending' }, { limit: ORDERS_MAX });
  const all = await Promise.all(orders.map(({ id }) => store.authorizations.listByOrder(id)));
  return all.flat().filter(({ identifier }) => identifier.value.endsWith(suffix));
}

/** Resolves when all have ended. */
async function beginAll(): Promise<void> {
  const accounts = await store.accounts.list({ limit: ORDERS_MAX });
  const attempts = pending.map((authorization) => {
    const account = accounts.find(({ id }) => id === authorization.accountId);
    if (account === undefined) throw new Error('an authorization of nobody');
    const subscriber = subscriberOf(account, authorization.directory, acmeSettings);
    return { authorization, type: 'http-01', subscriber } as const;
  });
  const beginning = [];
  for (const [n, attempt] of attempts.entries()) {
    beginning.push(validations.begin(attempt));
    if (n % BEGUN_PER_TURN === 0) await turn(); // as requests would come: some in each turn of the event loop
  }
  const begun = await Promise.all(beginning);
  for (const one of begun) if (one.outcome === 'claimed') await one.end;
}

/** What was recorded of them. */
async function collect() {
  const records = await Promise.all(pending.map(({ id }) => store.validations.listByAuthorization(id)));
  const ended = records.flat();
  const took = ended.map(({ startedAt, finishedAt }) => finishedAt - startedAt);
  return {
    decided: ended.length,
    valid: ended.filter(({ valid }) => valid).length,
    overIPv4: ended.filter(({ evidence }) => retried(evidence)).length,
    slowestMs: Math.max(...took),
    quickestMs: Math.min(...took),
    refusals: [...new Set(ended.map(({ error }) => error?.code).filter((code) => code !== undefined))],
  };
}

/** Did IPv6 time out, and IPv4 answer? */
function retried(evidence: readonly { kind: string; family?: number; outcome?: string }[]): boolean {
  const attempts = evidence.filter(({ kind }) => kind === 'attempt');
  return (
    attempts.map(({ family, outcome }) => `${family} ${outcome}`).join() === '6 connect-timeout,4 response'
  );
}

function need<T>(result: Result<T, unknown>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.fault));
}

function say(message: object): void {
  console.log(JSON.stringify(message));
}
