import { z } from 'zod';
import type { Evidence } from '../../../core/index.ts';
import type { ValidationRequest } from '../../types.ts';
import {
  ERROR_TYPE_CHARS_MAX,
  ERROR_TYPES_MAX,
  EVIDENCE_MAX,
  NAME_CHARS_MAX,
  URL_CHARS_MAX,
} from '../limits.ts';
import type { Check, PerspectiveAnswer } from '../types.ts';
import type { Speaks } from './ask-write.ts';
import { evidenceSchema } from './evidence-schema.ts';
import { readFault } from './fault-read.ts';
import { targetText } from './target.ts';

/**
 * An agent's check_response, whatever HTTP status it came with. A pass is believed only where it is said plainly: `check_passed`
 * true, not incomplete, for the check and the method that were asked for. One of ours has to say who it is and what it looked at;
 * another cannot, and is who its connection is. What it saw is kept as far as it is understood; the verdict holds without.
 */
export function readAnswer(
  check: Check,
  request: ValidationRequest,
  body: unknown,
  from: { readonly name: string; readonly speaks: Speaks },
): PerspectiveAnswer {
  const parsed = answerSchema.safeParse(body);
  if (!parsed.success) return MALFORMED;
  const { check_type: type, check_passed: passed, check_completed: completed, errors } = parsed.data;
  if ((type ?? check) !== check) return MALFORMED;
  if (passed && completed === false) return MALFORMED;
  const method = parsed.data.details?.validation_method;
  const expected: readonly string[] = METHODS[request.type];
  if (check === 'dcv' && method !== undefined && !expected.includes(method)) return MALFORMED;
  const types = (errors ?? []).flatMap((error) => error?.error_type ?? []).slice(0, ERROR_TYPES_MAX);
  if (from.speaks === 'open-mpic') {
    return {
      answered: true,
      perspective: from.name,
      target: targetText(request.identifier, request.wildcard),
      passed,
      evidence: [],
      ...(!passed && types.length > 0 && { errors: types }),
    };
  }
  const ours = oursSchema.safeParse(parsed.data.x_sixfour);
  if (!ours.success) return MALFORMED;
  const { perspective, target, fault: refusal, evidence } = ours.data;
  if (passed === (refusal !== null)) return MALFORMED;
  const fault = readFault(refusal);
  return {
    answered: true,
    perspective,
    target,
    passed,
    evidence: evidence.flatMap((one): Evidence[] => {
      const read = evidenceSchema.safeParse(one);
      return read.success ? [read.data] : [];
    }),
    ...(fault && { fault }),
  };
}

const MALFORMED: PerspectiveAnswer = { answered: false, outcome: 'malformed' };

const errorSchema = z.object({
  error_type: z
    .string()
    .max(ERROR_TYPE_CHARS_MAX)
    .regex(/^[A-Za-z0-9_:.-]+$/)
    .optional()
    .catch(undefined),
});

const answerSchema = z.object({
  check_type: z.enum(['dcv', 'caa']).nullish(),
  check_completed: z.boolean().nullish(),
  check_passed: z.boolean(),
  errors: z.array(errorSchema.nullish().catch(undefined)).nullish().catch(undefined),
  details: z.object({ validation_method: z.string().optional() }).nullish(),
  x_sixfour: z.unknown().optional(),
});

const oursSchema = z.object({
  protocol: z.literal(1),
  perspective: z.string().max(NAME_CHARS_MAX),
  target: z.string().max(URL_CHARS_MAX),
  fault: z.unknown().transform((value) => value ?? null),
  evidence: z.array(z.unknown()).max(EVIDENCE_MAX),
});

/** What the details call each of our types; dns-account-01 is asked of others as a dns-change. */
const METHODS: Readonly<Record<ValidationRequest['type'], readonly string[]>> = {
  'http-01': ['acme-http-01'],
  'dns-01': ['acme-dns-01'],
  'tls-alpn-01': ['acme-tls-alpn-01'],
  'dns-account-01': ['dns-account-01', 'dns-change'],
  'dns-persist-01': ['dns-persistent'],
};
