import type { Cancel, Clock, Log } from '../../core/index.ts';
import { addressBytes, formatAddress } from '../../net/index.ts';
import type { ChallengeFetch, ChallengeStore } from '../../store/index.ts';
import {
  FETCH_EVERY_MS,
  FETCHED_NAMES_MAX,
  FETCHES_PER_NAME_MAX,
  FETCHES_WAITING_MAX,
  FETCHES_WRITE_MS,
} from './limits.ts';

/** Writes down who fetched a value: bounded, whoever asks however often. */
export function createFetchRecorder(parts: {
  readonly challenges: Pick<ChallengeStore, 'recordFetches'>;
  readonly clock: Clock;
  readonly log: Log;
}): { fetched(fetch: ChallengeFetch): void; close(): Promise<void> } {
  const { challenges, clock, log } = parts;
  const names = new Map<string, { readonly until: number; readonly networks: Set<string> }>();
  let waiting: ChallengeFetch[] = [];
  let cancel: Cancel | undefined;
  let writing: Promise<void> = Promise.resolve();

  return {
    fetched(fetch) {
      if (waiting.length >= FETCHES_WAITING_MAX || !isNews(fetch)) return;
      waiting.push(fetch);
      cancel ??= clock.after(FETCHES_WRITE_MS, write);
    },
    async close() {
      cancel?.();
      write();
      await writing;
    },
  };

  function isNews({ zone, label, source, at }: ChallengeFetch): boolean {
    const name = `${label}.${zone}`;
    const network = networkOf(source);
    const known = names.get(name);
    const seen =
      known !== undefined && known.until > at
        ? known
        : { until: at + FETCH_EVERY_MS, networks: new Set<string>() };
    if (seen.networks.has(network) || seen.networks.size >= FETCHES_PER_NAME_MAX) return false;
    seen.networks.add(network);
    names.delete(name); // to the end: the map's order is the order of last use
    names.set(name, seen);
    const [oldest] = names.keys();
    if (names.size > FETCHED_NAMES_MAX && oldest !== undefined) names.delete(oldest);
    return true;
  }

  function write(): void {
    cancel = undefined;
    const fetches = waiting;
    waiting = [];
    if (fetches.length === 0) return;
    writing = challenges.recordFetches(fetches).catch((error: unknown) => {
      log.warn({ cause: String(error) }, 'who fetched values could not be written down');
    });
  }
}

function networkOf(source: string): string {
  const bytes = addressBytes(source);
  if (bytes === undefined) return source;
  const kept = bytes.length === 4 ? 3 : 6;
  return formatAddress(bytes.map((byte, index) => (index < kept ? byte : 0))).text;
}
