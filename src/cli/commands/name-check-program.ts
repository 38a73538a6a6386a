import { type Command, Option } from 'commander';
import { STYLES } from '../../delegation/names/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import type { Make } from '../program.ts';
import { nameCheck } from './name-check.ts';

/** `sixfour name check`. It declares its options for its help; commander hands them to `name`, which has the same, and there they are read. */
export function nameCheckProgram(name: Command, messages: Catalogue, make: Make): void {
  const { flags, arguments: args } = messages.cli.delegation;
  make(name, 'check', messages.cli.health.describe(), (session, [one]) =>
    nameCheck(session, one as string, name.opts()),
  )
    .argument('<name>', args.name())
    .option('--zone <zone>', flags.zone())
    .addOption(
      new Option('--purpose <purpose>', flags.purpose())
        .choices(['dns-01', 'dns-account-01', 'dns-persist-01'])
        .default('dns-01'),
    )
    .option('--account-url <url>', flags.accountUrl())
    .addOption(new Option('--style <style>', flags.style()).choices(STYLES));
}
