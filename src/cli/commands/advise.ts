import { systemClock } from '../../core/index.ts';
import { createMeasure, decide, LEAVES, type LeafId, type Site } from '../../doctor/advice/index.ts';
import { answering } from '../advice-ask.ts';
import { checklistLines, leafLines, pathLines, testCommand } from '../advice-lines.ts';
import { type AdviseOptions, readTyped, type Typed } from '../advice-site.ts';
import { testLeaf } from '../advice-test.ts';
import { introduce } from '../ask.ts';
import { createKit } from '../doctor/kit.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { refuse, type Session, usage } from '../session.ts';
import { table, wrap } from '../table.ts';
import { printable } from '../terminal.ts';

/**
 * Which way to a certificate fits a site that cannot allow inbound connections: by asking, by answers, by looking; or the steps of one
 * way; or whether one works. 2 where a question stays open.
 */
export async function advise(
  session: Session,
  name: string | undefined,
  options: AdviseOptions,
): Promise<ExitCode> {
  const typed = readTyped(session, name, options);
  if (typeof typed === 'string') return usage(session, typed);
  if (options.test !== undefined) return test(session, options.test, typed, options);
  if (options.leaf !== undefined) return tell(session, options.leaf, typed, []);
  const silent = !session.terminal.interactive || session.json;
  if (silent && typed.answers.size === 0) return checklist(session);
  return question(session, typed, options);
}

/** Without a way that could be told. */
function checklist(session: Session): ExitCode {
  const { terminal, json, messages } = session;
  const { questions } = messages.doctor.advice;
  const open = Object.entries(questions).map(([id, text]) => ({ id, text: text() }));
  if (json) terminal.out(JSON.stringify({ leaf: null, path: [], questions: open }, null, 2));
  else for (const line of checklistLines(session)) terminal.out(line);
  return EXIT.usage;
}

async function question(session: Session, typed: Typed, options: AdviseOptions): Promise<ExitCode> {
  const { terminal, json, messages, loaded } = session;
  const texts = messages.doctor.advice;
  const looks = !typed.example && options.measure !== false;
  const made = looks
    ? await createKit({ loaded, networks: options.network ?? [], clock: systemClock })
    : undefined;
  if (made !== undefined && !made.ok) return refuse(session, made.fault);
  const kit = made?.value.kit;
  const measure = kit && createMeasure({ ...kit, resolver: kit.resolver(typed.site.name) });
  if (terminal.interactive && !json) {
    await introduce(session, texts.intro());
  } else if (looks && !json) terminal.err(texts.measuring({ name: typed.site.name }));
  const answers = answering(session, typed, measure);
  const found = await decide((one) => answers.ask(one));
  await made?.value.close();
  const ended = answers.ended();
  if (!ended.ok) return refuse(session, ended.fault);
  if ('leaf' in found) return tell(session, found.leaf, typed, found.path);
  const { path, open } = found;
  if (json) {
    const asked = { id: open, text: texts.questions[open]() };
    terminal.out(JSON.stringify({ leaf: null, path, questions: [asked] }, null, 2));
  } else {
    for (const line of pathLines(session, path)) terminal.out(line);
    terminal.err(wrap(terminal, texts.questions[open]()));
    terminal.err(wrap(terminal, texts.open({ question: open })));
  }
  return EXIT.usage;
}

function tell(
  session: Session,
  leaf: LeafId,
  { site, example }: Typed,
  path: Parameters<typeof pathLines>[1],
): ExitCode {
  const { terminal, json, messages } = session;
  if (json) terminal.out(JSON.stringify(document(session, leaf, site, path), null, 2));
  else {
    if (path.length > 0) for (const line of [...pathLines(session, path), '']) terminal.out(line);
    if (example) terminal.err(messages.doctor.advice.example());
    for (const line of leafLines(session, leaf, site)) terminal.out(line);
  }
  return EXIT.good;
}

function document({ messages }: Session, leaf: LeafId, site: Site, path: Parameters<typeof pathLines>[1]) {
  const { steps: texts, leaves } = messages.doctor.advice;
  const { steps, caveats } = LEAVES[leaf];
  return {
    name: site.name,
    path,
    leaf,
    title: leaves[leaf](),
    steps: steps(site).map(({ text, lines = [] }) => ({ id: text, text: texts[text](), lines })),
    caveats: caveats.map((id) => ({ id, text: texts[id]() })),
    test: testCommand(leaf, site),
  };
}

async function test(session: Session, leaf: LeafId, typed: Typed, options: AdviseOptions): Promise<ExitCode> {
  const { terminal, json, messages, loaded } = session;
  const texts = messages.doctor.advice;
  if (typed.example) return usage(session, texts.nameMissing());
  const { name } = typed.site;
  const made = await createKit({ loaded, networks: options.network ?? [], clock: systemClock });
  if (!made.ok) return refuse(session, made.fault);
  if (!json) terminal.err(texts.measuring({ name }));
  const outcome = await testLeaf(session, leaf, typed, options, made.value.kit);
  await made.value.close();
  if ('usage' in outcome) return usage(session, outcome.usage);
  if ('fault' in outcome) return refuse(session, outcome.fault);
  const { findings, seen } = outcome;
  const passed = findings.length === 0;
  if (json) terminal.out(JSON.stringify({ name, leaf, passed, findings, seen }, null, 2));
  else {
    terminal.out(
      passed ? texts.tests.good() : terminal.paint('bold', texts.tests.findings({ count: findings.length })),
    );
    for (const { message } of findings) terminal.out(wrap(terminal, `- ${printable(message)}`));
    const { columns } = texts.tests;
    const titles = [columns.address(), columns.asked(), columns.said()];
    const rows = seen.map(({ address, asked, said }) => [address, asked, said]);
    for (const line of ['', ...table(terminal, titles, rows)]) terminal.out(line);
  }
  return passed ? EXIT.good : EXIT.refused;
}
