import { Command, CommanderError, Option } from 'commander';
import { REASON_NAMES } from '../console/api/index.ts';
import type { Catalogue } from '../i18n/index.ts';
import { accountList, accountShow } from './commands/account.ts';
import { adviseProgram } from './commands/advise-program.ts';
import { allow, type AllowOptions } from './commands/allow.ts';
import { caCrlRenewRoot, caExportRoot, caRootDetach, caShow } from './commands/ca.ts';
import { certList, certRevoke, certShow } from './commands/cert.ts';
import { checkProgram } from './commands/check-program.ts';
import { delegationProgram } from './commands/delegation-program.ts';
import { eabAdd, eabList, eabRevoke } from './commands/eab.ts';
import { explainProgram } from './commands/explain-program.ts';
import { init } from './commands/init.ts';
import { LAB_DNS_PORT, labDns } from './commands/lab.ts';
import { orderList, orderShow } from './commands/order.ts';
import { persistProgram } from './commands/persist-program.ts';
import { perspectiveProgram } from './commands/perspective-program.ts';
import { providerProgram } from './commands/provider-program.ts';
import { serve } from './commands/serve.ts';
import { validateProgram } from './commands/validate-program.ts';
import type { ExitCode } from './exit.ts';
import type { Session } from './session.ts';
import type { StartServer } from './serve/types.ts';

/** Options that every command has, before or after its name. */
export type GlobalOptions = {
  readonly data?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly lang?: string;
};

/** Runs one command in its session, and remembers how it ended. */
export type Run = (globals: GlobalOptions, command: (session: Session) => Promise<ExitCode>) => Promise<void>;

