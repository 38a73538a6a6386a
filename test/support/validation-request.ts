import type { ValidationRequest } from '../../src/validation/index.ts';

/** What a test does not care about: an account without addresses, no CAA, the default directory. */
export const plainTerms = {
  subscriber: { accountUrls: ['https://ca.example/acme/account/1'], thumbprint: 'thumbprint' },
  caa: { mode: 'off', issuers: [] },
  directory: 'default',
} as const satisfies Partial<ValidationRequest>;
