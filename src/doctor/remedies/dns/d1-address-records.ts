import type { Family } from '../../../core/index.ts';
import type { Finding } from '../../causes/index.ts';
import { addressesOf, isOf, publishedAddresses, stableAddresses } from '../ask.ts';
import { byHand, record, remedy, run } from '../steps.ts';
import type { Patient, RemedyRule, Step } from '../types.ts';

/**
 * Address records that are right: the machine's own lasting address in place of the wrong one, or none at all. A CA cannot be asked to
 * use IPv4: an AAAA record that is there counts.
 */
export const addressRecords: RemedyRule = (finding, patient) => {
  const host = hostOf(finding, patient);
  const family = finding.id === NO_A ? 4 : 6;
  const records = MISSING.has(finding.id) ? [] : deleted(finding, patient, host, family);
  const wanted = added(finding, patient, host, family);
  const special = specialOf(finding, host);
  const lines = [...records, ...wanted.records];
  const now = [...special, ...ttlOf(patient, host, family, records), ...record(...lines), ...wanted.unknown];
  if (now.length === 0) return [];
  const type = typeOf(family);
  return [
    remedy(finding, patient, {
      id: 'D1',
      at: 'dns',
      now,
      verify: [...run(`dig +short ${type} ${host}`)],
      undo: record(...lines.map((line) => `${line.startsWith('+') ? '-' : '+'}${line.slice(1)}`)),
    }),
  ];
};

const NO_A = 'A7';
/** Nothing is there that would be wrong. */
const MISSING: ReadonlySet<string> = new Set(['A6', 'A7', 'A8', 'A14', 'G2', 'G5']);

function hostOf({ places, values }: Finding, { name }: Patient): string {
  const { resource } = values;
  return typeof resource === 'string'
    ? resource
    : (places.find(({ host }) => host !== undefined)?.host ?? name);
}

function deleted(finding: Finding, patient: Patient, host: string, family: Family): string[] {
  return addressesOf(finding, patient, family).map((address) => `-${host}. IN ${typeOf(family)} ${address}`);
}

/** The machine's own address, where it has been asked; of another host nobody knows it here. */
function added(
  finding: Finding,
  { name, inside, report }: Patient,
  host: string,
  family: Family,
): { readonly records: readonly string[]; readonly unknown: readonly Step[] } {
  const type = typeOf(family);
  const wrong = new Set(finding.places.flatMap(({ address }) => address ?? []));
  const isOwn = host === name || host === `www.${name}` || name === `www.${host}`;
  const own = inside === undefined || !isOwn ? [] : stableAddresses(inside, family).map((one) => one.address);
  const published = publishedAddresses(report, host, family);
  const good = own.filter((address) => isOf(address, family) && !wrong.has(address));
  // another good one is there already, as with several addresses of which one is dead
  const missing = MISSING.has(finding.id);
  if (!missing && published.some((one) => good.includes(one) || (wrong.size > 0 && !wrong.has(one))))
    return { records: [], unknown: [] };
  const [best] = good;
  if (best !== undefined) return { records: [`+${host}. 300 IN ${type} ${best}`], unknown: [] };
  if (inside !== undefined && isOwn && !missing) return { records: [], unknown: [] };
  return { records: [], unknown: [byHand('ask-address', { name: host, family: `IPv${family}` })] };
}

function specialOf({ id }: Finding, name: string): Step[] {
  if (id === 'A13') return [byHand('geo-answers', { name })];
  if (id === 'A14') return [byHand('alias-chain', { name })];
  return id === 'A15' ? [byHand('hints-follow')] : [];
}

function ttlOf({ report }: Patient, host: string, family: Family, records: readonly string[]): Step[] {
  const ttl = report?.names.find((one) => one.host === host && one.type === typeOf(family))?.ttl;
  return ttl === undefined || records.length === 0 ? [] : [byHand('ttl-wait', { ttl: String(ttl) })];
}

function typeOf(family: Family): 'AAAA' | 'A' {
  return family === 6 ? 'AAAA' : 'A';
}
