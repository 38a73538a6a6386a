import { type Command, Option } from 'commander';
import type { LeafId } from '../../doctor/advice/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import type { Make } from '../program.ts';

/** `sixfour advise`: ways to a certificate without inbound connections. Loaded when it is used; its ways are known by their titles. */
export function adviseProgram(program: Command, messages: Catalogue, make: Make): void {
  const { describe, flags, arguments: args, leaves } = messages.doctor.advice;
  const ids: readonly LeafId[] = Object.keys(leaves) as (keyof typeof leaves)[];
  make(program, 'advise', describe(), async (session, [name], given) =>
    (await import('./advise.ts')).advise(session, name as string | undefined, given),
  )
    .argument('[name]', args.name())
    .option('--answer <question=answer...>', flags.answer())
    .addOption(new Option('--leaf <leaf>', flags.leaf()).choices(ids))
    .addOption(new Option('--test <leaf>', flags.test()).choices(ids).conflicts('leaf'))
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
