import { dnsSymptom } from '../symptoms.ts';
import type { AnswerFact } from '../../outside/index.ts';
import type { Cause, Sign } from '../types.ts';
import { isSaid, type Report, serversOf, setOf } from './facts.ts';

/** Name servers of one zone that say different things: another serial number, other addresses, other TXT records. */
export const nameServersDisagree: Cause = {
  id: 'A12',
  slug: 'name-servers-disagree',
  certainty: { outside: 'proven' },
  validation: 'perspectives',
  visitors: ['broken'],
  remedies: ['D3'],
  decide: 'none',
  outside({ report }) {
    const kinds = [...new Set(report.answers.map(({ name, type }) => `${name} ${type}`))];
    const differing = kinds.flatMap((kind) => disagreement(report, kind));
    const [first] = differing;
    if (first === undefined) return [];
    const types = [...new Set(differing.map(({ type }) => (type === 'SOA' ? 'serial' : type)))].join(', ');
    const sign: Sign = {
      symptom: dnsSymptom(report.name, 'name servers disagree'),
      place: { host: first.server, address: first.address, family: first.family },
      values: { types, servers: serversOf(differing) },
    };
    return [sign];
  },
  inside: () => ({ says: 'silent' }),
};

/** One answer of each side, where servers that are constant in themselves differ. */
function disagreement({ answers }: Report, kind: string): AnswerFact[] {
  const said = answers.filter(
    (one) => `${one.name} ${one.type}` === kind && COMPARED.has(one.purpose) && isSaid(one) && kind !== '',
  );
  if (said.some(({ type }) => !TYPES.has(type))) return [];
  const byServer = Map.groupBy(said, ({ server, address }) => `${server} ${address}`);
  const constant = [...byServer.values()].flatMap(([first, ...more]) => {
    // who answers every question anew with another set shares a load
    const same = first !== undefined && more.every((one) => textOf(one) === textOf(first));
    return same ? [first] : [];
  });
  // addresses are compared only where more than one answer of each server says that they are constant
  const enough = said.length > byServer.size || !ROTATING.has(said[0]?.type ?? '');
  const firsts = [...Map.groupBy(constant, textOf).values()].flatMap(([first]) => first ?? []);
  return enough && constant.length === byServer.size && firsts.length > 1 ? firsts : [];
}

function textOf({ outcome, values, serial }: AnswerFact): string {
  return serial === undefined
    ? `${outcome === 'nxdomain' ? 'nodata' : outcome} ${setOf(values)}`
    : String(serial);
}

const COMPARED: ReadonlySet<string> = new Set(['plain', 'case', 'signed']);
const TYPES: ReadonlySet<string> = new Set(['SOA', 'A', 'AAAA', 'TXT']);
const ROTATING: ReadonlySet<string> = new Set(['A', 'AAAA']);
