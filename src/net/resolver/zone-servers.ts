import type { LookupOutcome } from '../../core/index.ts';
import type { Name } from '../../wire/dns/index.ts';
import { isNoWayOut } from '../no-way-out.ts';
import { readReply } from './delegation.ts';
import type { Useful } from './delegation.ts';
import { exchange } from './exchange.ts';
import type { Exchanged } from './exchange.ts';
import { ITERATIVE_FIRST_TRY_MS, ITERATIVE_SECOND_TRY_MS, QUERIES_PER_LOOKUP_MAX } from './limits.ts';
import { recordStep } from './run.ts';
import { addAddresses, familyOf, orderServers } from './session.ts';
import type { Delegation, Walk } from './session.ts';
import type { Server } from './types.ts';

type Failed = { readonly kind: Exclude<LookupOutcome, 'answer'>; readonly chain: readonly [] };
type Ask = { readonly name: Name; readonly type: number; readonly main: boolean };

/**
 * Asks a zone's name servers one after another until one is of use: first those with known addresses, then those whose
 * addresses `resolve` finds, then once more those that were silent. The failure reported is the most telling one seen.
 */
export async function askZone(
  walk: Walk,
  delegation: Delegation,
  ask: Ask,
  resolve: (nameServer: Name) => Promise<readonly string[]>,
): Promise<Useful | Failed> {
  const failures = new Set<Failed['kind']>();
  const asked = new Set<Server>();
  const silent: Server[] = [];
  const tryAll = async (servers: readonly Server[], tryMs: number): Promise<Useful | Failed | undefined> => {
    for (const server of orderServers(walk.session, servers)) {
      const stop = exhausted(walk);
      if (stop !== undefined) return stop;
      asked.add(server);
      const said = await askServer(walk, delegation.zone, server, ask, tryMs);
      if (typeof said !== 'string') return said;
      failures.add(said);
      if (said === 'timeout') silent.push(server);
    }
    return undefined;
  };
  let said = await tryAll(delegation.servers, ITERATIVE_FIRST_TRY_MS);
  // lookups of one session may work on this list side by side: it only ever grows, and each asks what it has not asked
  for (const nameServer of delegation.unresolved) {
    if (said !== undefined) break;
    addAddresses(delegation, await resolve(nameServer), walk.learned);
    const fresh = delegation.servers.filter((server) => !asked.has(server));
    said = await tryAll(fresh, ITERATIVE_FIRST_TRY_MS);
  }
  said ??= await tryAll(silent.splice(0), ITERATIVE_SECOND_TRY_MS);
  return said ?? { kind: telling(failures), chain: [] };
}

async function askServer(
  walk: Walk,
  zone: Name,
  server: Server,
  ask: Ask,
  tryMs: number,
): Promise<Useful | Failed['kind']> {
  const { run, session } = walk;
  const { name, type, main } = ask;
  const { deadlineMs } = run.question;
  // of the addresses of name servers nothing depends but who is asked: forged ones cannot forge signatures
  const signatures = run.signatures && main;
  const asked = { name, type, recursion: false, signatures, tryMs, deadlineMs };
  const exchanged = await exchange(server, asked, run.clock);
  const meaning = exchanged.outcome === 'reply' ? readReply(exchanged.message, zone, name, type) : undefined;
  const outcome =
    meaning === undefined ? silence(exchanged) : meaning.kind === 'useless' ? meaning.why : meaning.kind;
  recordStep(run, { server, zone, name, type, outcome, main }, exchanged);
  if (outcome === 'timeout')
    session.silent.set(server.address, (session.silent.get(server.address) ?? 0) + 1);
  if ('errno' in exchanged && isNoWayOut(exchanged.errno)) session.cutOff.add(familyOf(server));
  if (meaning === undefined) return silence(exchanged);
  if (meaning.kind !== 'useless') {
    if (signatures && meaning.kind !== 'referral' && exchanged.outcome === 'reply')
      run.replies.push({ name, zone, message: exchanged.message });
    return meaning;
  }
  // a delegation to a server that will not answer for the zone is lame; the rcode is kept beside it
  return meaning.why === 'refused' ? 'lame' : meaning.why;
}

/** The deadline or the budget of questions ends everything, whatever servers are left. */
function exhausted(walk: Walk): Failed | undefined {
  const { run } = walk;
  if (run.clock.monotonic() >= run.question.deadlineMs) return { kind: 'timeout', chain: [] };
  return run.tries >= QUERIES_PER_LOOKUP_MAX ? { kind: 'error', chain: [] } : undefined;
}

function silence(exchanged: Exchanged): 'timeout' | 'malformed' | 'unreachable' | 'error' {
  return exchanged.outcome === 'reply' ? 'error' : exchanged.outcome;
}

/** No server at all is a lame delegation: the name servers named have no address. */
function telling(failures: ReadonlySet<Failed['kind']>): Failed['kind'] {
  return TELLING.find((kind) => failures.has(kind)) ?? 'lame';
}

const TELLING = ['servfail', 'lame', 'malformed', 'timeout', 'unreachable', 'error'] as const;
