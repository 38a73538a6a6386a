import { Argument, type Command, Option } from 'commander';
import { TSIG_KEY_ALGORITHMS } from '../../console/api/index.ts';
import { STYLES } from '../../delegation/names/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import type { Make } from '../program.ts';
import { clientImport } from './client-import.ts';
import { clientKeyAdd, clientKeyRemove } from './client-key.ts';
import { clientAdd, clientList, clientRemove, clientShow } from './client.ts';
import { nameCheckProgram } from './name-check-program.ts';
import { nameCommand } from './name.ts';
import { ruleProgram } from './rule-program.ts';
import { zoneShow } from './zone.ts';

/** `sixfour name`, `sixfour zone ...`, `sixfour client ...`, `sixfour rule ...`: what is delegated, and who may answer it. */
export function delegationProgram(program: Command, messages: Catalogue, make: Make): void {
  const { describe, flags, arguments: args } = messages.cli.delegation;
  const { options } = messages.cli.commands;

  const name = make(program, 'name', describe.name(), (session, [names], given) =>
    nameCommand(session, names as string[], given),
  )
    .argument('[names...]', args.names())
    .option('--zone <zone>', flags.zone())
    .addOption(
      new Option('--purpose <purpose>', flags.purpose())
        .choices(['dns-01', 'dns-account-01', 'dns-persist-01'])
        .default('dns-01'),
    )
    .option('--account-url <url>', flags.accountUrl())
    .addOption(new Option('--style <style>', flags.style()).choices(STYLES))
    .option('--ns', flags.ns())
    .option('--file <file>', flags.file())
    .option('--decode <label>', flags.decode());
  nameCheckProgram(name, messages, make);

  const zone = program.command('zone').description(describe.zone());
  make(zone, 'show', describe.zoneShow(), (session, [name]) =>
    zoneShow(session, name as string | undefined),
  ).argument('[zone]', args.zone());

  const client = program.command('client').description(describe.client());
  make(client, 'add', describe.clientAdd(), (session, [name]) => clientAdd(session, name as string)).argument(
    '<name>',
    args.client(),
  );
  make(client, 'list', describe.clientList(), (session) => clientList(session));
  make(client, 'show', describe.clientShow(), (session, [name]) =>
    clientShow(session, name as string),
  ).argument('<name>', args.client());
  make(client, 'remove', describe.clientRemove(), (session, [name]) =>
    clientRemove(session, name as string),
  ).argument('<name>', args.client());

  const { imports } = messages.cli;
  make(client, 'import', imports.describe(), (session, _args, given) => clientImport(session, given))
    .addArgument(new Argument('<from>', imports.arguments.from()).choices(['acme-dns']))
    .option('--sqlite <file>', imports.flags.sqlite())
    .option('--postgresql <url>', imports.flags.postgresql())
    .option('--zone <zone>', imports.flags.zone())
    .option('--names <file>', imports.flags.names())
    .option('--dry-run', imports.flags.dryRun());

  const key = client.command('key').description(describe.clientKey());
  make(key, 'add', describe.clientKeyAdd(), (session, [name], given) =>
    clientKeyAdd(session, name as string, given),
  )
    .argument('<client>', args.client())
    .requiredOption('--tsig <name>', flags.tsig())
    .addOption(
      new Option('--algorithm <algorithm>', flags.algorithm())
        .choices(TSIG_KEY_ALGORITHMS)
        .default('hmac-sha256'),
    );
  make(key, 'remove', describe.clientKeyRemove(), (session, [name, tsig]) =>
    clientKeyRemove(session, name as string, tsig as string),
  )
    .argument('<client>', args.client())
    .argument('<key>', args.tsigKey());

  const rule = program.command('rule').description(describe.rule());
  const types = ['dns-01', 'dns-account-01'];
  make(rule, 'add', describe.ruleAdd(), (session, [name, names], given) =>
    ruleAdd(session, name as string, names as string[], given),
  )
    .argument('<client>', args.client())
    .argument('<names...>', args.ruleNames())
    .addOption(new Option('--type <type...>', flags.type()).choices(types))
    .option('--network <cidr...>', flags.network())
    .option('--account <thumbprint...>', flags.account());
  make(rule, 'list', describe.ruleList(), (session, _args, given) => ruleList(session, given))
    .option('--client <name>', flags.ofClient())
    .option('--limit <rows>', options.limit())
    .option('--before <id>', options.before());
  make(rule, 'remove', describe.ruleRemove(), (session, [ids]) =>
    ruleRemove(session, ids as string[]),
  ).argument('<ids...>', args.ids());
  make(rule, 'explain', describe.ruleExplain(), (session, [name], given) =>
    ruleExplain(session, name as string, given),
  )
    .argument('<name>', args.name())
    .option('--client <name>', flags.ofClient())
    .addOption(new Option('--type <type>', flags.forType()).choices(types).default('dns-01'))
    .option('--source <address>', flags.source())
    .option('--account <thumbprint>', flags.forAccount());
}
