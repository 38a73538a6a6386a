import { type Command, Option } from 'commander';
import type { Catalogue } from '../../i18n/index.ts';
import { LEAF_IDS } from '../advice-site.ts';
import type { Make } from '../program.ts';
import { advise } from './advise.ts';

/** `sixfour advise`: ways to a certificate without inbound connections. */
export function adviseProgram(program: Command, messages: Catalogue, make: Make): void {
  const { describe, flags, arguments: args } = messages.doctor.advice;
  make(program, 'advise', describe(), (session, [name], given) =>
    advise(session, name as string | undefined, given),
  )
    .argument('[name]', args.name())
    .option('--answer <question=answer...>', flags.answer())
    .addOption(new Option('--leaf <leaf>', flags.leaf()).choices(LEAF_IDS))
    .addOption(new Option('--test <leaf>', flags.test()).choices(LEAF_IDS).conflicts('leaf'))
    .option('--no-measure', flags.measure())
    .option('--directory <url>', flags.directory())
    .option('--issuer <domain>', flags.issuer())
    .option('--account-url <url>', flags.accountUrl())
    .option('--zone <zone>', flags.zone())
    .option('--inside <cidr...>', flags.inside())
    .option('--webroot <folder>', flags.webroot())
    .option('--root <file>', flags.root())
    .option('--token <token>', flags.token())
    .option('--wait <seconds>', flags.wait())
    .option('--network <cidr...>', flags.network());
}
