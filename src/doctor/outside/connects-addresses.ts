import { type Address, parseAddress } from '../../net/index.ts';
import type { Look } from './kit.ts';
import { REPORT_MAX } from './limits.ts';
import type { OutsideReport } from './report.ts';

/** The addresses that a host has, not those that recursive servers remember of it: so many of each family at most, each once. */
export function addressesOf({ names }: OutsideReport, host: string): readonly Address[] {
  const texts = names
    .filter((one) => one.host === host && one.role !== 'cached' && (one.type === 'AAAA' || one.type === 'A'))
    .flatMap((fact) => fact.addresses.slice(0, REPORT_MAX.addresses));
  return [...new Set(texts)].flatMap((text) => parseAddress(text) ?? []);
}

/** Those of the name itself that may be connected to. */
export function subjectAddresses({ name, kit }: Look, seen: OutsideReport): readonly Address[] {
  return addressesOf(seen, name).filter((one) => kit.policy.check(one).ok);
}
