/** RFC 5280 section 5.3.1, those that this CA accepts for a subscriber's certificate (as RFC 8555 section 7.6 lets it choose). */
const REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  privilegeWithdrawn: 9,
} as const;

export type ReasonName = keyof typeof REASONS;
export const REASON_NAMES = Object.keys(REASONS) as readonly ReasonName[];

export function reasonCode(name: ReasonName): number {
  return REASONS[name];
}

/** The name of a stored reason; its number where it has none here. */
export function reasonName(code: number): string {
  return REASON_NAMES.find((name) => REASONS[name] === code) ?? String(code);
}
