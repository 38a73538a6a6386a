import { type Command, Option } from 'commander';
import { CHALLENGE_TYPES } from '../../core/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import type { Make } from '../program.ts';
import { validate } from './validate.ts';

/** `sixfour validate NAME`. */
export function validateProgram(program: Command, messages: Catalogue, make: Make): void {
  const { describe, argument, flags } = messages.cli.validate;
  make(program, 'validate', describe(), (session, [name], options) =>
    validate(session, name as string, options),
  )
    .argument('<name>', argument())
    .addOption(new Option('--type <type>', flags.type()).choices(CHALLENGE_TYPES).default('http-01'))
    .option('--directory <name>', flags.directory(), 'default')
    .option('--self', flags.self())
    .option('--key-authorization <text>', flags.keyAuthorization())
    .option('--token <token>', flags.token())
    .option('--thumbprint <text>', flags.thumbprint())
    .option('--digest <text>', flags.digest())
    .option('--account <id or URL>', flags.account());
}
