import { existsSync } from 'node:fs';
import { stringify } from 'smol-toml';
import { createHierarchy, type HierarchyInput } from '../../authority/ca/index.ts';
import { writeFileDurably } from '../../authority/signer/index.ts';
import { markTestDirectory } from '../../config/index.ts';
import { fail, ok, type Result } from '../../core/index.ts';
import { lockDataDirectory } from '../../store/index.ts';
import { openConfiguredKey } from '../at-rest.ts';
import { makeDataDirectory } from '../data-directory.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type Answers, askForAnswers, type InitOptions } from '../init-answers.ts';
import { dataFlag } from '../serve/banner.ts';
import { refuse, type Session } from '../session.ts';

const HTTP_PORT = 6480;
const EVERYWHERE = ['::', '0.0.0.0'];

/** Makes root and issuing CA, and the settings file, from options or by asking. What is there is never overwritten. */
export async function init(session: Session, options: InitOptions): Promise<ExitCode> {
  const answers = await askForAnswers(session, options);
  if (!answers.ok) return refuse(session, answers.fault);
  const made = await make(session, options, answers.value);
  if (!made.ok) return refuse(session, made.fault);
  const { directory, file } = session.loaded;
  if (session.json) {
    session.terminal.out(
      JSON.stringify({ directory, settings: file, wrote: made.value.wrote, ...answers.value }, null, 2),
    );
  } else
    for (const line of lines(session, options, answers.value, made.value.wrote)) session.terminal.out(line);
  return EXIT.good;
}

async function make(
  session: Session,
  options: InitOptions,
  answers: Answers,
): Promise<Result<{ wrote: boolean }>> {
  const { loaded, environment } = session;
  const { directory } = loaded;
  const prepared = makeDataDirectory(directory);
  if (!prepared.ok) return prepared;
  const lock = lockDataDirectory(directory);
  if (!lock.ok) return lock;
  try {
    if (options.test === true) markTestDirectory(directory);
    const atRest = await openConfiguredKey(loaded, environment);
    if (!atRest.ok) return atRest;
    const created = await createHierarchy(
      directory,
      atRest.value,
      hierarchyInput(session, answers),
      Date.now(),
    );
    if (!created.ok) return fail(created.fault);
    const wrote = !answers.trial && !existsSync(loaded.file);
    if (wrote) await writeFileDurably(loaded.file, Buffer.from(settingsText(session, answers)));
    return ok({ wrote });
  } finally {
    lock.value.release();
  }
}

function hierarchyInput({ loaded }: Session, answers: Answers): HierarchyInput {
  const { host, http } = loaded.settings;
  return {
    organization: answers.organization,
    publicHost: answers.publicHost,
    httpPort: host.http_port || http.port || HTTP_PORT,
    trial: answers.trial,
    nameConstraints: answers.permitNames,
  };
}

function settingsText({ messages }: Session, answers: Answers): string {
  const tables = {
    host: { public_host: answers.publicHost },
    ...(answers.listenAll ? { https: { addresses: EVERYWHERE }, http: { addresses: EVERYWHERE } } : {}),
  };
  return `${messages.cli.init.fileHead()}\n\n${stringify(tables)}`;
}

function lines(
  { messages, loaded }: Session,
  options: InitOptions,
  answers: Answers,
  wrote: boolean,
): string[] {
  const texts = messages.cli.init;
  const { directory, file } = loaded;
  if (options.trial === true) return [texts.trialDone({ directory })];
  const data = dataFlag(directory);
  return [
    texts.done({ directory }),
    wrote ? texts.wrote({ file }) : texts.kept({ file }),
    '',
    texts.next(),
    texts.nextDetach({ data }),
    texts.nextAllow({ data, name: answers.permitNames[0] ?? 'example.org' }),
    texts.nextServe({ data }),
  ];
}
