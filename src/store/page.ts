import { PAGE_ROWS_MAX } from './limits.ts';
import type { Page } from './types.ts';

/** The number of rows to read for a page: bounded, whatever was asked. */
export function pageLimit(page: Page): number {
  return Math.max(1, Math.min(page.limit, PAGE_ROWS_MAX));
}
