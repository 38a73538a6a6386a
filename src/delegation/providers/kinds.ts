import type { ProviderKind } from './types.ts';

/** A kind whose schemas are asked before it is opened, so that what it is opened with is its own. */
export type AnyProviderKind = ProviderKind<unknown, unknown>;

/** Every kind by the name that an administrator types. What one needs is loaded when it is used: an SDK of another is not. */
const KINDS: Readonly<Record<string, () => Promise<AnyProviderKind>>> = {
  rfc2136: async () => (await import('./rfc2136/index.ts')).rfc2136,
};

/** In the order of the alphabet. */
export const PROVIDER_KINDS: readonly string[] = Object.keys(KINDS).toSorted();

/** Undefined for what is no kind. */
export async function providerKind(name: string): Promise<AnyProviderKind | undefined> {
  return Object.hasOwn(KINDS, name) ? KINDS[name]?.() : undefined;
}
