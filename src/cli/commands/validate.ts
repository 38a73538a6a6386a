import {
  type ControlClient,
  DRY_VALIDATION_MS,
  type DryPlanView,
  type DryValidationView,
  type ErrorView,
} from '../../console/api/index.ts';
import { type ChallengeType, type FaultCode, FAULTS, shellWord } from '../../core/index.ts';
import { dryValidationLines } from '../dry-validation-lines.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { answerHere } from '../self/answer.ts';
import { makeChallenge, type SelfChallenge } from '../self/challenge.ts';
import { tellSeconds } from '../progress.ts';
import { offerRecord } from '../self/record.ts';
import { refuse, type Session, show, usage, withControl } from '../session.ts';
import { wrap } from '../table.ts';
import { printable } from '../terminal.ts';
import { dataFlag } from '../serve/banner.ts';

export type ValidateOptions = {
  readonly type: ChallengeType;
  readonly directory: string;
  readonly token?: string;
  readonly thumbprint?: string;
  readonly keyAuthorization?: string;
  readonly digest?: string;
  readonly account?: string;
  readonly self?: boolean;
};

/** Validates a name without an order: what was seen, and the verdict under every rule. */
export function validate(session: Session, name: string, options: ValidateOptions): Promise<ExitCode> {
  const { self, ...known } = options;
  if (self === true) return validateSelf(session, name, options);
  return withControl(session, (control) => look(session, control, { name, ...known }));
}

/** The exit code of a refusal. */
function refused(shown: ExitCode, { code }: ErrorView): ExitCode {
  return POLICY.has(code) ? EXIT.refused : shown;
}

/** Refused by what is allowed, not for how it was asked. */
const POLICY: ReadonlySet<FaultCode> = new Set(['nameNotAllowed', 'addressNotAllowed', 'rejectedIdentifier']);

type Ask = { readonly name: string; readonly account?: string };
type Typed = Ask & { readonly directory: string };

/** One call, told as it goes on; 0 where it passes under the CA's own rule. `asked`: how often this machine was asked for it. */
async function look(
  session: Session,
  control: ControlClient,
  ask: Ask,
  asked?: () => number,
): Promise<ExitCode> {
  const { terminal, messages } = session;
  // from the first full second on
  const { stop } = tellSeconds(terminal, (seconds) =>
    messages.cli.validate.progress({ name: ask.name, seconds }),
  );
  const answer = await control
    .call<DryValidationView>('POST', '/validations', ask, DRY_VALIDATION_MS)
    .finally(stop);
  const around = { accountGiven: ask.account !== undefined, asked: asked?.() };
  const shown = show(session, answer, (view) => dryValidationLines(session, view, around));
  if (!answer.ok) return refused(shown, answer.error);
  if (answer.value.valid) return shown;
  const code = answer.value.error?.code;
  const ours = code !== undefined && Object.hasOwn(FAULTS, code) && FAULTS[code].status >= 500;
  return ours ? EXIT.couldNotRun : EXIT.refused;
}

/** The challenge is made here; it is answered here too, or, where it is a record, by whoever publishes it. */
async function validateSelf(session: Session, name: string, options: ValidateOptions): Promise<ExitCode> {
  const texts = session.messages.cli.validate;
  const { type, token, thumbprint, keyAuthorization, digest } = options;
  if ([token, thumbprint, keyAuthorization, digest].some((one) => one !== undefined))
    return usage(session, texts.selfAlone());
  if (type === 'dns-account-01' || type === 'dns-persist-01')
    return usage(session, texts.typeOfSelf({ type }));
  const challenge = makeChallenge();
  const { directory, account } = options;
  const ask = {
    name,
    type,
    directory,
    keyAuthorization: challenge.keyAuthorization,
    ...(account && { account }),
  };
  if (type === 'dns-01' && (!session.terminal.interactive || session.json))
    return usage(session, texts.selfNeedsTerminal());
  return withControl(session, async (control) => {
    // what would be refused anyway is refused before anything is published or opened
    const planned = await control.call<DryPlanView>('POST', '/validations/plan', ask);
    if (!planned.ok)
      return refused(
        show(session, planned, () => []),
        planned.error,
      );
    if (type !== 'dns-01')
      return whileAnswering(session, { type, name: planned.value.name, challenge, typed: ask }, (asked) =>
        look(session, control, ask, asked),
      );
    if (!(await offerRecord(session, planned.value.name, challenge))) return EXIT.couldNotRun;
    const exit = await look(session, control, ask);
    // name servers may be late: the same record can be looked at again
    if (exit === EXIT.refused)
      session.terminal.err(again(session, ask, ['--type', type, '--digest', challenge.digest]));
    return exit;
  });
}

/** Runs with the challenge answered on this machine, over both families, on the port that validations go to. */
async function whileAnswering(
  session: Session,
  what: {
    readonly type: 'http-01' | 'tls-alpn-01';
    /** In normal form. */
    readonly name: string;
    readonly typed: Typed;
    readonly challenge: SelfChallenge;
  },
  run: (asked: () => number) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { validation } = session.loaded.settings;
  const port = what.type === 'http-01' ? validation.http01_port || 80 : validation.tls_alpn01_port || 443;
  const answering = await answerHere({ ...what, port });
  if (!answering.ok) {
    const exit = refuse(session, answering.fault);
    if (!session.json && what.type === 'http-01')
      session.terminal.err(
        again(session, what.typed, ['--key-authorization', what.challenge.keyAuthorization]),
      );
    return exit;
  }
  const { places, missing, asked, close } = answering.value;
  const { terminal, messages } = session;
  const texts = messages.cli.validate;
  for (const one of missing) terminal.err(wrap(terminal, texts.familyMissing(one)));
  terminal.err(wrap(terminal, texts.answering({ places: places.join(', ') })));
  try {
    return await run(asked);
  } finally {
    await close();
  }
}

/** The command that looks at the same challenge again. Never wrapped: it is to be copied. */
function again(
  { messages, loaded }: Session,
  { name, directory, account }: Typed,
  challenge: readonly string[],
): string {
  const flags = [
    ...challenge,
    ...(directory === 'default' ? [] : ['--directory', directory]),
    ...(account === undefined ? [] : ['--account', account]),
  ];
  const line = [name, ...flags].map((one) => shellWord(printable(one))).join(' ');
  return messages.cli.validate.again({ line: `${line}${dataFlag(loaded.directory)}` });
}
