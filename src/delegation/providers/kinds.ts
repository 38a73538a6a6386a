import type { ProviderKind } from './types.ts';

/** A kind whose schemas are asked before it is opened, so that what it is opened with is its own. */
export type AnyProviderKind = ProviderKind<unknown, unknown>;

/** Every kind by the name that an administrator types. What one needs is loaded when it is used: an SDK of another is not. */
const KINDS: Readonly<Record<string, () => Promise<AnyProviderKind>>> = {
  'acme-dns': async () => (await import('./acme-dns/index.ts')).acmeDns,
  azure: async () => (await import('./azure/index.ts')).azure,
  cloudflare: async () => (await import('./cloudflare/index.ts')).cloudflare,
  desec: async () => (await import('./desec/index.ts')).desec,
  digitalocean: async () => (await import('./digitalocean/index.ts')).digitalocean,
  exec: async () => (await import('./exec/index.ts')).exec,
  gandi: async () => (await import('./gandi/index.ts')).gandi,
  google: async () => (await import('./google/index.ts')).google,
  hetzner: async () => (await import('./hetzner/index.ts')).hetzner,
  ovh: async () => (await import('./ovh/index.ts')).ovh,
  powerdns: async () => (await import('./powerdns/index.ts')).powerdns,
  rfc2136: async () => (await import('./rfc2136/index.ts')).rfc2136,
  route53: async () => (await import('./route53/index.ts')).route53,
};

/** In the order of the alphabet. */
export const PROVIDER_KINDS: readonly string[] = Object.keys(KINDS).toSorted();

/** Undefined for what is no kind. */
export async function providerKind(name: string): Promise<AnyProviderKind | undefined> {
  return Object.hasOwn(KINDS, name) ? KINDS[name]?.() : undefined;
}
