import type { AllowanceView, ControlClient } from '../../console/api/index.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type Session, show, withControl } from '../session.ts';
import { table, wrap } from '../table.ts';
import { moment } from '../words.ts';

export type AllowOptions = {
  readonly exact?: boolean;
  readonly network?: readonly string[];
  readonly list?: boolean;
  readonly remove?: boolean;
};
type Change = { readonly kind: AllowanceView['kind']; readonly value: string; readonly changed: boolean };

export async function allow(
  session: Session,
  names: readonly string[],
  options: AllowOptions,
): Promise<ExitCode> {
  const wanted = [
    { kind: options.exact === true ? 'exact' : 'name', values: names },
    { kind: 'network', values: options.network ?? [] },
  ].filter((one) => one.values.length > 0);
  if (wanted.length === 0 && options.list !== true) {
    session.terminal.err(session.messages.cli.allow.nothingToDo());
    return EXIT.usage;
  }
  return withControl(session, async (control) => {
    for (const one of wanted) {
      const exit = await change(session, control, one, options.remove === true);
      if (exit !== EXIT.good) return exit;
    }
    return options.list === true ? list(session, control) : EXIT.good;
  });
}

async function change(
  session: Session,
  control: ControlClient,
  wanted: { kind: string; values: readonly string[] },
  remove: boolean,
): Promise<ExitCode> {
  const texts = session.messages.cli.allow;
  if (remove) {
    const answer = await control.call<{ removed: Change[] }>('POST', '/allowances/remove', wanted);
    return show(session, answer, ({ removed }) => removed.map((one) => texts.removed(one)));
  }
  const answer = await control.call<{ allowed: Change[] }>('POST', '/allowances', wanted);
  return show(session, answer, ({ allowed }) =>
    allowed.map((one) => (one.changed ? texts.added(one) : texts.there(one))),
  );
}

async function list(session: Session, control: ControlClient): Promise<ExitCode> {
  const texts = session.messages.cli.allow;
  const { columns } = session.messages.cli.commands;
  const answer = await control.call<{ allowances: AllowanceView[] }>('GET', '/allowances');
  return show(session, answer, ({ allowances }) =>
    allowances.length === 0
      ? [wrap(session.terminal, texts.none())]
      : table(
          session.terminal,
          [columns.value(), columns.kind(), columns.created()],
          allowances.map((one) => [one.value, texts.kind[one.kind](), moment(one.createdAt)]),
        ),
  );
}
