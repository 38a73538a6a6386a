import type { Clock, LookupOutcome } from '../../core/index.ts';
import { parseAddress } from '../address.ts';
import type { Address, Question, Resolver } from '../types.ts';

/** Names answered without DNS, each with its addresses in order: IPv6 first, so that validation tries it first. */
type BuiltInNames = Readonly<Record<string, readonly string[]>>;

/** Answers the names given (lower case) and denies all others; nothing is sent. Literals that do not parse are a bug: throws. */
export function createBuiltInResolver(names: BuiltInNames, clock: Clock): Resolver {
  const known = new Map(
    Object.entries(names).map(([name, addresses]) => [name.toLowerCase(), addresses.map(literal)]),
  );
  return {
    lookup: (question) => Promise.resolve(answer(known.get(question.name.toLowerCase()), question, clock)),
  };
}

function answer(
  all: readonly Address[] | undefined,
  question: Question,
  clock: Clock,
): Awaited<ReturnType<Resolver['lookup']>> {
  const wantsAddresses = question.type === 'A' || question.type === 'AAAA';
  const family = question.type === 'AAAA' ? 6 : 4;
  const addresses = wantsAddresses ? (all ?? []).filter((address) => address.family === family) : [];
  const found: LookupOutcome = addresses.length > 0 ? 'answer' : 'nodata';
  return {
    evidence: {
      kind: 'lookup',
      at: clock.now(),
      hop: question.hop,
      name: question.name,
      type: question.type,
      outcome: all === undefined ? 'nxdomain' : found,
      ...(wantsAddresses ? { addresses: addresses.map((address) => address.text) } : { records: 0 }),
      transport: 'built-in',
      tries: 0,
      ms: 0,
    },
    addresses,
    texts: [],
    records: [],
  };
}

function literal(text: string): Address {
  const address = parseAddress(text);
  if (address === undefined) throw new Error(`built-in name: ${text} is no IP literal`);
  return address;
}
