import { type Command, Option } from 'commander';
import type { Catalogue } from '../../i18n/index.ts';
import type { Make } from '../program.ts';
import { approvalDecide, approvalList } from './approval.ts';
import { ruleAdd, ruleExplain, ruleList, ruleRemove } from './rule.ts';

/** `sixfour rule ...`, `sixfour approval ...`: who may answer which challenge, and what waits for a yes. */
export function ruleProgram(program: Command, messages: Catalogue, make: Make): void {
  const { describe, flags, arguments: args } = messages.cli.delegation;
  const { options } = messages.cli.commands;

  const rule = program.command('rule').description(describe.rule());
  const types = ['dns-01', 'dns-account-01'];
  make(rule, 'add', describe.ruleAdd(), (session, [name, names], given) =>
    ruleAdd(session, name as string, names as string[], given),
  )
    .argument('<client>', args.client())
    .argument('<names...>', args.ruleNames())
    .addOption(new Option('--type <type...>', flags.type()).choices(types))
    .option('--network <cidr...>', flags.network())
    .option('--account <thumbprint...>', flags.account())
    .option('--window <window...>', flags.window())
    .option('--from <time>', flags.from())
    .option('--until <time>', flags.until())
    .option('--live <number>', flags.live())
    .option('--presents-per-hour <number>', flags.presentsPerHour())
    .option('--names-per-day <number>', flags.namesPerDay())
    .addOption(new Option('--approval <when>', flags.approval()).choices(['none', 'first', 'always']))
    .option('--lifetime <duration>', flags.lifetime());
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
    .option('--account <thumbprint>', flags.forAccount())
    .option('--at <time>', flags.at());

  const approval = program.command('approval').description(describe.approval());
  make(approval, 'list', describe.approvalList(), (session, _args, given) => approvalList(session, given))
    .option('--client <name>', flags.ofClient())
    .addOption(new Option('--state <state>', flags.state()).choices(['pending', 'approved', 'denied']));
  for (const [name, state, text] of [
    ['approve', 'approved', describe.approvalApprove()],
    ['deny', 'denied', describe.approvalDeny()],
  ] as const) {
    make(approval, name, text, (session, [client, about], given) =>
      approvalDecide(session, state, client as string, about as string, given),
    )
      .argument('<client>', args.client())
      .argument('<name>', args.name())
      .option('--for <duration>', flags.approvalFor());
  }
}
