import type { Session } from './session.ts';

export type ListOptions = { readonly limit?: string; readonly before?: string };

/** The query of a list: page and filters, those that are set. */
export function listQuery(
  options: ListOptions,
  filters: Readonly<Record<string, string | undefined>> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ limit: options.limit, before: options.before, ...filters })) {
    if (value !== undefined) query.set(name, value);
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** What stands below a list: that it is empty, or that it goes on. */
export function more(session: Session, rows: number, next: string | null): string[] {
  const { commands } = session.messages.cli;
  if (rows === 0) return [commands.nothing()];
  return next === null ? [] : [commands.more({ next })];
}
