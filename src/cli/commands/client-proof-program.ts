import { type Command, Option } from 'commander';
import { TSIG_KEY_ALGORITHMS } from '../../console/api/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import type { Make } from '../program.ts';
import { identityAdd, identityList, identityRemove } from './client-identity.ts';
import { clientKeyAdd, clientKeyList, clientKeyRemove, clientKeyRevoke } from './client-key.ts';

/** `sixfour client key ...`, `sixfour client identity ...`: how a client proves who it is. */
export function clientProofProgram(client: Command, messages: Catalogue, make: Make): void {
  const { delegation, proof } = messages.cli;
  const { arguments: args, flags } = delegation;
  const restricted = (command: Command) =>
    command
      .option('--only <name>', proof.flags.only())
      .option('--network <cidr...>', proof.flags.network())
      .option('--expires <when>', proof.flags.expires());

  const key = client.command('key').description(proof.describe.key());
  restricted(
    make(key, 'add', proof.describe.keyAdd(), (session, [name], given) =>
      clientKeyAdd(session, name as string, given),
    )
      .argument('<client>', args.client())
      .option('--tsig <name>', flags.tsig())
      .addOption(
        new Option('--algorithm <algorithm>', flags.algorithm())
          .choices(TSIG_KEY_ALGORITHMS)
          .default('hmac-sha256'),
      ),
  );
  make(key, 'list', proof.describe.keyList(), (session, [name]) =>
    clientKeyList(session, name as string),
  ).argument('<client>', args.client());
  make(key, 'revoke', proof.describe.keyRevoke(), (session, [name, user]) =>
    clientKeyRevoke(session, name as string, user as string),
  )
    .argument('<client>', args.client())
    .argument('<user>', proof.arguments.user());
  make(key, 'remove', delegation.describe.clientKeyRemove(), (session, [name, tsig]) =>
    clientKeyRemove(session, name as string, tsig as string),
  )
    .argument('<client>', args.client())
    .argument('<key>', args.tsigKey());

  const identity = client.command('identity').description(proof.describe.identity());
  restricted(
    make(identity, 'add', proof.describe.identityAdd(), (session, [name], given) =>
      identityAdd(session, name as string, given),
    )
      .argument('<client>', args.client())
      .option('--certificate-san <name>', proof.flags.certificateSan())
      .option('--certificate-sha256 <digest>', proof.flags.certificateSha256())
      .option('--issuer <url>', proof.flags.issuer())
      .option('--audience <audience>', proof.flags.audience())
      .option('--subject <subject>', proof.flags.subject())
      .option('--claim <name=value...>', proof.flags.claim())
      .option('--issuer-ca <file>', proof.flags.issuerCa()),
  );
  make(identity, 'list', proof.describe.identityList(), (session, [name]) =>
    identityList(session, name as string),
  ).argument('<client>', args.client());
  make(identity, 'remove', proof.describe.identityRemove(), (session, [name, id]) =>
    identityRemove(session, name as string, id as string),
  )
    .argument('<client>', args.client())
    .argument('<id>', proof.arguments.identity());
}
