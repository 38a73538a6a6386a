import { type Command, Option } from 'commander';
import type { Catalogue } from '../../i18n/index.ts';
import type { Make } from '../program.ts';
import { persistAdd, persistCheck, persistList, persistRemove, persistShow } from './persist.ts';

/** `sixfour persist ...`: the inventory of records of dns-persist-01. */
export function persistProgram(program: Command, messages: Catalogue, make: Make): void {
  const { describe, flags, arguments: args } = messages.cli.persist;
  const persist = program.command('persist').description(describe.group());
  make(persist, 'add', describe.add(), (session, [name], given) => persistAdd(session, name as string, given))
    .argument('<name>', args.name())
    .requiredOption('--issuer <domain>', flags.issuer())
    .requiredOption('--account-uri <uri>', flags.accountUri())
    .addOption(new Option('--policy <policy>', flags.policy()).choices(['wildcard']))
    .option('--until <date>', flags.until())
    .addOption(new Option('--draft <version>', flags.draft()).choices(['01', '02']))
    .option('--thumbprint <thumbprint>', flags.thumbprint())
    .option('--hash-prefix <uri>', flags.hashPrefix());
  make(persist, 'list', describe.list(), (session, _args, given) => persistList(session, given))
    .option('--limit <names>', flags.limit())
    .option('--after <name>', flags.after());
  make(persist, 'show', describe.show(), (session, [name]) => persistShow(session, name as string)).argument(
    '<name>',
    args.name(),
  );
  make(persist, 'remove', describe.remove(), (session, [name], given) =>
    persistRemove(session, name as string, given),
  )
    .argument('<name>', args.name())
    .option('--issuer <domain>', flags.ofIssuer())
    .option('--account-uri <uri>', flags.ofAccountUri());
  make(persist, 'check', describe.check(), (session, [names]) =>
    persistCheck(session, names as string[]),
  ).argument('[names...]', args.names());
}
