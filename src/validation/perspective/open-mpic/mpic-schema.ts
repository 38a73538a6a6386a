import { z } from 'zod';
import { NAME_CHARS_MAX, TRACE_CHARS_MAX } from '../limits.ts';
import { caaParametersSchema, dcvParametersSchema } from './ask-schema.ts';

const count = z.int().min(-1_000).max(1_000);

const orchestration = z.object({
  perspective_count: count.nullish(),
  quorum_count: count.nullish(),
  max_attempts: count.nullish(),
  cohort_for_single_attempt: count.nullish(),
});
export type Orchestration = z.infer<typeof orchestration>;

const common = {
  domain_or_ip_target: z.string().min(1).max(NAME_CHARS_MAX),
  trace_identifier: z.string().max(TRACE_CHARS_MAX).nullish(),
  orchestration_parameters: orchestration.nullish(),
};

/** `POST /mpic`. */
export const mpicAskSchema = z.discriminatedUnion('check_type', [
  z.object({ check_type: z.literal('dcv'), ...common, dcv_check_parameters: dcvParametersSchema }),
  z.object({ check_type: z.literal('caa'), ...common, caa_check_parameters: caaParametersSchema.nullish() }),
]);
export type MpicAsk = z.infer<typeof mpicAskSchema>;
