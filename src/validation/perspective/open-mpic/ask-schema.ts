import { z } from 'zod';
import { CHALLENGE_TYPES, RETRY_RULES } from '../../../core/index.ts';
import {
  ACCOUNT_URLS_MAX,
  ISSUERS_MAX,
  NAME_CHARS_MAX,
  PAST_THUMBPRINTS_MAX,
  TOKEN_CHARS_MAX,
  TRACE_CHARS_MAX,
  URL_CHARS_MAX,
} from '../limits.ts';

// What others send is read tolerantly where it does not matter (unknown members, null for absent) and strictly where it does.

const name = z.string().min(1).max(NAME_CHARS_MAX);
const url = z.string().min(1).max(URL_CHARS_MAX);
/** RFC 8555 section 8: base64url alphabet. */
const token = z
  .string()
  .max(TOKEN_CHARS_MAX)
  .regex(/^[A-Za-z0-9_-]+$/);
const keyAuthorization = z
  .string()
  .max(TOKEN_CHARS_MAX)
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);

/** SHA-256 as base64url (Open MPIC's acme-dns-01) or as hex (its acme-tls-alpn-01): the lengths tell them apart. Out comes base64url. */
const digest = z.union([
  z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  z
    .string()
    .regex(/^[0-9A-Fa-f]{64}$/)
    .transform((hex) => Buffer.from(hex, 'hex').toString('base64url')),
]);

/** The methods that we have; `dns-account-01` stands in Open MPIC's list of names and nowhere else in it. */
export const dcvParametersSchema = z.discriminatedUnion('validation_method', [
  z.object({
    validation_method: z.literal('acme-http-01'),
    token,
    key_authorization: keyAuthorization,
  }),
  z.object({ validation_method: z.literal('acme-dns-01'), key_authorization_hash: digest }),
  z.object({ validation_method: z.literal('acme-tls-alpn-01'), key_authorization_hash: digest }),
  z.object({ validation_method: z.literal('dns-account-01'), key_authorization_hash: digest }),
  z.object({
    validation_method: z.literal('dns-persistent'),
    issuer_domain_names: z.array(name).min(1).max(ISSUERS_MAX),
    expected_account_uri: url,
  }),
]);
export type DcvParameters = z.infer<typeof dcvParametersSchema>;

/** Methods that Open MPIC has and ACME has not: they are refused by name. */
export const OTHER_METHODS: readonly string[] = [
  'website-change',
  'dns-change',
  'contact-email-txt',
  'contact-email-caa',
  'contact-phone-txt',
  'contact-phone-caa',
  'ip-address',
  'reverse-address-lookup',
];

export const caaParametersSchema = z.object({
  certificate_type: z.enum(['tls-server', 's-mime']).nullish(),
  caa_domains: z.array(name).max(ISSUERS_MAX).nullish(),
});

/** What one of ours adds (`x_sixfour`), so that a validation is the same here as there. */
const oursAskSchema = z.object({
  protocol: z.literal(1),
  type: z.enum(CHALLENGE_TYPES),
  rule: z.enum(RETRY_RULES),
  subscriber: z.object({
    account_urls: z.array(url).max(ACCOUNT_URLS_MAX),
    thumbprint: z.string().max(TOKEN_CHARS_MAX),
    past_thumbprints: z.array(z.string().max(TOKEN_CHARS_MAX)).max(PAST_THUMBPRINTS_MAX).optional(),
  }),
  caa: z.object({
    mode: z.enum(['off', 'advisory', 'enforce']),
    issuers: z.array(name).max(ISSUERS_MAX),
    method_unknown: z.boolean(),
  }),
  persist: z
    .object({
      version: z.enum(['01', '02']),
      hash_prefixes: z.array(url).max(ACCOUNT_URLS_MAX),
    })
    .optional(),
  directory: z.string().max(NAME_CHARS_MAX),
  owner: z.string().max(NAME_CHARS_MAX),
});
export type OursAsk = z.infer<typeof oursAskSchema>;

const asked = {
  domain_or_ip_target: z.string().min(1).max(NAME_CHARS_MAX),
  trace_identifier: z.string().max(TRACE_CHARS_MAX).nullish(),
  x_sixfour: oursAskSchema.nullish(),
};

export const dcvAskSchema = z.object({ ...asked, dcv_check_parameters: dcvParametersSchema });
export const caaAskSchema = z.object({ ...asked, caa_check_parameters: caaParametersSchema.nullish() });
