import { isIP } from 'node:net';
import { z } from 'zod';
import { parseTrustAnchor } from './trust-anchor.ts';
import { type Region, REGIONS } from '../core/index.ts';
import { CHALLENGE_TYPES } from '../core/index.ts';

/** The kinds of value that settings have. Messages are not given here: every key's `allowed` text stands in `i18n/en/settings.ts`. */

export const text = () => z.string().max(4_096);
export const language = () => z.string().regex(/^(auto|[a-z]{2}(-[A-Z]{2})?)$/);
export const port = () => z.int().min(0).max(65_535);
export const count = () => z.int().min(1).max(1_000_000_000);
export const days = () => z.int().min(1).max(36_500);
export const addresses = () => z.array(z.string().refine((value) => isIP(value) !== 0)).max(64);
export const hostName = () => z.string().max(253).regex(HOST_NAME);
export const caaMode = () => z.enum(['off', 'advisory', 'enforce']);
export const challengeTypes = () => z.array(z.enum(CHALLENGE_TYPES)).max(CHALLENGE_TYPES.length);
export const hostNameOrNone = () => z.union([z.literal(''), hostName()]);
export const urlOrNone = () => z.union([z.literal(''), z.url({ protocol: /^https?$/ })]);
export const directoryName = () => z.string().regex(DIRECTORY_NAME);
export const countOrNone = () => z.int().min(0).max(1_000_000_000);
/** As `PEER_NAME` of the perspectives' transport: what stands in a certificate, a metric and a file name as it is. */
export const peerName = () => z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/);
export const secureUrl = () => z.union([z.literal(''), z.url({ protocol: /^https$/ })]);
export const region = () => z.enum(REGIONS as readonly [Region, ...Region[]]);
export const headerOrNone = () => z.union([z.literal(''), z.string().regex(HEADER)]);
export const mailboxOrNone = () => z.union([z.literal(''), z.string().regex(MAILBOX)]);
/** `.` is the root of the DNS. */
export const zone = () => z.string().regex(/^(\.|[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*)$/);
export const servers = () => z.array(z.string().refine((value) => parseServer(value) !== undefined)).max(64);
export const trustAnchors = () =>
  z
    .array(
      z
        .string()
        .max(8_192)
        .refine((value) => parseTrustAnchor(value) !== undefined),
    )
    .max(64);

const HOST_NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
/** Must not be taken for a resource of the default directory, which has `/acme/` for itself. */
const DIRECTORY_NAME =
  /^(?!new-|revoke-|key-|directory$|account|order|authorization|challenge|certificate|default$)[a-z][a-z0-9-]{0,31}$/;
/** One header field: a token, a colon, visible characters (RFC 9110 section 5). */
const HEADER = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}: [\x21-\x7e]([\x20-\x7e]{0,1000}[\x21-\x7e])?$/;
const MAILBOX = /^[A-Za-z0-9._+-]{1,63}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/;
const DNS_PORT = 53;

/** `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53` or `[2001:db8::53]:5353`; undefined for anything else. */
export function parseServer(value: string): { address: string; port: number } | undefined {
  const match = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(value) ?? /^([0-9.]+)(?::(\d{1,5}))?$/.exec(value);
  const address = match?.[1] ?? value;
  const portNumber = Number(match?.[2] ?? DNS_PORT);
  if (isIP(address) === 0 || portNumber < 1 || portNumber > 65_535) return undefined;
  return { address, port: portNumber };
}
