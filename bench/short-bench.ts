import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { writeDocs } from './docs.ts';

/** Options that every bench beside that of issuances has (`parseArgs`). */
export const SHORT_OPTIONS = {
  runs: { type: 'string', default: '5' },
  disk: { type: 'string', default: tmpdir() },
  nice: { type: 'boolean', default: true },
  json: { type: 'string' },
  from: { type: 'string' },
  'write-docs': { type: 'boolean', default: false },
} as const;

/** What has to hold, and what was found; without `reached` it is shown alone. */
export type ShortGoal = { readonly text: string; readonly shown: string; readonly reached?: boolean };

type Ended = {
  /** All that was measured; `failures` are what keeps it from counting. */
  readonly record: { readonly failures: readonly string[] };
  readonly goals: readonly ShortGoal[];
  /** In Markdown. */
  readonly report: string;
  /** Where it stands in docs/benchmarks.md. */
  readonly marks: 'validations' | 'perspectives' | 'zone';
  readonly values: { readonly json?: string | undefined; readonly 'write-docs': boolean };
};

/** Prints the report and writes what was asked for. Exit code 1 where something failed or a goal is not reached. */
export function finish({ record, goals, report, marks, values }: Ended): void {
  console.log(report);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(record, null, 1)}\n`);
  const failed = record.failures.length > 0;
  if (failed || goals.some(({ reached }) => reached === false)) process.exitCode = 1;
  if (!failed && values['write-docs']) writeDocs(report, marks);
}

/** The last lines of a report: goals, then failures. */
export function endLines(goals: readonly ShortGoal[], failures: readonly string[]): string[] {
  return [
    ...goals.map(({ text, shown, reached }) => `- ${text}: ${shown}${verdict(reached)}`),
    ...failures.map((text) => `- **ERROR:** ${text}`),
  ];
}

function verdict(reached: boolean | undefined): string {
  if (reached === undefined) return '';
  return reached ? '; reached' : '; NOT reached';
}
