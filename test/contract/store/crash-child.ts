// Writes as fast as it can and prints what was acknowledged, until it is killed: `node crash-child.ts DIRECTORY`.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { silentLog } from '../../../src/core/index.ts';
import { openSqliteStore } from '../../../src/store/index.ts';
import { addAnswerer } from './delegation-world.ts';
import { createAccount, createOrder, newCertificate, NOW, prove } from './world.ts';

const STDOUT = 1;
const FLOWS = 8;
const acknowledged = (what: string, id: string) => writeSync(STDOUT, `${what} ${id}\n`);

const store = await openSqliteStore({ file: join(process.argv[2] ?? '', 'store.sqlite'), log: silentLog });
const account = await createAccount(store);
acknowledged('account', account.id);

async function flow(): Promise<never> {
  for (;;) {
    const order = await createOrder(store, account);
    acknowledged('order', order.id);
    await prove(store, account, order.authorizationIds[0]);
    acknowledged('authorization', order.authorizationIds[0] ?? '');
    const certificate = newCertificate(order);
    await store.orders.reserveCertificate(order, account.id, certificate, 'thumbprint', NOW);
    acknowledged('reserved', certificate.serial);
    await store.orders.complete(order.id, certificate.serial, Buffer.from(certificate.serial));
    acknowledged('issued', certificate.serial);
  }
}

/** Clients with a rule each, whose values come and go: all of it is told in the audit. */
async function present(): Promise<never> {
  for (;;) {
    const one = await addAnswerer(store);
    await store.challenges.present(one.value('v'), [one.label], one.event('presented'), 9);
    acknowledged('rule', one.rule.id);
    await store.challenges.cleanUp(one.value('v'), one.event('cleaned'));
  }
}
await Promise.all([...Array.from({ length: FLOWS }, flow), present(), present()]);
