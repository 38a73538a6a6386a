import type { Identifier } from '../../../core/index.ts';

/** RFC 8555 section 7.1.4: an authorization is for the name without `*.`. An address has no wildcard. */
export function subjectOf({ type, value }: Identifier): {
  readonly identifier: Identifier;
  readonly wildcard: boolean;
} {
  return type === 'dns' && value.startsWith('*.')
    ? { identifier: { type, value: value.slice(2) }, wildcard: true }
    : { identifier: { type, value }, wildcard: false };
}
