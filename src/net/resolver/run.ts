import type { Clock, LookupEvidence, LookupOutcome } from '../../core/index.ts';
import {
  DnsError,
  TYPE,
  extendedErrors,
  nameFromHost,
  nameKey,
  rcodeText,
  typeText,
} from '../../wire/dns/index.ts';
import type { Message, Name, ResourceRecord } from '../../wire/dns/index.ts';
import { formatAddress } from '../address.ts';
import type { Address, Question } from '../types.ts';
import type { Exchanged } from './exchange.ts';
import type { Reply, Server, ServerStep, SignedLookup } from './types.ts';

/** One lookup under way: what it asks, and what it has seen so far. */
export type Run = {
  readonly clock: Clock;
  readonly question: Omit<Question, 'type'> & { readonly type: string };
  /** Ask for signatures, and keep the messages that the answer rests on. */
  readonly signatures: boolean;
  readonly replies: Reply[];
  /** Undefined where the question's name is no host name: nothing can be asked. */
  readonly name: Name | undefined;
  readonly type: number;
  readonly at: number;
  readonly beganMs: number;
  readonly steps: ServerStep[];
  /** Questions sent. */
  tries: number;
  /** Names that CNAMEs led to. */
  chain: readonly Name[];
  /** The last server asked for the name itself (not for a name server's address), and its reply if there was one. */
  server?: string;
  transport?: 'udp' | 'tcp';
  last?: Message | undefined;
};

export function beginRun(question: Question, clock: Clock, signatures: boolean): Run {
  return { ...newRun(clock, signatures), question, name: hostName(question.name), type: TYPE[question.type] };
}

/** A lookup of a record set that proves others. */
export function beginFetch(name: Name, type: number, deadlineMs: number, clock: Clock): Run {
  const question = { name: nameKey(name), type: typeText(type), hop: 0, deadlineMs };
  return { ...newRun(clock, true), question, name, type };
}

function newRun(clock: Clock, signatures: boolean): Omit<Run, 'question' | 'name' | 'type'> {
  return {
    clock,
    signatures,
    replies: [],
    at: clock.now(),
    beganMs: clock.monotonic(),
    steps: [],
    tries: 0,
    chain: [],
  };
}

/** Keeps what asking one server brought. `main`: it was asked for the lookup's own name. */
export function recordStep(
  run: Run,
  step: {
    server: Server;
    zone?: Name;
    name: Name;
    type: number;
    outcome: ServerStep['outcome'];
    main: boolean;
  },
  exchanged: Exchanged,
): void {
  const message = exchanged.outcome === 'reply' ? exchanged.message : undefined;
  const server = serverText(step.server);
  run.tries += exchanged.sent;
  if (step.main) {
    run.server = server;
    run.transport = exchanged.transport;
    run.last = message;
  }
  run.steps.push({
    server,
    ...(step.zone && { zone: nameKey(step.zone) }),
    name: nameKey(step.name),
    type: typeText(step.type),
    outcome: step.outcome,
    ...(message && { rcode: rcodeText(message.rcode) }),
    ...('errno' in exchanged && { errno: exchanged.errno }),
    transport: exchanged.transport,
    ms: exchanged.ms,
  });
}

/** Closes the run: its evidence, and the data of the records found. */
export function finishRun(
  run: Run,
  outcome: LookupOutcome,
  records: readonly ResourceRecord[] = [],
): SignedLookup {
  const { question, last } = run;
  const addresses = records.flatMap(addressOf);
  const texts = records.flatMap(textOf);
  const ede = last === undefined ? [] : extendedErrors(last);
  const wantsAddresses = question.type === 'A' || question.type === 'AAAA';
  const evidence: LookupEvidence = {
    kind: 'lookup',
    at: run.at,
    hop: question.hop,
    name: question.name,
    type: question.type,
    outcome,
    ...(last && { rcode: rcodeText(last.rcode), ad: last.authenticData }),
    ...(ede.length > 0 && { ede }),
    // in lower case: servers repeat the random case of our question in the names that they derive from it
    ...(run.chain.length > 0 && { chain: run.chain.map(nameKey) }),
    ...(wantsAddresses
      ? { addresses: addresses.map((address) => address.text) }
      : { records: records.length }),
    ...(run.server !== undefined && { server: run.server }),
    ...(run.transport && { transport: run.transport }),
    tries: run.tries,
    ms: run.clock.monotonic() - run.beganMs,
  };
  return { evidence, addresses, texts, records, steps: run.steps, replies: run.replies };
}

/** `192.0.2.1:53`, `[2001:db8::1]:53`. */
function serverText(server: Server): string {
  return server.address.includes(':')
    ? `[${server.address}]:${server.port}`
    : `${server.address}:${server.port}`;
}

/** The outcome that an rcode stands for, where no data decides. */
export function rcodeOutcome(message: Message): LookupOutcome {
  return RCODE_OUTCOMES[rcodeText(message.rcode)] ?? 'error';
}

const RCODE_OUTCOMES: Readonly<Record<string, LookupOutcome>> = {
  NOERROR: 'nodata',
  NXDOMAIN: 'nxdomain',
  SERVFAIL: 'servfail',
  REFUSED: 'refused',
};

/** The name of a host name's text; undefined where it is none. */
export function hostName(host: string): Name | undefined {
  try {
    return nameFromHost(host);
  } catch (error) {
    if (error instanceof DnsError) return undefined;
    throw error;
  }
}

/** The address in an A or AAAA record; nothing for others. */
export function addressOf({ data }: ResourceRecord): Address[] {
  return data.kind === 'A' || data.kind === 'AAAA' ? [formatAddress(data.address)] : [];
}

function textOf({ data }: ResourceRecord): Uint8Array[] {
  return data.kind === 'TXT' ? [Uint8Array.from(Buffer.concat(data.strings))] : [];
}