/** The table of all commands: what a user can type, and which function does it. */
export function createProgram(
  messages: Catalogue,
  version: string,
  run: Run,
  startServer: StartServer,
): Command {
  const { commands, init: initTexts, lab: labTexts } = messages.cli;
  const { describe, flags, arguments: args } = commands;
  const program = new Command('sixfour');
  const make = maker(messages, run);

  program
    .description(commands.program())
    .version(version, '-V, --version', commands.options.version())
    .addHelpText('after', `\n${commands.after()}`);
  withGlobals(program, messages);

  make(program, 'serve', describe.serve(), (session) => serve(session, startServer));

  make(program, 'init', describe.init(), (session, _args, options) => init(session, options))
    .option('--organization <name>', initTexts.flags.organization())
    .option('--public-host <name>', initTexts.flags.publicHost())
    .option('--permit-name <name...>', initTexts.flags.permitName())
    .option('--listen-all', initTexts.flags.listenAll())
    .option('--yes', initTexts.flags.yes())
    .option('--trial', initTexts.flags.trial())
    .option('--test', initTexts.flags.test());

  make(program, 'allow', describe.allow(), (session, [names], options: AllowOptions) =>
    allow(session, names as string[], options),
  )
    .argument('[names...]', args.names())
    .option('--exact', flags.exact())
    .option('--address <prefix...>', flags.address())
    .option('--network <cidr...>', flags.network())
    .option('--list', flags.list())
    .option('--remove', flags.remove());

  const ca = program.command('ca').description(describe.ca());
  make(ca, 'show', describe.caShow(), (session) => caShow(session));
  const caExport = ca.command('export').description(describe.caExport());
  make(caExport, 'root', describe.caExportRoot(), (session, _args, options) =>
    caExportRoot(session, options),
  ).addOption(new Option('--format <format>', flags.format()).choices(['pem', 'der']).default('pem'));
  const caRoot = ca.command('root').description(describe.caRoot());
  make(caRoot, 'detach', describe.caRootDetach(), (session, [file], options) =>
    caRootDetach(session, file as string, options),
  )
    .argument('<file>', args.detachFile())
    .option('--passphrase-file <file>', flags.passphraseFile());
  const caCrl = ca.command('crl').description(describe.caCrl());
  make(caCrl, 'renew-root', describe.caCrlRenewRoot(), (session, _args, options) =>
    caCrlRenewRoot(session, options),
  )
    .option('--root-key <file>', flags.rootKey())
    .option('--passphrase-file <file>', flags.passphraseFile());

  const eab = program.command('eab').description(describe.eab());
  make(eab, 'add', describe.eabAdd(), (session, _args, options) => eabAdd(session, options)).option(
    '--label <text>',
    flags.label(),
  );
  make(eab, 'list', describe.eabList(), (session) => eabList(session));
  make(eab, 'revoke', describe.eabRevoke(), (session, [id]) => eabRevoke(session, id as string)).argument(
    '<id>',
    args.id(),
  );

  const account = program.command('account').description(describe.account());
  paged(
    make(account, 'list', describe.accountList(), (session, _args, options) => accountList(session, options)),
    messages,
  );
  make(account, 'show', describe.accountShow(), (session, [id]) =>
    accountShow(session, id as string),
  ).argument('<id>', args.id());

  const cert = program.command('cert').description(describe.cert());
  paged(
    make(cert, 'list', describe.certList(), (session, _args, options) => certList(session, options)),
    messages,
  )
    .option('--account <id>', flags.account())
    .option('--name <name>', flags.name())
    .option('--revoked', flags.revoked());
  make(cert, 'show', describe.certShow(), (session, [serial]) =>
    certShow(session, serial as string),
  ).argument('<serial>', args.serial());
  make(cert, 'revoke', describe.certRevoke(), (session, [serial], options) =>
    certRevoke(session, serial as string, options),
  )
    .argument('<serial>', args.serial())
    .addOption(
      new Option('--reason <reason>', flags.reason({ names: REASON_NAMES.join(', ') }))
        .choices(REASON_NAMES)
        .default('unspecified'),
    );

  const order = program.command('order').description(describe.order());
  paged(
    make(order, 'list', describe.orderList(), (session, _args, options) => orderList(session, options)),
    messages,
  )
    .option('--account <id>', flags.account())
    .option('--status <status>', flags.status());
  make(order, 'show', describe.orderShow(), (session, [id]) => orderShow(session, id as string)).argument(
    '<id>',
    args.id(),
  );

  validateProgram(program, messages, make);
  checkProgram(program, messages, make);
  explainProgram(program, messages, make);
  adviseProgram(program, messages, make);

  perspectiveProgram(program, messages, make);

  delegationProgram(program, messages, make);

  persistProgram(program, messages, make);
  providerProgram(program, messages, make);

  const lab = program.command('lab').description(describe.lab());
  make(lab, 'dns', describe.labDns(), (session, _args, options) => labDns(session, options))
    .option('--script <file>', labTexts.flags.script())
    .option('--listen <address...>', labTexts.flags.listen())
    .option('--port <number>', labTexts.flags.port(), LAB_DNS_PORT)
    .option('--example', labTexts.flags.example());
  return program;
}

export { CommanderError };

// commander's options are untyped: each command's function says which it takes, and the table above gives it exactly those
// eslint-disable-next-line typescript/no-explicit-any
type Action = (session: Session, args: readonly unknown[], options: any) => Promise<ExitCode>;

/** Adds one command below another. */
export type Make = (parent: Command, name: string, description: string, action: Action) => Command;

/** Makes one command whose action runs in a session made from the global options. */
function maker(messages: Catalogue, run: Run): Make {
  return (parent, name, description, action) => {
    const command = parent.command(name).description(description);
    withGlobals(command, messages);
    return command.action(async (...all: unknown[]) => {
      // commander calls with the arguments, then the options, then the command
      const self = all.at(-1) as Command;
      await run(self.optsWithGlobals<GlobalOptions>(), (session) =>
        action(session, all.slice(0, -2), self.opts()),
      );
    });
  };
}

function withGlobals(command: Command, messages: Catalogue): void {
  const { options } = messages.cli.commands;
  command
    .helpOption('-h, --help', options.help())
    .option('--data <directory>', options.data())
    .option('--config <file>', options.config())
    .option('--json', options.json())
    .option('--lang <tag>', options.language());
}

function paged(command: Command, messages: Catalogue): Command {
  const { options } = messages.cli.commands;
  return command.option('--limit <rows>', options.limit()).option('--before <id>', options.before());
}
