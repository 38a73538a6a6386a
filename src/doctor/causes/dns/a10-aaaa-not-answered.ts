import { dnsSymptom } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';
import { isSaid, plainAnswers, type Report, serversOf, subject } from './facts.ts';

/** A question for AAAA is answered with an error, not at all, or with "no such name", while A is answered (RFC 4074). */
export const aaaaNotAnswered: Cause = {
  id: 'A10',
  slug: 'aaaa-not-answered',
  certainty: { outside: 'proven' },
  validation: 'passes',
  visitors: ['slow', 'six-only'],
  remedies: ['D3'],
  decide: 'none',
  outside({ report }) {
    const servers = atServers(report);
    const six = subject(report, 6);
    const four = subject(report, 4);
    const whole = four?.outcome === 'answer' && six !== undefined && BROKEN.has(six.outcome);
    if (!whole && servers.length === 0) return [];
    const [place] = servers;
    const outcome = servers[0]?.outcome ?? six?.outcome ?? '';
    const sign: Sign = {
      symptom: dnsSymptom(report.name, 'AAAA broken'),
      place: { host: report.name, ...(place && { address: place.address, family: place.family }) },
      values: { outcome, servers: serversOf(servers) },
    };
    return [sign];
  },
  inside: () => ({ says: 'silent' }),
};

/** Server addresses that answer for A, over the same transport, and not for AAAA. */
function atServers(report: Report) {
  const four = plainAnswers(report, report.name, 'A').filter(isSaid);
  return plainAnswers(report, report.name, 'AAAA').filter(
    (one) =>
      BROKEN.has(one.outcome) &&
      one.transport === 'udp' &&
      four.some(
        ({ address, transport, outcome }) =>
          address === one.address && transport === one.transport && outcome === 'answer',
      ),
  );
}

const BROKEN: ReadonlySet<string> = new Set([
  'servfail',
  'refused',
  'nxdomain',
  'timeout',
  'malformed',
  'lame',
  'error',
]);
