import type { Command } from 'commander';
import type { Catalogue } from '../../i18n/index.ts';
import type { Make } from '../program.ts';
import { check } from './check.ts';

/** `sixfour check NAME`. */
export function checkProgram(program: Command, messages: Catalogue, make: Make): void {
  const { check: texts, report, apply } = messages.doctor;
  make(program, 'check', texts.describe(), (session, [name], options) =>
    check(session, name as string, options),
  )
    .argument('<name>', texts.argument())
    .option('--network <cidr...>', texts.flags.network())
    .option('--here', apply.flags.here())
    .option('--markdown', report.flags.markdown())
    .option('--full', report.flags.full())
    .option('--apply', apply.flags.apply())
    .option('--yes', apply.flags.yes());
}
