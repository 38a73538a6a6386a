/**
 * The composition root: every part of the server is made here, once, and handed to those that need it. Read `startServer` from top
 * to bottom to see what there is and in which order it starts; whatever it opens is closed in the opposite order.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AcmeServer, createAcmeServer } from './authority/acme/index.ts';
import {
  createCertificateAuthority,
  createCrlJob,
  createOwnChallenges,
  exportRoot,
  fingerprint,
  loadIssuingAuthority,
  publishAuthority,
  readRootCrl,
} from './authority/ca/index.ts';
import { writeFileDurably } from './authority/signer/index.ts';
import {
  acmeOptions,
  allowedNetworks,
  auditorOf,
  byPath,
  createClosers,
  createDelegation,
  createHttpApp,
  createLog,
  createOwnCertificate,
  createPerspectives,
  createValidation,
  databaseFile,
  bootstrapCertificate,
  externalKeyContext,
  makeDataDirectory,
  openConfiguredKey,
  openListeners,
  openNativeApi,
  ownNames,
  places,
  runCommandLine,
  scheduleCrl,
  serverContext,
  startJobs,
  type StartServer,
  withLoopback,
} from './cli/index.ts';
import { createControlApi, listenControl } from './console/api/index.ts';
import { fail, ok, systemClock as clock } from './core/index.ts';
import { lockDataDirectory, openSqliteStore, StoreError } from './store/index.ts';

/** Starts everything that serves. Faults are what an administrator can mend; then nothing is left open. */
export const startServer: StartServer = async (loaded, around) => {
  const { settings, directory } = loaded;
  const closers = createClosers();
  try {
    const log = createLog(settings.log);
    const started = new Date(clock.now());

    // the data directory: ours alone, from here to the end of the process
    const made = makeDataDirectory(directory);
    if (!made.ok) return made;
    const lock = lockDataDirectory(directory);
    if (!lock.ok) return lock;
    closers.add(() => lock.value.release());
    const store = await openSqliteStore({ file: databaseFile(directory), log, clock, lock: lock.value });
    closers.add(() => store.close());

    // the keys: the issuing one alone; the root's file is never opened here
    const atRest = closers.need(await openConfiguredKey(loaded, around.environment));
    const auditor = auditorOf({ directory, store, atRest: async () => ok(atRest), clock, log });
    closers.add(() => auditor.close());
    auditor.start();
    const issuing = closers.need(await loadIssuingAuthority(directory, atRest));
    const root = closers.need(await exportRoot(directory));
    const rootFile = join(directory, 'root.pem');
    await writeFileDurably(rootFile, Buffer.from(root.pem), 0o644);
    const ca = createCertificateAuthority({ issuing, clock, log });
    const crlJob = createCrlJob({ store, ca, clock });

    // plain HTTP: CRLs, CA certificates, and the answers to our own challenges
    const challenges = createOwnChallenges();
    const publish = publishAuthority({
      issuer: ca.issuer,
      rootFingerprint: fingerprint(root.der),
      store,
      rootCrl: async () => {
        const crl = await readRootCrl(directory);
        return crl.ok ? crl.value : undefined;
      },
      clock,
    });
    const httpApp = await createHttpApp(publish, challenges.handler);
    closers.add(() => httpApp.close());
    const http = closers.need(
      await openListeners(
        {
          scheme: 'http',
          addresses: withLoopback(settings.http.addresses),
          port: settings.http.port,
          app: httpApp,
        },
        around.warn,
      ),
    );
    closers.add(() => http.close());

    // validation and ACME
    const names = ownNames(settings, ca.issuer);
    const validation = closers.need(
      createValidation({ loaded, networks: () => allowedNetworks(store), clock, log, http }),
    );
    closers.add(() => validation.validator.close());
    await validation.reload();
    const perspectives = closers.need(
      await createPerspectives({
        loaded,
        store,
        atRest,
        organization: ca.issuer.organization,
        local: validation.validator,
        clock,
        log,
        warn: around.warn,
      }),
    );
    closers.add(() => perspectives.close());
    const acme: AcmeServer = createAcmeServer({
      ...acmeOptions(settings, names),
      testAddresses: loaded.test,
      store,
      ca,
      clock,
      log,
      validator: perspectives.validator,
      openExternalKey(sealed, id) {
        const opened = atRest.open(sealed, externalKeyContext(id));
        return opened.ok ? opened.value : undefined;
      },
      onRevoked: (issuerId) => void scheduleCrl(store, issuerId, clock.now()),
    });
    closers.add(() => acme.close());

    // delegation: a DNS server of our own, and the ways in for those who may answer challenges there
    const delegation = closers.need(
      await createDelegation({
        loaded,
        issuer: ca.issuer,
        store,
        atRest,
        clock,
        log,
        language: around.language,
        warn: around.warn,
      }),
    );
    closers.add(() => delegation.close());

    // HTTPS: with the certificate of an earlier start, else with one that is good for a minute's talk with ourselves
    const own = createOwnCertificate({
      directory,
      atRest,
      store,
      clock,
      log,
      names,
      challenges,
      language: around.language,
    });
    let present = (await own.stored()) ?? bootstrapCertificate(clock.now());
    const https = closers.need(
      await openListeners(
        {
          scheme: 'https',
          addresses: settings.https.addresses,
          port: settings.https.port,
          app: byPath('/delegation/', delegation.app, acme),
          certificate: present,
        },
        around.warn,
      ),
    );
    closers.add(() => https.close());
    const native = closers.need(
      await openNativeApi({
        loaded,
        issuer: ca.issuer,
        app: delegation.app,
        certificate: present,
        warn: around.warn,
      }),
    );
    closers.add(() => native.close());
    const views = [
      ...https.views,
      ...http.views,
      ...perspectives.views,
      ...delegation.views,
      ...native.views,
    ];
    const place = places(settings, names, https);
    const renewOwn = () =>
      own.renew({
        server: place.loopback,
        directoryUrl: place.ownDirectoryUrl,
        present,
        root: root.pem,
        install(certificate) {
          present = certificate;
          https.setCertificate(certificate);
          native.setCertificate(certificate);
        },
      });

    // the way in for commands
    const api = createControlApi(
      serverContext({
        loaded,
        around,
        store,
        clock,
        atRest,
        validation,
        acme,
        issuer: ca.issuer,
        perspectives,
        delegation,
        auditor,
        log,
        started: started.toISOString(),
        directoryUrl: place.directoryUrl,
        listeners: views,
      }),
      log,
    );
    const control = closers.need(await listenControl(api, directory));
    closers.add(() => control.close());

    // what an earlier stop cut off, then the server's own certificate, then everything that recurs
    await acme.resume();
    const report = await renewOwn();
    const jobs = await startJobs({
      settings,
      store,
      clock,
      log,
      crlJob,
      delegation,
      renewOwn,
      nextOwn: (report) => own.nextAt(report),
      report,
    });
    closers.add(() => jobs.stop());
    log.info({ directory, directoryUrl: place.directoryUrl }, 'started');

    return ok({
      listeners: views,
      trial: ca.issuer.trial,
      keyBeside: atRest.source === 'data-directory',
      anythingAllowed: (await store.allowances.list()).length > 0,
      directoryUrl: place.directoryUrl,
      rootFile,
      own: report,
      async stop() {
        await closers.stop([http, https, native]);
        log.info({ directory }, 'stopped');
      },
    });
  } catch (error) {
    await closers.closeAll();
    const expected = closers.faultOf(error) ?? (error instanceof StoreError ? error.fault : undefined);
    if (expected !== undefined) return fail(expected);
    throw error;
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await runCommandLine(process.argv.slice(2), { environment: process.env, startServer });
}
