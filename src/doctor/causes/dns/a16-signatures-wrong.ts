import { dnsSymptom } from '../symptoms.ts';
import type { AnswerFact } from '../../outside/index.ts';
import type { Cause, Sign } from '../types.ts';
import { type Report, serversOf } from './facts.ts';

/** DNSSEC says that the answers are forged or broken, at all name servers or at one. */
export const signaturesWrong: Cause = {
  id: 'A16',
  slug: 'signatures-wrong',
  certainty: { outside: 'proven' },
  validation: 'fails',
  visitors: ['down'],
  remedies: ['D3'],
  decide: 'none',
  outside({ report }) {
    const signed = report.names.filter(({ role }) => role === 'signed');
    const bogus = signed.find(({ dnssec }) => dnssec?.status === 'bogus')?.dnssec;
    const proven = signed.some(({ dnssec }) => dnssec?.status === 'secure');
    const broken = bogus !== undefined || proven ? brokenAt(report) : [];
    if (bogus === undefined && broken.length === 0) return [];
    const [first] = broken;
    const sign: Sign = {
      symptom: dnsSymptom(report.name, 'signatures'),
      place: { host: report.name, ...(first && { address: first.address, family: first.family }) },
      values: {
        reason: bogus?.reason ?? 'signature-expired',
        link: bogus?.link ?? '',
        servers: serversOf(broken),
      },
    };
    return [sign];
  },
  inside: () => ({ says: 'silent' }),
};

/** Server addresses whose signatures have run out, or that have none where others have. */
function brokenAt({ answers, at }: Report): AnswerFact[] {
  const asked = answers.filter(({ purpose, outcome }) => purpose === 'signed' && outcome === 'answer');
  return asked.filter(({ signedUntil, type }) => {
    if (signedUntil !== undefined) return signedUntil < at;
    return asked.some((other) => other.type === type && other.signedUntil !== undefined);
  });
}
