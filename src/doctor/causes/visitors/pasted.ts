import type { Seen, Sign } from '../types.ts';

/** Errors that somebody pasted, of which this cause is the first reading. */
export function pastedErrors({ report }: Seen, id: string): readonly Sign[] {
  return (report.pasted ?? [])
    .filter(({ causes }) => causes[0] === id)
    .map(({ row }) => ({
      symptom: `pasted ${row}`,
      place: { host: report.name },
      values: { row },
    }));
}
