import { dnsSymptom } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';
import type { Report } from './facts.ts';

/** CAA records that let nobody issue, or not this CA, account or method; or that cannot be read (RFC 8659, RFC 8657). */
export const caaForbids: Cause = {
  id: 'A22',
  slug: 'caa-forbids',
  certainty: { outside: 'proven' },
  validation: 'fails',
  visitors: ['none'],
  remedies: ['D2'],
  decide: 'none',
  outside({ report }) {
    const found = report.records
      .filter(({ about, code }) => about === 'caa' && (code !== 'lookup-failed' || isFound(report)))
      .slice(0, 1);
    return found.map(
      ({ code, params }): Sign => ({
        symptom: dnsSymptom(report.name, 'CAA'),
        place: { host: String(params['found'] ?? report.name) },
        values: {
          code,
          found: params['found'] ?? '',
          reason: params['reason'] ?? '',
        },
      }),
    );
  },
  inside: () => ({ says: 'silent' }),
};

/** Where nothing is found of the name, its CAA records are the least of it. */
function isFound({ names }: Report): boolean {
  return names.some(({ role, addresses }) => role === 'subject' && addresses.length > 0);
}
