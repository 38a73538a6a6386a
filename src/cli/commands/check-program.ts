import type { Command } from 'commander';
import type { Catalogue } from '../../i18n/index.ts';
import type { Make } from '../program.ts';

/** `sixfour check NAME`. Only this command loads the doctor: the others start without it. */
export function checkProgram(program: Command, messages: Catalogue, make: Make): void {
  const { check: texts, inside, perspectives, report, apply } = messages.doctor;
  make(program, 'check', texts.describe(), async (session, [name], options) =>
    (await import('./check.ts')).check(session, name as string | undefined, options),
  )
    .argument('[name]', texts.argument())
    .option('--network <cidr...>', texts.flags.network())
    .option('--inside', inside.flags.inside())
    .option('--output <file>', inside.flags.output())
    .option('--count <address...>', inside.flags.count())
    .option('--inside-report <file>', inside.flags.report())
    .option('--here', apply.flags.here())
    .option('--outbound', inside.flags.outbound())
    .option('--perspectives', perspectives.flag())
    .option('--confirm', texts.flags.confirm())
    .option('--error <text>', report.flags.error())
    .option('--markdown', report.flags.markdown())
    .option('--full', report.flags.full())
    .option('--apply', apply.flags.apply())
    .option('--yes', apply.flags.yes());
}
