import { fail, fault, ok, type Result } from '../core/index.ts';
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
  const { cancel, intro, isCancel, select, text } = await import('@clack/prompts'); // only who is asked needs it in memory
  const interrupted = () => {
    cancel(session.messages.cli.commands.interrupted());
    return fail(fault('interrupted', {}));
  };
  const texts = session.messages.cli.init;
  intro(texts.intro());
  const required = (value: string | undefined) =>
    (value ?? '').trim() === '' ? texts.required() : undefined;
  const organization =
    options.organization ?? (await text({ message: texts.organization(), validate: required }));
  if (isCancel(organization)) return interrupted();
  const publicHost =
    options.publicHost ??
    (await text({
      message: texts.publicHost(),
      initialValue: fallbackHost,
      validate: (value) => (HOST_NAME.test(value ?? '') ? undefined : texts.notAHost()),
    }));
  if (isCancel(publicHost)) return interrupted();
  const permitNames = options.permitName ?? (await text({ message: texts.permitNames(), defaultValue: '' }));
  if (isCancel(permitNames)) return interrupted();
  const listenAll =
    options.listenAll ??
    (await select({
      message: texts.listen(),
      options: [
        { value: false, label: texts.listenLoopback() },
        { value: true, label: texts.listenAll() },
      ],
    }));
  if (isCancel(listenAll)) return interrupted();
  const names = typeof permitNames === 'string' ? permitNames.split(/[\s,]+/).filter(Boolean) : permitNames;
  return ok({ organization, publicHost, permitNames: names, listenAll, trial: false });
}

const HOST_NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
