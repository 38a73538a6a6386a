import type { UpdateReason, UpdateRefusal } from './types.ts';

export function refuse(rcode: number, reason: UpdateReason, text?: string): UpdateRefusal {
  return { outcome: 'refused', rcode, reason, ...(text === undefined ? {} : { text }) };
}
