import { type Command, Option } from 'commander';
import { REGIONS } from '../../core/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import type { Make } from '../program.ts';
import {
  perspectiveAdd,
  perspectiveClientAdd,
  perspectiveList,
  perspectiveRemove,
  perspectiveShow,
} from './perspective.ts';
import { perspectiveJoin } from './perspective-join.ts';
import { perspectiveRun } from './perspective-run.ts';

/** `sixfour perspective ...`: on the server add, remove, list, show; on the perspective join and run. */
export function perspectiveProgram(program: Command, messages: Catalogue, make: Make): void {
  const { describe, flags, arguments: args } = messages.cli.perspective;
  const perspective = program.command('perspective').description(describe.perspective());

  make(perspective, 'list', describe.list(), (session) => perspectiveList(session));
  make(perspective, 'show', describe.show(), (session, [name]) =>
    perspectiveShow(session, name as string),
  ).argument('<name>', args.name());
  make(perspective, 'add', describe.add(), (session, [name], options) =>
    perspectiveAdd(session, name as string, options),
  )
    .argument('<name>', args.name())
    .addOption(regionOption(flags.region()).makeOptionMandatory())
    .option('--url <url>', flags.url())
    .option('--dials-out', flags.dialsOut());
  make(perspective, 'remove', describe.remove(), (session, [name]) =>
    perspectiveRemove(session, name as string),
  ).argument('<name>', args.name());

  const client = perspective.command('client').description(describe.client());
  make(client, 'add', describe.clientAdd(), (session, [name]) =>
    perspectiveClientAdd(session, name as string),
  ).argument('<name>', args.name());

  make(perspective, 'join', describe.join(), (session, [url], options) =>
    perspectiveJoin(session, url as string, options),
  )
    .argument('<url>', args.url())
    .requiredOption('--token <token>', flags.token())
    .requiredOption('--pin <pin>', flags.pin())
    .option('--dir <directory>', flags.dir())
    .option('--test', flags.test());
  make(perspective, 'run', describe.run(), (session, _args, options) => perspectiveRun(session, options))
    .option('--dir <directory>', flags.dir())
    .option('--plain <address:port>', flags.plain())
    .option('--api-key-file <file>', flags.apiKeyFile())
    .option('--plain-anywhere', flags.plainAnywhere())
    .option('--name <name>', flags.plainName())
    .addOption(regionOption(flags.plainRegion()));
}

function regionOption(text: string): Option {
  return new Option('--region <region>', text).choices(REGIONS);
}
