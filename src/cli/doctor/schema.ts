import { z } from 'zod';
import { checkOutcome } from './outcome.ts';

/** The JSON Schema (2020-12) of `sixfour check --json`, as docs/schemas/check.json has it. */
export function checkSchema(): string {
  const schema = z.toJSONSchema(checkOutcome, { reused: 'ref' });
  return `${JSON.stringify({ title: 'sixfour check --json', ...schema }, null, 2)}\n`;
}
