import {
  type NewProviderView,
  PROVIDER_CHECK_MS,
  type ProviderCheckView,
  type ProviderDetailView,
  type ProviderView,
} from '../../console/api/index.ts';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { more } from '../list.ts';
import { refuse, type Session, show, withControl } from '../session.ts';
import { facts, table, wrap } from '../table.ts';
import { moment } from '../words.ts';
import { readCredentials } from './provider-credentials.ts';

type Given = {
  readonly kind: string;
  readonly zone: readonly string[];
  readonly option?: readonly string[];
  readonly credentials?: string;
};

export async function providerAdd(session: Session, name: string, given: Given): Promise<ExitCode> {
  const texts = session.messages.cli.provider;
  const options = readOptions(given.option ?? [], texts.optionWithoutValue());
  if (!options.ok) return refuse(session, options.fault);
  const credentials = await readCredentials(session, given.kind, given.credentials);
  if (!credentials.ok) return refuse(session, credentials.fault);
  return withControl(session, async (control) => {
    const answer = await control.call<NewProviderView>('POST', '/providers', {
      name,
      kind: given.kind,
      zones: given.zone,
      options: options.value,
      credentials: credentials.value,
    });
    return show(session, answer, ({ restart }) => [
      wrap(session.terminal, texts.added({ name })),
      texts.addedNext({ name }),
      ...(restart ? [wrap(session.terminal, texts.restart())] : []),
    ]);
  });
}

export function providerList(session: Session): Promise<ExitCode> {
  const { columns } = session.messages.cli.provider;
  return withControl(session, async (control) => {
    const answer = await control.call<{ providers: ProviderView[] }>('GET', '/providers');
    return show(session, answer, ({ providers }) => [
      ...table(
        session.terminal,
        [columns.provider(), columns.kind(), columns.zones(), columns.values(), columns.failing()],
        providers.map(({ name, kind, zones, records, failing }) => [
          name,
          kind,
          zones.join(' '),
          String(records.adding + records.present + records.removing),
          String(failing),
        ]),
      ),
      ...more(session, providers.length, null),
    ]);
  });
}

export function providerShow(session: Session, name: string): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const answer = await control.call<ProviderDetailView>('GET', pathOf(name));
    return show(session, answer, (one) => detailLines(session, one));
  });
}

export function providerRemove(
  session: Session,
  name: string,
  given: { readonly force?: boolean },
): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const path = pathOf(name, given.force === true ? '?force=1' : '');
    const answer = await control.call<{ name: string }>('DELETE', path);
    return show(session, answer, () => [session.messages.cli.provider.removed({ name })]);
  });
}

export function providerCredentials(
  session: Session,
  name: string,
  given: { readonly credentials?: string },
): Promise<ExitCode> {
  return withControl(session, async (control) => {
    const known = await control.call<ProviderDetailView>('GET', pathOf(name));
    if (!known.ok) return show(session, known, () => []);
    const credentials = await readCredentials(session, known.value.kind, given.credentials);
    if (!credentials.ok) return refuse(session, credentials.fault);
    const body = { credentials: credentials.value };
    const answer = await control.call<ProviderDetailView>('POST', pathOf(name, '/credentials'), body);
    return show(session, answer, () => [session.messages.cli.provider.replaced({ name })]);
  });
}

/** Exit code 1 where a zone cannot be written to. */
export function providerCheck(
  session: Session,
  name: string,
  given: { readonly name?: readonly string[] },
): Promise<ExitCode> {
  const { columns, steps: stepTexts, done } = session.messages.cli.provider;
  return withControl(session, async (control) => {
    const path = pathOf(name, '/check');
    const answer = await control.call<ProviderCheckView>(
      'POST',
      path,
      { names: given.name ?? [] },
      PROVIDER_CHECK_MS,
    );
    const exit = show(session, answer, ({ checks }) =>
      table(
        session.terminal,
        [columns.name(), columns.step(), columns.result()],
        checks.flatMap(({ name: at, steps }) =>
          steps.map(({ step, failure }) => [at, stepTexts[step](), failure ?? done()]),
        ),
      ),
    );
    const isGood =
      answer.ok &&
      answer.value.checks.length > 0 &&
      answer.value.checks.every(({ steps }) => steps.every((step) => step.ok));
    return exit === EXIT.good && !isGood ? EXIT.refused : exit;
  });
}

function detailLines(session: Session, one: ProviderDetailView): string[] {
  const { terminal, messages } = session;
  const { columns, foreign } = messages.cli.provider;
  const options = Object.entries(one.options).map(([key, value]) => `${key}=${optionText(value)}`);
  const rows = one.journal.map(({ name, value, state, changedAt, attempts, failure }) => {
    return [name, value, state, moment(changedAt), attempts === 0 ? '' : String(attempts), failure ?? ''];
  });
  const titles = [
    columns.name(),
    columns.value(),
    columns.state(),
    columns.changed(),
    columns.tries(),
    columns.failure(),
  ];
  return [
    ...facts(terminal, [
      [columns.provider(), one.name],
      [columns.kind(), one.kind],
      [columns.zones(), one.zones.join(' ')],
      [columns.options(), options.join(' ')],
      [columns.created(), moment(one.createdAt)],
      [columns.credentials(), moment(one.credentialsAt)],
    ]),
    ...(rows.length > 0 ? ['', ...table(terminal, titles, rows)] : []),
    ...(one.records.foreign > 0 ? ['', wrap(terminal, foreign())] : []),
  ];
}

function optionText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** One that is given several times is a list. */
function readOptions(
  typed: readonly string[],
  withoutValue: string,
): Result<Readonly<Record<string, unknown>>> {
  const options = new Map<string, string | string[]>();
  for (const text of typed) {
    const at = text.indexOf('=');
    if (at < 1) return fail(fault('providerInputInvalid', { part: 'options', reason: withoutValue }));
    const [key, value] = [text.slice(0, at), text.slice(at + 1)];
    const known = options.get(key);
    options.set(key, known === undefined ? value : [known, value].flat());
  }
  return ok(Object.fromEntries(options));
}

function pathOf(name: string, more = ''): string {
  return `/providers/${encodeURIComponent(name)}${more}`;
}
