import { z } from 'zod';
import { FAULTS, type Fault, type FaultCode } from '../../../core/index.ts';
import { describeFault } from '../../../i18n/index.ts';
import { URL_CHARS_MAX } from '../limits.ts';

const text = z.string().max(URL_CHARS_MAX);
const plain = z.union([text, z.number(), z.boolean()]);
const wire = z.object({
  code: z.string().max(64),
  params: z.record(
    z.string().max(64),
    z.union([plain, z.array(plain).max(32), z.record(z.string().max(64), plain)]),
  ),
});

/**
 * A refusal of an agent of ours: a code of our catalogue that is about validations, with parameters from which its message can be
 * made. Undefined for anything else: a newer agent may have codes that are not known here, and its verdict holds without.
 */
export function readFault(value: unknown): Fault | undefined {
  const parsed = wire.safeParse(value);
  if (!parsed.success || !isOurs(parsed.data.code)) return undefined;
  // messages are typed by their codes where faults are made; what came from outside is tried instead
  const fault = { code: parsed.data.code, params: parsed.data.params } as unknown as Fault;
  try {
    const lacks = describeFault(fault).includes(MISSING) && !JSON.stringify(fault.params).includes(MISSING);
    return lacks ? undefined : fault;
  } catch {
    return undefined;
  }
}

/** What stands in a message in place of a parameter that is not there; some names have it, too. */
const MISSING = 'undefined';

function isOurs(code: string): code is FaultCode {
  return (
    /^validation[A-Z]/.test(code) && !code.startsWith('validationPerspectives') && Object.hasOwn(FAULTS, code)
  );
}
