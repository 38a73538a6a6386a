import { byHand, record, remedy, run } from '../steps.ts';
import type { Patient, RemedyRule, Step } from '../types.ts';

/** Records of the challenge and of CAA: at the right owner, no old ones beside them, and leading somewhere. */
export const challengeRecords: RemedyRule = (finding, patient) => {
  const { now, verify } = (BY_CAUSE[finding.id] ?? delegated)(patient);
  return [remedy(finding, patient, { id: 'D2', at: 'dns', now, verify })];
};

type Parts = { readonly now: readonly Step[]; readonly verify: readonly Step[] };

const BY_CAUSE: Readonly<Record<string, (patient: Patient) => Parts>> = {
  A18: ({ name }) => {
    const challenge = `_acme-challenge.${name}`;
    return {
      now: [
        byHand('owner-name', { name, challenge }),
        ...record(`-${challenge}.${name}. IN TXT`, `+${challenge}. 60 IN TXT`),
      ],
      verify: run(`dig +short TXT ${challenge}`),
    };
  },
  A21: ({ name }) => ({
    now: [byHand('stale-values', { challenge: `_acme-challenge.${name}` })],
    verify: run(`dig +short TXT _acme-challenge.${name}`),
  }),
  A22: ({ name }) => ({
    now: [byHand('caa-add', { issuer: ISSUER }), ...record(`+${name}. 300 IN CAA 0 issue "${ISSUER}"`)],
    verify: run(`dig +short CAA ${name}`),
  }),
};

const ISSUER = 'letsencrypt.org';

function delegated({ name }: Patient): Parts {
  const line = `sixfour name check ${name}`;
  return { now: [byHand('delegation-check'), ...run(line)], verify: run(line) };
}
