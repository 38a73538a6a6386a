import { dnsSymptom } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';
import { addresses, type Report, subject } from './facts.ts';

/** An HTTPS record whose address hints are not the AAAA records, or that leads to a name without addresses (RFC 9460). */
export const addressHints: Cause = {
  id: 'A15',
  slug: 'address-hints',
  certainty: { outside: 'proven' },
  validation: 'passes',
  visitors: ['broken'],
  remedies: ['D1'],
  decide: 'none',
  outside({ report }) {
    const https = report.names.find((fact) => fact.role === 'subject' && fact.type === 'HTTPS');
    const found = (https?.values ?? []).flatMap((value) => objection(report, readBinding(value)));
    return found.slice(0, 1);
  },
  inside: () => ({ says: 'silent' }),
};

type Binding = { readonly target: string; readonly hints: readonly string[] };

/** As `record-text.ts` writes it. */
function readBinding(value: string): Binding {
  const [, target = '.', ...params] = value.split(' ');
  const hints = params.flatMap((param) => {
    const [key, list = ''] = param.split('=');
    return key === 'ipv6hint' || key === 'ipv4hint' ? list.split(',') : [];
  });
  return { target, hints };
}

function objection(report: Report, { target, hints }: Binding): Sign[] {
  const own = target === '.' || target === report.name;
  const facts = own
    ? ([6, 4] as const).flatMap((family) => subject(report, family) ?? [])
    : report.names.filter((fact) => fact.role === 'target' && fact.host === target);
  // both families were asked for, and said
  if (facts.length < 2 || facts.some(({ outcome }) => !ENDED.has(outcome))) return [];
  const there = own
    ? [...addresses(report, 6), ...addresses(report, 4)]
    : facts.flatMap((fact) => fact.addresses);
  const sign = (address: string, what: 'dead' | 'hints'): Sign => ({
    symptom: dnsSymptom(report.name, 'HTTPS record'),
    place: { host: report.name, ...(address !== '' && { address, family: address.includes(':') ? 6 : 4 }) },
    values: { address, target: own ? report.name : target, what },
  });
  if (there.length === 0) return own ? [] : [sign('', 'dead')];
  const strange = hints.find((address) => !there.includes(address));
  return strange === undefined ? [] : [sign(strange, 'hints')];
}

const ENDED: ReadonlySet<string> = new Set(['answer', 'nodata', 'nxdomain']);
