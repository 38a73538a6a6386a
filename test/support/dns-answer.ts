import { addressBytes } from '../../src/net/index.ts';
import {
  CLASS,
  RCODE,
  TYPE,
  extendedErrorOption,
  nameEquals,
  nameFromText,
  nameIsUnder,
  nameKey,
  nameToText,
} from '../../src/wire/dns/index.ts';
import type { Message, Name, RecordData, ResourceRecord } from '../../src/wire/dns/index.ts';

/** What a name holds, and how questions for it are treated; `per` for questions of one type only. */
export type NameScript = Behaviour & {
  readonly A?: readonly string[];
  readonly AAAA?: readonly string[];
  /** Each record one string, or its character-strings. */
  readonly TXT?: readonly (string | readonly string[])[];
  readonly CNAME?: string;
  readonly NS?: readonly string[];
  readonly CAA?: readonly { readonly flags?: number; readonly tag: string; readonly value: string }[];
  readonly per?: Partial<Record<keyof typeof TYPE, Behaviour>>;
};

export type Behaviour = {
  readonly rcode?: keyof typeof RCODE;
  readonly ede?: readonly { readonly code: number; readonly text: string }[];
  readonly ad?: boolean;
  /** Answer without the authoritative flag. */
  readonly notAuthoritative?: boolean;
  readonly delayMs?: number;
  readonly drop?: boolean | 'udp' | 'tcp';
  /** TC and nothing else over UDP. */
  readonly truncate?: boolean;
  /** The question comes back in lower case. */
  readonly flatCase?: boolean;
  /** Without OPT in the query only: with it FORMERR. */
  readonly noEdns?: boolean;
  /** Datagrams sent before the answer, over UDP. */
  readonly before?: readonly ('wrong-id' | 'wrong-question' | 'wrong-source' | 'garbage')[];
  /** Only what `before` says. */
  readonly silentAfter?: boolean;
  /** Put into the additional and answer section beside the truth. */
  readonly extraAnswers?: readonly ResourceRecord[];
};

export type Script = {
  readonly names: Map<string, NameScript>;
  readonly zones: readonly Name[] | undefined;
  readonly delegations: readonly {
    readonly zone: Name;
    readonly servers: Readonly<Record<string, readonly string[]>>;
  }[];
};

const TTL = 60;

/** The reply that a script gives to a query, and the behaviour with which it is to be sent. */
export function compose(script: Script, query: Message): { reply: Message; behaviour: Behaviour } {
  const [question] = query.questions;
  if (question === undefined) return { reply: { ...blank(query), rcode: RCODE.FORMERR }, behaviour: {} };
  const { name, type } = question;
  const entry = script.names.get(nameKey(name));
  const behaviour: Behaviour = { ...entry, ...entry?.per?.[typeName(type)] };
  const flat =
    behaviour.flatCase === true ? [{ ...question, name: nameFromText(nameKey(name)) }] : query.questions;
  const base: Message = {
    ...blank(query),
    questions: flat,
    authenticData: behaviour.ad ?? false,
    ...(query.edns && {
      edns: {
        udpSize: 1232,
        extendedRcode: 0,
        version: 0,
        dnssecOk: false,
        options: (behaviour.ede ?? []).map(extendedErrorOption),
      },
    }),
  };
  if (behaviour.noEdns === true && query.edns !== undefined) {
    const { edns: _, ...plain } = base;
    return { reply: { ...plain, rcode: RCODE.FORMERR }, behaviour };
  }
  if (behaviour.rcode !== undefined) return { reply: { ...base, rcode: RCODE[behaviour.rcode] }, behaviour };
  const zone = script.zones
    ?.filter((one) => nameIsUnder(name, one))
    .toSorted((a, b) => b.length - a.length)[0];
  if (script.zones !== undefined && zone === undefined) {
    return { reply: { ...base, rcode: RCODE.REFUSED }, behaviour };
  }
  const cut = script.delegations.find((one) => nameIsUnder(name, one.zone));
  if (cut !== undefined) return { reply: refer(base, cut), behaviour };
  const authoritative = zone !== undefined && behaviour.notAuthoritative !== true;
  const found = follow(script, zone, name, type);
  const soa = found.negative && zone !== undefined ? [soaOf(zone)] : [];
  return {
    reply: {
      ...base,
      authoritative,
      recursionAvailable: script.zones === undefined,
      rcode: found.exists ? RCODE.NOERROR : RCODE.NXDOMAIN,
      answers: [...found.answers, ...(behaviour.extraAnswers ?? [])],
      authorities: soa,
    },
    behaviour,
  };
}

