import { z } from 'zod';
import { REGIONS, type Region } from '../../../core/index.ts';
import { PEER_NAME } from './identity.ts';
import { CLIENTS_MAX } from './limits.ts';

/**
 * What server and perspective say to each other beside Open MPIC's requests: joining, and what the server asks on a connection that
 * stands. The version counts all of it together; two that differ part at once, and both say why.
 */
export const PROTOCOL_VERSION = 2;

/** Paths of ours, apart from Open MPIC's `/dcv`, `/caa`, `/mpic`, `/healthz`, `/configz`. */
export const PATHS = {
  /** Without a certificate: a token and a CSR for a certificate. */
  join: '/sixfour/join',
  /** The first question on every connection. */
  hello: '/sixfour/hello',
  /** A CSR for the same key. */
  renew: '/sixfour/renew',
  /** The certificate that was made of it. */
  certificate: '/sixfour/certificate',
  /** Keys of the clients that may ask this perspective: the whole list. */
  clients: '/sixfour/clients',
  /** A look at a name, as the doctor makes it: the answer is its report from there (`doctor/outside`). */
  examine: '/sixfour/examine',
} as const;

const region = z.enum(REGIONS as readonly [Region, ...Region[]]);
const base64url = z.string().regex(/^[A-Za-z0-9_-]*$/);
const pem = z.string().max(16_384);

/** Read by whoever answers, whatever the version: it comes before everything else. */
export const versionShape = z.object({ protocol: z.int() });

export const joinAsk = z.object({
  protocol: z.int(),
  token: z.string().max(200),
  /** DER, base64url. */
  csr: base64url.max(16_384),
});
export const joinAnswer = z.object({
  protocol: z.int(),
  name: z.string().regex(PEER_NAME),
  role: z.enum(['perspective', 'client']),
  region: region.nullable(),
  /** Where it listens; null where it dials out. */
  url: z.string().max(300).nullable(),
  certificate: pem,
});

/** The end of the year 9999: later moments have no RFC 3339 text. */
const MOMENT_MAX = 253_402_300_799_999;

export const helloAnswer = z.object({
  protocol: z.int(),
  /** Of the program. */
  version: z.string().max(64),
  name: z.string().regex(PEER_NAME),
  region,
  /** When its certificate ends, in milliseconds since 1970. */
  certificateUntil: z.int().min(0).max(MOMENT_MAX),
});
export type HelloAnswer = z.infer<typeof helloAnswer>;

export const renewAnswer = z.object({ csr: base64url.max(16_384) });
export const certificateAsk = z.object({ certificate: pem });
export const clientsAsk = z.object({
  spkiSha256: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(CLIENTS_MAX),
});

export const examineAsk = z.strictObject({
  /** A-labels, lower case. */
  name: z.string().min(1).max(253),
  /** The second sample: only what may have changed since the first. */
  again: z.boolean(),
});

/** Why one of these was refused: a closed list, in `error` of the answer. */
export type Refusal = 'version' | 'token' | 'csr' | 'malformed' | 'not-allowed' | 'not-found' | 'internal';
export const refusalAnswer = z.object({
  error: z.enum(['version', 'token', 'csr', 'malformed', 'not-allowed', 'not-found', 'internal']),
  protocol: z.int().optional(),
});

/** A body as the schema wants it; undefined for anything else. */
export function readBody<T extends z.ZodType>(schema: T, body: Uint8Array): z.output<T> | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.from(body).toString()));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
