import { isUnanswered } from '../../outside/index.ts';
import { dnsSymptom } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';
import { factOf, type Report } from './facts.ts';

/** The challenge is answered elsewhere, by a CNAME or by NS records, and nobody is there who answers. */
export const delegationLame: Cause = {
  id: 'A19',
  slug: 'delegation-lame',
  certainty: { outside: 'proven' },
  validation: 'dns-fails',
  visitors: ['none'],
  remedies: ['D2'],
  decide: 'none',
  outside({ report }) {
    const challenge = `_acme-challenge.${report.name}`;
    const texts = factOf(report, 'challenge', 'TXT', challenge);
    if (texts === undefined) return [];
    const target = texts.chain.at(-1);
    const outcome = badEnd(report, texts.outcome, target) ?? lameAt(report, target);
    if (outcome === undefined) return [];
    const sign: Sign = {
      symptom: dnsSymptom(challenge, 'delegation'),
      place: { host: challenge },
      values: { challenge, target: target ?? '', outcome },
    };
    return [sign];
  },
  inside: () => ({ says: 'silent' }),
};

/** How the way to the challenge's TXT records ends, where it should not end so. */
function badEnd(report: Report, outcome: string, target: string | undefined): string | undefined {
  if (outcome === 'loop') return outcome;
  if (isUnanswered(outcome)) {
    // without an alias or name servers of its own the challenge is the zone's, and so is what is wrong
    if (target === undefined && !hasServers(report)) return undefined;
    const own = report.names.filter(({ role, type }) => role === 'subject' && ADDRESSES.has(type));
    return own.some(({ outcome: one }) => !isUnanswered(one)) ? outcome : undefined;
  }
  // between two orders a provider's own `_acme-challenge` name is not there, and need not be
  const resting = target?.startsWith('_acme-challenge.') === true;
  return outcome === 'nxdomain' && target !== undefined && !resting ? outcome : undefined;
}

/** The zone's own servers refer to others for the challenge's name. */
function hasServers({ answers, name }: Report): boolean {
  return answers.some((one) => one.name === `_acme-challenge.${name}` && one.outcome === 'referral');
}

/** What the check of the delegation found of those who serve the target. */
function lameAt({ records }: Report, target: string | undefined): string | undefined {
  if (target === undefined) return undefined;
  return records.find(
    ({ about, code, params }) =>
      about === 'delegation' &&
      LAME.has(code) &&
      (target === params['target'] || target.endsWith(String(params['zone'] ?? ' '))),
  )?.code;
}

const ADDRESSES: ReadonlySet<string> = new Set(['AAAA', 'A']);
const LAME: ReadonlySet<string> = new Set(['nameServerLame', 'nameServerUnaddressed']);
