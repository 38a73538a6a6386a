// An ACME client for many names at once: `perspective-orders.ts DIRECTORY WEBROOT NAME...` orders a certificate for each name with
// one account, proves it by http-01, and prints what the subscriber was told of each, as one line of JSON.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import acme from 'acme-client';

export type Told = {
  readonly name: string;
  readonly status: string;
  /** Of the challenge; undefined where it is valid. */
  readonly problem?: { readonly type: string; readonly detail: string; readonly status?: number };
  /** Every byte that the subscriber can read of it: order and authorization. */
  readonly text: string;
};

if (import.meta.main) await main();

async function main(): Promise<void> {
  const [directoryUrl = '', webroot = '', ...names] = process.argv.slice(2);
  const challenges = join(webroot, '.well-known/acme-challenge');
  await mkdir(challenges, { recursive: true });
  const accountKey = await acme.crypto.createPrivateEcdsaKey();
  const client = new acme.Client({
    directoryUrl,
    accountKey,
    backoffAttempts: 200,
    backoffMin: 200,
    backoffMax: 200,
  });
  await client.createAccount({ termsOfServiceAgreed: true });
  const told = await Promise.all(names.map((name) => order(client, challenges, name)));
  for (const one of told) console.log(JSON.stringify(one));
}

async function order(client: acme.Client, challenges: string, name: string): Promise<Told> {
  const made = await client.createOrder({ identifiers: [{ type: 'dns', value: name }] });
  const [authorization] = await client.getAuthorizations(made);
  const challenge = authorization?.challenges.find(({ type }) => type === 'http-01');
  if (challenge === undefined) throw new Error(`${name}: no http-01`);
  await writeFile(join(challenges, challenge.token), await client.getChallengeKeyAuthorization(challenge));
  await client.completeChallenge(challenge);
  const proven = await client.waitForValidStatus(challenge).then(
    () => true,
    () => false,
  );
  if (proven) {
    const [, csr] = await acme.crypto.createCsr(
      { altNames: [name] },
      await acme.crypto.createPrivateEcdsaKey(),
    );
    await client.finalizeOrder(made, csr);
    await client.getCertificate(made);
  }
  const [after] = await client.getAuthorizations(made);
  const end = await client.getOrder(made);
  const { error } = (after?.challenges.find(({ type }) => type === 'http-01') ?? {}) as {
    error?: Told['problem'];
  };
  return {
    name,
    status: end.status,
    ...(error && { problem: error }),
    text: JSON.stringify([end, after]),
  };
}
