import { type Command, Option } from 'commander';
import { PROVIDER_KINDS } from '../../delegation/providers/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import type { Make } from '../program.ts';
import {
  providerAdd,
  providerCheck,
  providerCredentials,
  providerList,
  providerRemove,
  providerShow,
} from './provider.ts';

/** `sixfour provider ...`: DNS providers behind the broker. */
export function providerProgram(program: Command, messages: Catalogue, make: Make): void {
  const { describe, flags, arguments: args } = messages.cli.provider;
  const provider = program.command('provider').description(describe.group());
  make(provider, 'add', describe.add(), (session, [name], given) =>
    providerAdd(session, name as string, given as never),
  )
    .argument('<name>', args.name())
    .addOption(
      new Option('--kind <kind>', flags.kind()).choices([...PROVIDER_KINDS]).makeOptionMandatory(true),
    )
    .requiredOption('--zone <zone...>', flags.zone())
    .option('--option <name=value...>', flags.option())
    .option('--credentials <file>', flags.credentials());
  make(provider, 'list', describe.list(), (session) => providerList(session));
  make(provider, 'show', describe.show(), (session, [name]) =>
    providerShow(session, name as string),
  ).argument('<name>', args.name());
  make(provider, 'remove', describe.remove(), (session, [name], given) =>
    providerRemove(session, name as string, given),
  )
    .argument('<name>', args.name())
    .option('--force', flags.force());
  make(provider, 'credentials', describe.credentials(), (session, [name], given) =>
    providerCredentials(session, name as string, given),
  )
    .argument('<name>', args.name())
    .option('--credentials <file>', flags.credentials());
  make(provider, 'check', describe.check(), (session, [name], given) =>
    providerCheck(session, name as string, given),
  )
    .argument('<name>', args.name())
    .option('--name <host...>', flags.name());
}
