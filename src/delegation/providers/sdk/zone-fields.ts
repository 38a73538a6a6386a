import { z } from 'zod';

/** The provider's own names of zones, by the names that DNS has for them: with a final dot or without, in any case. */
export function zoneNamed(id: RegExp, description: string) {
  const named = z.record(z.string(), z.string().regex(id, 'is not how the provider names its zones'));
  return named
    .transform((zones) =>
      Object.fromEntries(
        Object.entries(zones).map(([name, of]) => [name.toLowerCase().replace(/\.$/, ''), of]),
      ),
    )
    .default({})
    .describe(description);
}
