import type { Command } from 'commander';
import type { Catalogue } from '../../i18n/index.ts';
import type { Make } from '../program.ts';
import { check } from './check.ts';

/** `sixfour check NAME`. */
export function checkProgram(program: Command, messages: Catalogue, make: Make): void {
  const { describe, argument, flags } = messages.doctor.check;
  make(program, 'check', describe(), (session, [name], options) => check(session, name as string, options))
    .argument('<name>', argument())
    .option('--network <cidr...>', flags.network());
}
