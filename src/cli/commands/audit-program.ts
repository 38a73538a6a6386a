import type { Command } from 'commander';
import type { Catalogue } from '../../i18n/index.ts';
import type { Make } from '../program.ts';
import { auditExport, auditKey, auditList, auditPurge, auditVerify } from './audit.ts';

/** `sixfour audit ...`: what happened, and whether the record of it is whole. */
export function auditProgram(program: Command, messages: Catalogue, make: Make): void {
  const { describe, flags } = messages.cli.audit;
  const audit = program.command('audit').description(describe.audit());
  make(audit, 'list', describe.list(), (session, _args, given) => auditList(session, given))
    .option('--since <time>', flags.since())
    .option('--limit <rows>', flags.limit())
    .option('--before <number>', flags.beforeEntry());
  make(audit, 'verify', describe.verify(), (session, _args, given) => auditVerify(session, given))
    .option('--file <file>', flags.file())
    .option('--key <file>', flags.key());
  make(audit, 'export', describe.export(), (session) => auditExport(session));
  make(audit, 'key', describe.key(), (session) => auditKey(session));
  make(audit, 'purge', describe.purge(), (session, _args, given) =>
    auditPurge(session, given),
  ).requiredOption('--before <time>', flags.before());
}
