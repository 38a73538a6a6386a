/** A number with its noun; French has the singular for 0 and 1. */
export function count(number: number, one: string, many: string): string {
  return `${number} ${plural(number, one, many)}`;
}

export function plural(number: number, one: string, many: string): string {
  return number < 2 ? one : many;
}
