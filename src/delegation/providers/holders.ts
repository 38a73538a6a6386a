import { type Clock, isAtOrBelow, type Log, type StopSignal } from '../../core/index.ts';
import type { StoredProvider } from '../../store/index.ts';
import { type Calls, createCalls } from './calls.ts';
import { providerKind } from './kinds.ts';
import { RECORD_TTL_S } from './limits.ts';
import type { Provider, ProviderFailure, ProviderResult } from './types.ts';

/** A configured provider: the zones that it holds, and the way to it. */
export type Holder = {
  readonly name: string;
  readonly zones: readonly string[];
  readonly calls: Calls;
  /** Opened when it is needed first. */
  open(): Promise<ProviderResult<Provider>>;
  close(): Promise<void>;
  /** Whether it was made from this: sealed twice, the same credentials are others. */
  isOf(stored: StoredProvider): boolean;
};

export type OpenParts = {
  /** The JSON text of the credentials; undefined where they cannot be decrypted. */
  readonly unseal: (provider: StoredProvider) => string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: StopSignal;
  readonly random: () => number;
  /** Those of `kinds.ts`, by default. */
  readonly kindOf?: typeof providerKind | undefined;
};

export function createHolder(stored: StoredProvider, parts: OpenParts): Holder {
  let opened: Promise<ProviderResult<Provider>> | undefined;
  return {
    name: stored.name,
    zones: stored.zones,
    calls: createCalls(parts),
    async open() {
      opened ??= openProvider(stored, parts);
      const result = await opened;
      if (!result.ok) opened = undefined; // what it is for may be mended meanwhile
      return result;
    },
    async close() {
      const result = await opened;
      if (result?.ok === true) result.value.close();
    },
    isOf: ({ name, sealedCredentials }) =>
      name === stored.name && Buffer.compare(sealedCredentials, stored.sealedCredentials) === 0,
  };
}

/** The provider whose zone is the closest around a name. */
export function holderOf<T extends { readonly zones: readonly string[] }>(
  name: string,
  holders: readonly T[],
): { readonly holder: T; readonly zone: string } | undefined {
  let found: { readonly holder: T; readonly zone: string } | undefined;
  for (const holder of holders) {
    for (const zone of holder.zones) {
      if (isAtOrBelow(name, zone) && zone.length > (found?.zone.length ?? 0)) found = { holder, zone };
    }
  }
  return found;
}

async function openProvider(stored: StoredProvider, parts: OpenParts): Promise<ProviderResult<Provider>> {
  const { clock, log } = parts;
  const kind = await (parts.kindOf ?? providerKind)(stored.kind);
  if (kind === undefined) return refused('unknown kind');
  const text = parts.unseal(stored);
  if (text === undefined) return { ok: false, outcome: 'unauthorized', code: 'credentials not decrypted' };
  // once more: a newer version may want more of them than the one that took them
  const options = kind.options.safeParse(parsed(stored.options));
  const credentials = kind.credentials.safeParse(parsed(text));
  if (!options.success || !credentials.success) return refused('other options or credentials wanted');
  try {
    const given = { options: options.data, credentials: credentials.data };
    return { ok: true, value: await kind.open({ ...given, clock, ttlS: RECORD_TTL_S }) };
  } catch (error) {
    // its message may hold what it was opened with
    log.error({ provider: stored.name, kind: stored.kind, error: (error as Error).name }, 'not opened');
    return refused('not opened');
  }
}

/** Undefined, which no schema takes, for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(code: string): ProviderFailure {
  return { ok: false, outcome: 'refused', code };
}
