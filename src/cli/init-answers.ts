import type { TextOptions } from '@clack/prompts';
import { fail, fault, ok, type Result } from '../core/index.ts';
import { introduce, prompted, promptText } from './ask.ts';
import type { Session } from './session.ts';

export type InitOptions = {
  readonly organization?: string;
  readonly publicHost?: string;
  readonly permitName?: readonly string[];
  readonly listenAll?: boolean;
  readonly yes?: boolean;
  readonly trial?: boolean;
  readonly test?: boolean;
};

/** What a hierarchy is made from. */
export type Answers = {
  readonly organization: string;
  readonly publicHost: string;
  readonly permitNames: readonly string[];
  readonly listenAll: boolean;
  readonly trial: boolean;
};

const TRIAL_ORGANIZATION = 'sixfour';
const LOCAL_HOST = 'localhost';

/** Options first; what they leave open is asked for on a terminal. Faults: `answersMissing`, `interrupted`. */
export async function askForAnswers(session: Session, options: InitOptions): Promise<Result<Answers>> {
  const { public_host } = session.loaded.settings.host;
  const fallbackHost = public_host === '' ? LOCAL_HOST : public_host;
  const given = {
    publicHost: options.publicHost ?? fallbackHost,
    permitNames: options.permitName ?? [],
    listenAll: options.listenAll === true,
    trial: options.trial === true,
  };
  if (given.trial) return ok({ ...given, organization: options.organization ?? TRIAL_ORGANIZATION });
  const ask = options.yes !== true && session.terminal.interactive && !session.json;
  if (ask) return prompts(session, options, fallbackHost);
  if (options.organization === undefined) return fail(fault('answersMissing', { flag: '--organization' }));
  return ok({ ...given, organization: options.organization });
}

async function prompts(
  session: Session,
  options: InitOptions,
  fallbackHost: string,
): Promise<Result<Answers>> {
  const { isCancel, select, text } = await import('@clack/prompts'); // only who is asked needs it in memory
  const texts = session.messages.cli.init;
  const ask = async (question: string, options: Omit<TextOptions, 'message' | 'signal'>) => {
    const message = await promptText(session, question);
    return prompted((signal) => text({ message, signal, ...options }));
  };
  await introduce(session, texts.intro());
  const required = (value: string | undefined) =>
    (value ?? '').trim() === '' ? texts.required() : undefined;
  const organization = options.organization ?? (await ask(texts.organization(), { validate: required }));
  if (isCancel(organization)) return interrupted();
  const publicHost =
    options.publicHost ??
    (await ask(texts.publicHost(), {
      initialValue: fallbackHost,
      validate: (value) => (HOST_NAME.test(value ?? '') ? undefined : texts.notAHost()),
    }));
  if (isCancel(publicHost)) return interrupted();
  const permitNames = options.permitName ?? (await ask(texts.permitNames(), { defaultValue: '' }));
  if (isCancel(permitNames)) return interrupted();
  const listenAll =
    options.listenAll ??
    (await prompted((signal) =>
      select({
        message: texts.listen(),
        options: [
          { value: false, label: texts.listenLoopback() },
          { value: true, label: texts.listenAll() },
        ],
        showInstructions: session.language.startsWith('en'), // there are no others
        signal,
      }),
    ));
  if (isCancel(listenAll)) return interrupted();
  const names = typeof permitNames === 'string' ? permitNames.split(/[\s,]+/).filter(Boolean) : permitNames;
  return ok({ organization, publicHost, permitNames: names, listenAll, trial: false });
}

function interrupted(): Result<never> {
  return fail(fault('interrupted', {}));
}

const HOST_NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
