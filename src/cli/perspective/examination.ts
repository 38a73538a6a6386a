import type { LoadedSettings } from '../../config/index.ts';
import { type Clock, ok, type Result } from '../../core/index.ts';
import type { OutsideReport } from '../../doctor/outside/index.ts';
import { EXAMINATIONS_MAX } from './limits.ts';

/** What the doctor sees of a name from here. */
export type Examiner = {
  /**
   * A look that ends within `OUTSIDE_LIMITS.overallMs`, no larger than `REPORT_BYTES_MAX`; `again`: the second sample alone. `busy`
   * where `EXAMINATIONS_MAX` are under way. Faults: settings that cannot be met.
   */
  examine(name: string, again: boolean): Promise<Result<OutsideReport | 'busy'>>;
};

/** Addresses that are not public are looked at where `networks` has them: what this machine's settings allow, whoever asks. */
export function createExaminer(parts: {
  readonly loaded: LoadedSettings;
  readonly networks: readonly string[];
  readonly vantage: string;
  readonly clock: Clock;
}): Examiner {
  const { loaded, networks, vantage, clock } = parts;
  let running = 0;
  return {
    async examine(name, again) {
      if (running >= EXAMINATIONS_MAX) return ok('busy');
      running++;
      try {
        // read when it is first asked for: a perspective that only validates needs none of it
        const { createKit } = await import('../doctor/kit.ts');
        const doctor = await import('../../doctor/outside/index.ts');
        const made = await createKit({ loaded, networks, clock });
        if (!made.ok) return made;
        const what = { name, vantage, ...(again && { collectors: doctor.SECOND_SAMPLE }) };
        const report = await doctor.examine(what, made.value.kit);
        await made.value.close();
        return ok(doctor.fitting(report, doctor.REPORT_BYTES_MAX));
      } finally {
        running--;
      }
    },
  };
}