function follow(
  script: Script,
  zone: Name | undefined,
  asked: Name,
  type: number,
): { answers: ResourceRecord[]; exists: boolean; negative: boolean } {
  const answers: ResourceRecord[] = [];
  const seen = new Set<string>();
  let name = asked;
  while (!seen.has(nameKey(name))) {
    seen.add(nameKey(name));
    if (zone !== undefined && !nameIsUnder(name, zone)) return { answers, exists: true, negative: false };
    if (name !== asked && script.delegations.some((one) => nameIsUnder(name, one.zone))) {
      return { answers, exists: true, negative: false };
    }
    const entry = script.names.get(nameKey(name));
    const below = [...script.names.keys()].some((other) => nameIsUnder(nameFromText(other), name));
    if (entry === undefined) {
      const apex = script.zones?.some((one) => nameEquals(one, name)) === true;
      return { answers, exists: below || apex, negative: true };
    }
    if (entry.CNAME !== undefined && type !== TYPE.CNAME) {
      const target = nameFromText(entry.CNAME);
      answers.push(record(name, TYPE.CNAME, { kind: 'CNAME', target }));
      name = target;
      continue;
    }
    const own = dataOf(entry, type).map((data) => record(name, type, data));
    answers.push(...own);
    return { answers, exists: true, negative: own.length === 0 };
  }
  return { answers, exists: true, negative: false };
}

function dataOf(entry: NameScript, type: number): RecordData[] {
  switch (type) {
    case TYPE.A:
    case TYPE.AAAA: {
      const kind = type === TYPE.A ? 'A' : 'AAAA';
      return (entry[kind] ?? []).map((text) => ({ kind, address: addressBytes(text) ?? new Uint8Array() }));
    }
    case TYPE.TXT:
      return (entry.TXT ?? []).map((text) => ({
        kind: 'TXT',
        strings: (typeof text === 'string' ? [text] : text).map((part) => Uint8Array.from(Buffer.from(part))),
      }));
    case TYPE.CNAME:
      return entry.CNAME === undefined ? [] : [{ kind: 'CNAME', target: nameFromText(entry.CNAME) }];
    case TYPE.NS:
      return (entry.NS ?? []).map((target) => ({ kind: 'NS', target: nameFromText(target) }));
    case TYPE.CAA:
      return (entry.CAA ?? []).map(({ flags = 0, tag, value }) => ({
        kind: 'CAA',
        flags,
        tag,
        value: Uint8Array.from(Buffer.from(value)),
      }));
    default:
      return [];
  }
}

function refer(base: Message, cut: Script['delegations'][number]): Message {
  const names = Object.entries(cut.servers);
  return {
    ...base,
    authorities: names.map(([server]) =>
      record(cut.zone, TYPE.NS, { kind: 'NS', target: nameFromText(server) }),
    ),
    additionals: names.flatMap(([server, glue]) =>
      glue.map((text) => {
        const kind = text.includes(':') ? 'AAAA' : 'A';
        return record(nameFromText(server), TYPE[kind], {
          kind,
          address: addressBytes(text) ?? new Uint8Array(),
        });
      }),
    ),
  };
}

function soaOf(zone: Name): ResourceRecord {
  const mname = nameFromText(`ns.${nameToText(zone) === '.' ? 'root' : nameToText(zone)}`);
  const times = { serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5 };
  return record(zone, TYPE.SOA, { kind: 'SOA', mname, rname: mname, ...times });
}

export function record(name: Name, type: number, data: RecordData): ResourceRecord {
  return { name, type, class: CLASS.IN, ttl: TTL, data };
}

function blank(query: Message): Message {
  return {
    ...query,
    response: true,
    authoritative: false,
    recursionAvailable: false,
    authenticData: false,
    rcode: RCODE.NOERROR,
    answers: [],
    authorities: [],
    additionals: [],
  };
}

function typeName(type: number): keyof typeof TYPE {
  const [name] = Object.entries(TYPE).find(([, code]) => code === type) ?? ['ANY'];
  return name as keyof typeof TYPE;
}
