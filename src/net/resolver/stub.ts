import type { Clock, LookupOutcome } from '../../core/index.ts';
import { RCODE, TYPE, nameFromText, nameIsUnder, nameKey } from '../../wire/dns/index.ts';
import type { Message, Name } from '../../wire/dns/index.ts';
import { readAnswer } from './answer.ts';
import type { Reading } from './answer.ts';
import { exchange } from './exchange.ts';
import { CNAME_MAX, STUB_FIRST_TRY_MS, STUB_SECOND_TRY_MS, STUB_SERVERS_MAX } from './limits.ts';
import { beginFetch, beginRun, finishRun, rcodeOutcome, recordStep } from './run.ts';
import type { Run } from './run.ts';
import type { Server, SignedLookup, SignedResolver, TracedResolver } from './types.ts';
import { createUdpExchange, type UdpExchange } from './udp.ts';

export type StubSettings = {
  /** Recursive servers (or the authoritative servers of one internal zone), in order of preference. */
  readonly servers: readonly Server[];
  readonly clock: Clock;
  /** Ask these servers for CNAME targets under this zone only; `createZoneResolver` asks others for the rest. */
  readonly onlyUnder?: string;
};

/**
 * Leaves the searching to servers. The next server is asked when one is silent, unreachable, broken or says SERVFAIL, never
 * after any other answer; silent ones get a second try. A CNAME that the server leaves unfinished is asked for in turn.
 */
export function createStubResolver(settings: StubSettings): StubResolver {
  const { clock, onlyUnder } = settings;
  const scope = onlyUnder === undefined ? [] : nameFromText(onlyUnder);
  const session = (): StubSession => {
    const udp = createUdpExchange(clock);
    const start = (run: Run) => lookup({ ...settings, scope, udp }, run);
    return {
      lookup: (question) => start(beginRun(question, clock, false)),
      signed: {
        lookup: (question) => start(beginRun(question, clock, true)),
        fetch: (...what) => start(beginFetch(...what, clock)),
      },
    };
  };
  return {
    session,
    lookup: (question) => session().lookup(question),
    signed: {
      lookup: (question) => session().signed.lookup(question),
      fetch: (...what) => session().signed.fetch(...what),
    },
  };
}

type StubSession = TracedResolver & { readonly signed: SignedResolver };
/** Lookups of one `session()` share sockets, for as long as they are under way together, and nothing else. */
type StubResolver = StubSession & { session(): StubSession };

type Stub = StubSettings & { readonly scope: Name; readonly udp: UdpExchange };

async function lookup(stub: Stub, run: Run): Promise<SignedLookup> {
  if (run.name === undefined) return finishRun(run, 'error');
  const seen = new Set<string>();
  let name = run.name;
  for (;;) {
    const said = await askServers(stub, run, name);
    if (said.message === undefined) return finishRun(run, said.outcome);
    if (run.signatures) run.replies.push({ name, zone: [], message: said.message });
    const reading = readAnswer(said.message.answers, name, run.type);
    if (reading.chain.length > 0) seen.add(nameKey(name));
    run.chain = [...run.chain, ...reading.chain];
    const looped = reading.chain.some((target) => seen.has(nameKey(target)));
    if (reading.kind === 'loop' || looped || run.chain.length > CNAME_MAX) return finishRun(run, 'loop');
    if (reading.kind === 'alias' && unfinished(said.message) && nameIsUnder(reading.target, stub.scope)) {
      for (const target of reading.chain) seen.add(nameKey(target));
      name = reading.target;
      continue;
    }
    return conclude(run, said.message, reading);
  }
}

function conclude(run: Run, message: Message, reading: Reading): SignedLookup {
  const outcome = rcodeOutcome(message);
  if (outcome !== 'nodata') return finishRun(run, outcome);
  if (reading.kind === 'records') return finishRun(run, 'answer', reading.records);
  return finishRun(run, isReferral(message) && reading.kind === 'empty' ? 'lame' : 'nodata');
}

/** A message to read (SERVFAIL too, where nobody said better), or why there is none. */
type Said = { readonly message: Message } | { readonly message: undefined; readonly outcome: LookupOutcome };

async function askServers({ clock, servers, udp }: Stub, run: Run, name: Name): Promise<Said> {
  const { deadlineMs } = run.question;
  let waiting = servers.slice(0, STUB_SERVERS_MAX);
  let failure: LookupOutcome = waiting.length === 0 ? 'error' : 'timeout';
  let servfail: Message | undefined;
  for (const tryMs of [STUB_FIRST_TRY_MS, STUB_SECOND_TRY_MS]) {
    const silent: Server[] = [];
    for (const server of waiting) {
      if (clock.monotonic() >= deadlineMs) break;
      const exchanged = await exchange(
        server,
        { name, type: run.type, recursion: true, signatures: run.signatures, tryMs, deadlineMs },
        clock,
        udp,
      );
      const outcome = exchanged.outcome === 'reply' ? stepOutcome(exchanged.message) : exchanged.outcome;
      recordStep(run, { server, name, type: run.type, outcome, main: true }, exchanged);
      if (exchanged.outcome === 'reply') {
        if (exchanged.message.rcode !== RCODE.SERVFAIL) return { message: exchanged.message };
        servfail = exchanged.message;
      } else {
        if (exchanged.outcome === 'timeout') silent.push(server);
        failure = exchanged.outcome;
      }
    }
    waiting = silent;
  }
  // a server that answered says more than one that did not: its extended errors name the cause
  if (servfail === undefined) return { message: undefined, outcome: failure };
  run.last = servfail;
  return { message: servfail };
}

function stepOutcome(message: Message): LookupOutcome {
  const outcome = rcodeOutcome(message);
  if (outcome !== 'nodata') return outcome;
  if (message.answers.length > 0) return 'answer';
  return isReferral(message) ? 'lame' : 'nodata';
}

/** The server ended at a CNAME and neither says that its target does not exist nor that it has no such data. */
function unfinished(message: Message): boolean {
  return message.rcode === RCODE.NOERROR && !message.authorities.some((record) => record.type === TYPE.SOA);
}

/** A server that only points elsewhere does not do a stub's work (RFC 1034 section 4.3.1). */
function isReferral(message: Message): boolean {
  const has = (type: number) => message.authorities.some((record) => record.type === type);
  return !message.authoritative && !message.recursionAvailable && has(TYPE.NS) && !has(TYPE.SOA);
}
