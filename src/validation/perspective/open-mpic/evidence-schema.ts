import { z } from 'zod';
import type { AttemptEvidence, CaaEvidence, Evidence, LookupEvidence } from '../../../core/index.ts';
import { NAME_CHARS_MAX, URL_CHARS_MAX } from '../limits.ts';

// What an agent of ours says that it saw: the shapes of core/evidence.ts, each text and list bounded, unknown members left out.

const short = z.string().max(64);
const name = z.string().max(NAME_CHARS_MAX);
const url = z.string().max(URL_CHARS_MAX);
const count = z.int().min(0).max(1_000_000_000);
const ms = z.number().min(0).max(1_000_000_000);
const common = { at: z.number().min(0), hop: z.int().min(0).max(100) };

const attempt = z.object({
  kind: z.literal('attempt'),
  ...common,
  url,
  address: short,
  family: z.literal([6, 4]),
  port: z.int().min(0).max(65_535),
  phase: z.enum(['policy', 'connect', 'tls', 'request', 'first-byte', 'headers', 'body', 'done']),
  outcome: z.enum([
    'response',
    'connect-timeout',
    'refused',
    'unreachable',
    'prohibited',
    'reset',
    'closed',
    'tls-timeout',
    'tls-alert',
    'tls-error',
    'first-byte-timeout',
    'header-timeout',
    'body-timeout',
    'malformed',
    'too-large',
    'address-refused',
    'cancelled',
    'error',
  ]),
  errno: short.exactOptional(),
  times: z.object({
    connectMs: ms.exactOptional(),
    tlsMs: ms.exactOptional(),
    firstByteMs: ms.exactOptional(),
    totalMs: ms,
  }),
  http: z
    .object({
      status: z.int().min(0).max(999),
      location: url.exactOptional(),
      bodyBytes: count,
      body: z.enum([
        'match',
        'empty',
        'too-long',
        'other-account',
        'other-token',
        'html',
        'other',
        'not-read',
      ]),
    })
    .exactOptional(),
  tlsAlpn: z
    .object({
      protocol: z.enum(['agreed', 'none', 'other']),
      certificate: z.enum([
        'match',
        'absent',
        'malformed',
        'not-self-signed',
        'wrong-name',
        'extension-missing',
        'extension-not-critical',
        'extension-malformed',
        'other-key-authorization',
        'not-read',
      ]),
    })
    .exactOptional(),
}) satisfies z.ZodType<AttemptEvidence>;

const lookup = z.object({
  kind: z.literal('lookup'),
  ...common,
  name,
  type: short,
  outcome: z.enum([
    'answer',
    'bogus',
    'nodata',
    'nxdomain',
    'servfail',
    'refused',
    'timeout',
    'unreachable',
    'malformed',
    'loop',
    'lame',
    'error',
  ]),
  rcode: short.exactOptional(),
  ad: z.boolean().exactOptional(),
  ede: z
    .array(z.object({ code: z.int().min(0).max(65_535), text: name }))
    .max(32)
    .exactOptional(),
  chain: z.array(name).max(32).exactOptional(),
  addresses: z.array(short).max(256).exactOptional(),
  records: count.exactOptional(),
  matched: z.boolean().exactOptional(),
  server: name.exactOptional(),
  transport: z.enum(['udp', 'tcp', 'built-in']).exactOptional(),
  tries: count,
  ms,
  dnssec: z
    .object({
      status: z.enum(['secure', 'insecure', 'bogus', 'indeterminate']),
      reason: short.exactOptional(),
      link: name.exactOptional(),
    })
    .exactOptional(),
}) satisfies z.ZodType<LookupEvidence>;

const caa = z.object({
  kind: z.literal('caa'),
  at: common.at,
  name,
  found: name.exactOptional(),
  decision: z.enum(['absent', 'allowed', 'forbidden', 'lookup-failed']),
  record: name.exactOptional(),
  reason: short.exactOptional(),
  mode: z.enum(['off', 'advisory', 'enforce']),
}) satisfies z.ZodType<CaaEvidence>;

/** One piece of evidence of another place. Perspectives have none of their own, so that nothing nests. */
export const evidenceSchema = z.discriminatedUnion('kind', [
  attempt,
  lookup,
  caa,
]) satisfies z.ZodType<Evidence>;
