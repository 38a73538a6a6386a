import type { AllowanceView, ControlClient } from '../../console/api/index.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type Session, show, withControl } from '../session.ts';
import { table, wrap } from '../table.ts';
import { moment } from '../words.ts';

export type AllowOptions = {
  readonly exact?: boolean;
  readonly address?: readonly string[];
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
    { kind: 'address', values: options.address ?? [] },
    { kind: 'network', values: options.network ?? [] },
  ].filter((one) => one.values.length > 0);
  // either a change or the list: one command has one answer
  if ((wanted.length === 0) !== (options.list === true)) {
    session.terminal.err(session.messages.cli.allow.nothingToDo());
    return EXIT.usage;
  }
  return withControl(session, (control) =>
    options.list === true
      ? list(session, control)
      : change(session, control, wanted, options.remove === true),
  );
}

type Wanted = { readonly kind: string; readonly values: readonly string[] };

async function change(
  session: Session,
  control: ControlClient,
  wanted: readonly Wanted[],
  remove: boolean,
): Promise<ExitCode> {
  const texts = session.messages.cli.allow;
  const changes: Change[] = [];
  for (const one of wanted) {
    const path = remove ? '/allowances/remove' : '/allowances';
    const answer = await control.call<{ allowed?: Change[]; removed?: Change[] }>('POST', path, one);
    if (!answer.ok) return show(session, answer, () => []);
    changes.push(...(answer.value.allowed ?? answer.value.removed ?? []));
  }
  const added = (one: Change) => (one.changed ? texts.added(one) : texts.there(one));
  const value = remove ? { removed: changes } : { allowed: changes };
  return show(session, { ok: true, value }, () =>
    changes.map((one) => (remove ? texts.removed(one) : added(one))),
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
