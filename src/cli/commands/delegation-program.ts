import { Argument, type Command, Option } from 'commander';
import { STYLES } from '../../delegation/names/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import type { Make } from '../program.ts';
import { auditProgram } from './audit-program.ts';
import { clientImport } from './client-import.ts';
import { clientProofProgram } from './client-proof-program.ts';
import { clientAdd, clientList, clientRemove, clientShow } from './client.ts';
import { nameCheckProgram } from './name-check-program.ts';
import { nameCommand } from './name.ts';
import { ruleProgram } from './rule-program.ts';
import { zoneRoll, zoneSecondaryKey, zoneShow } from './zone.ts';

/** `sixfour name`, `sixfour zone ...`, `sixfour client ...`, `sixfour rule ...`: what is delegated, and who may answer it. */
export function delegationProgram(program: Command, messages: Catalogue, make: Make): void {
  const { describe, flags, arguments: args } = messages.cli.delegation;

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
  make(zone, 'roll', describe.zoneRoll(), (session, [name], given) =>
    zoneRoll(session, name as string, given),
  )
    .argument('<zone>', args.signedZone())
    .addOption(new Option('--abort', flags.abort()).conflicts('dsPublished'))
    .addOption(new Option('--ds-published', flags.dsPublished()));
  make(zone, 'secondary-key', describe.zoneSecondaryKey(), (session, [name]) =>
    zoneSecondaryKey(session, name as string),
  ).argument('<name>', args.secondaryKey());

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

  clientProofProgram(client, messages, make);

  ruleProgram(program, messages, make);
  auditProgram(program, messages, make);
}
