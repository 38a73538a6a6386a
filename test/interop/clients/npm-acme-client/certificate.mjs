// node certificate.mjs obtain|revoke DIRECTORY NAME WEBROOT HOME
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import acme from 'acme-client';

const [act, directoryUrl, name, webroot, home] = process.argv.slice(2);
const challenges = join(webroot, '.well-known/acme-challenge');
await mkdir(challenges, { recursive: true });
await mkdir(home, { recursive: true });

const keyFile = join(home, 'account.key');
if (!existsSync(keyFile)) {
  await writeFile(keyFile, await acme.crypto.createPrivateEcdsaKey(), { mode: 0o600 });
}
const client = new acme.Client({ directoryUrl, accountKey: await readFile(keyFile) });
const certificateFile = join(home, `${name}.pem`);

if (act === 'revoke') {
  await client.createAccount({ termsOfServiceAgreed: true });
  await client.revokeCertificate(await readFile(certificateFile));
} else {
  const key = await acme.crypto.createPrivateEcdsaKey();
  const [, csr] = await acme.crypto.createCsr({ altNames: [name] }, key);
  const certificate = await client.auto({
    csr,
    termsOfServiceAgreed: true,
    challengePriority: ['http-01'],
    challengeCreateFn: (authorization, challenge, keyAuthorization) =>
      writeFile(join(challenges, challenge.token), keyAuthorization),
    challengeRemoveFn: (authorization, challenge) => rm(join(challenges, challenge.token)),
  });
  await writeFile(join(home, `${name}.key`), key, { mode: 0o600 });
  await writeFile(certificateFile, certificate);
}
