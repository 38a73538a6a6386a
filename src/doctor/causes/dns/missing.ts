import type { Family } from '../../../core/index.ts';
import { addresses, type Report, subject } from './facts.ts';

/** The DNS says that there is no address of that family, and there is one of the other. Not said is not missing. */
export function missing(report: Report, family: Family): boolean {
  const other = family === 6 ? 4 : 6;
  return subject(report, family)?.outcome === 'nodata' && addresses(report, other).length > 0;
}
