import { dnsSymptom } from '../symptoms.ts';
import type { AnswerFact } from '../../outside/index.ts';
import type { Cause, Sign } from '../types.ts';
import { differences } from './differ.ts';
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
  outside(seen) {
    const { report } = seen;
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
    // one of the two answers leads to whoever is seen there
    const shown = addressesDisagree(report) ? differences(seen) : [];
    return [sign, ...shown.map((one) => ({ ...one, alone: true }))];
  },
  inside: () => ({ says: 'silent' }),
};

/** About the name's own addresses. */
export function addressesDisagree(report: Report): boolean {
  return ['AAAA', 'A'].some((type) => disagreement(report, `${report.name} ${type}`).length > 0);
}

/** One answer of each side, where servers that are constant in themselves differ. */
function disagreement({ answers }: Report, kind: string): AnswerFact[] {
  const said = answers.filter(
    (one) =>
      `${one.name} ${one.type}` === kind &&
      COMPARED.has(one.purpose) &&
      isSaid(one) &&
      // "no such name" for AAAA alone is a fault of its own (A10)
      !(one.type === 'AAAA' && one.outcome === 'nxdomain'),
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
