import { z } from 'zod';
import { NAME_CHARS_MAX } from '../../names/index.ts';

/**
 * What the native API takes and gives: requests are checked by these, answers are made to their types, and the OpenAPI document is
 * generated from them. Unknown fields are errors.
 */

/** With a final dot, or as long as a client can mistype it: the broker says what is wrong with it. */
const nameText = z
  .string()
  .min(1)
  .max(NAME_CHARS_MAX + 64);
const thumbprint = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .describe('Thumbprint of an ACME account key (RFC 7638), base64url');
const type = z.enum(['dns-01', 'dns-account-01']);
const moment = z.iso.datetime().describe('RFC 3339, UTC');

export const challengeParams = z.strictObject({
  name: nameText.describe(
    'Where a CA asks (_acme-challenge.www.example.org), or the name that it leads to here',
  ),
});
export const valueParams = z.strictObject({
  ...challengeParams.shape,
  value: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .describe('SHA-256 of the key authorization, base64url (RFC 8555, section 8.4)'),
});
export const nameParams = z.strictObject({ fqdn: nameText.describe('A host name, without a wildcard') });
export const problemParams = z.strictObject({ code: z.string().max(100) });

export const noQuery = z.strictObject({});
export const accountQuery = z.strictObject({
  accountThumbprint: thumbprint.optional(),
});
export const nameQuery = z.strictObject({
  type: type.default('dns-01'),
  accountLabel: z
    .string()
    .regex(/^[a-z2-7]{16}$/)
    .optional()
    .describe('Of dns-account-01: the label of the account, without its underscore'),
  ...accountQuery.shape,
});

export const presentBody = z.strictObject({
  keyAuthorization: z
    .string()
    .max(512)
    .optional()
    .describe(
      'token.thumbprint (RFC 8555, section 8.1), whose digest the value is: proves for which ACME account it is',
    ),
});

const cname = z.strictObject({
  owner: z.string(),
  type: z.literal('CNAME'),
  target: z.string(),
});
const challengeBase = {
  /** The host name. */
  name: z.string(),
  type,
  challenge: z.string().describe('Where a CA asks'),
};
const publish = z.array(cname).describe('One of these its owner publishes, once; names are absolute');
const ownValue = z.strictObject({ value: z.string(), expiresAt: moment });

export const challengeAnswer = z.strictObject({
  ...challengeBase,
  publish,
  values: z.array(ownValue).describe("The client's own live values"),
  liveValues: z.int().min(0).describe('Live values of all clients'),
});
export const valueAnswer = z.strictObject({ ...challengeBase, ...ownValue.shape });
export const nameAnswer = z.strictObject({
  name: z.string(),
  type,
  challenge: z.string().nullable().describe('Null for dns-account-01 without an account'),
  publish,
  allowed: z
    .enum(['yes', 'no', 'depends'])
    .describe('depends: on what a rule names in `on`, which is not told or changes with every use'),
  reason: z
    .strictObject({ code: z.string(), message: z.string() })
    .nullable()
    .describe('Why not: of the rule that came furthest'),
  rules: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        outcome: z.enum(['allows', 'denies', 'depends']),
        reason: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
        on: z.array(z.string()),
      }),
    )
    .describe("The client's own rules about the name"),
});

/** RFC 9457. */
export const problem = z.strictObject({
  type: z.string().describe('A relative reference; stable, one for each code'),
  status: z.int(),
  detail: z.string(),
  code: z.string().describe('The fault, as docs/errors.md lists them'),
});
export const problemType = z.strictObject({
  code: z.string(),
  status: z.int(),
  documentation: z.string(),
});

export type ChallengeAnswer = z.output<typeof challengeAnswer>;
export type ValueAnswer = z.output<typeof valueAnswer>;
export type NameAnswer = z.output<typeof nameAnswer>;
export type NameQuery = z.output<typeof nameQuery>;
