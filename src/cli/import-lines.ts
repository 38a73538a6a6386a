import type { ImportConflict, RowProblem, FoundNames } from '../delegation/import/index.ts';
import type { Session } from './session.ts';
import { table, wrap } from './table.ts';

/** What became of the accounts of a database of acme-dns, or would. */
export type ImportReport = {
  readonly zone: string;
  readonly dryRun: boolean;
  readonly found: FoundNames;
  readonly accounts: readonly ImportedLine[];
  readonly counts: {
    readonly added: number;
    readonly more: number;
    readonly unchanged: number;
    readonly left: number;
  };
};
type ImportedLine = {
  readonly user: string;
  readonly label: string;
  readonly client: string;
  readonly names: readonly string[];
  readonly networks: readonly string[];
} & (
  | { readonly outcome: 'left-out'; readonly why: RowProblem | 'too-many-names' }
  | {
      readonly outcome: 'new' | 'more-rules' | 'unchanged' | 'conflict';
      readonly why: ImportConflict | null;
    }
);

export function importLines(session: Session, report: ImportReport): string[] {
  const { terminal, messages } = session;
  const texts = messages.cli.imports;
  const { columns } = texts;
  const { accounts, found, counts, dryRun, zone } = report;
  const rows = accounts.map((one) => [
    one.label,
    one.names.join(', '),
    one.networks.join(', '),
    becomes(session, one),
  ]);
  const titles = [columns.subdomain(), columns.names(), columns.from(), columns.becomes()];
  const unknown = found.unknown.map(({ name, outcome }) => `${name} (${outcome})`);
  return [
    ...(rows.length > 0 ? [...table(terminal, titles, rows), ''] : []),
    wrap(terminal, dryRun ? texts.would(counts) : texts.done(counts)),
    ...(found.elsewhere.length > 0
      ? [wrap(terminal, texts.elsewhere({ names: found.elsewhere.join(', ') }))]
      : []),
    ...(unknown.length > 0 ? [wrap(terminal, texts.unknown({ names: unknown.join(', ') }))] : []),
    ...(!dryRun && counts.added > 0 ? [wrap(terminal, texts.next({ zone }))] : []),
  ];
}

function becomes({ messages }: Session, one: ImportedLine): string {
  const texts = messages.cli.imports;
  if (one.outcome === 'left-out') return texts.problem[one.why]();
  if (one.outcome === 'conflict') return one.why === null ? '' : texts.conflict[one.why]();
  return texts.outcome[one.outcome]();
}
