import { z } from 'zod';
import { parseServer, type Server } from '../../../net/index.ts';
import { nameFromText, type TsigAlgorithm } from '../../../wire/dns/index.ts';
import type { ProviderKind } from '../types.ts';
import { SERVERS_MAX } from './limits.ts';
import { createUpdateProvider } from './provider.ts';

type Options = { readonly servers: readonly Server[]; readonly list: boolean };
type Credentials = { readonly key: string; readonly algorithm: TsigAlgorithm; readonly secret: string };

/** A primary name server that takes DNS updates (RFC 2136) signed with TSIG (RFC 8945): BIND, Knot, PowerDNS, our own. */
export const rfc2136: ProviderKind<Options, Credentials> = {
  options: z.strictObject({
    servers: z
      .union([z.string(), z.array(z.string())])
      .transform((given, context) => readServers(given, context))
      .describe(
        'Addresses of the primary name server, tried one after the other: [2001:db8::1]:53, 192.0.2.1. With a comma between them',
      ),
    list: z
      .union([z.boolean(), z.stringbool()])
      .default(true)
      .describe('false where the server answers no questions about what it has'),
  }),
  credentials: z.strictObject({
    key: z
      .string()
      .transform((name) => name.toLowerCase().replace(/\.$/, ''))
      .refine(isName, 'must be a domain name')
      .describe('Name of the TSIG key, as the name server has it'),
    algorithm: z
      .string()
      .transform((name) => name.toLowerCase().replace(/\.$/, ''))
      .pipe(z.enum(['hmac-sha256', 'hmac-sha384', 'hmac-sha512', 'hmac-sha1']))
      .default('hmac-sha256')
      .describe('Algorithm of the TSIG key'),
    secret: z
      .string()
      .refine((text) => /^(?=.{8,})[A-Za-z0-9+/]+={0,2}$/.test(text), 'must be base64')
      .describe('Secret of the TSIG key, in base64'),
  }),
  open({ options, credentials, clock, ttlS }) {
    const { algorithm, secret } = credentials;
    const key = { name: nameFromText(credentials.key), algorithm, secret: Buffer.from(secret, 'base64') };
    return Promise.resolve(createUpdateProvider({ ...options, key, clock, ttlS }));
  },
};

function readServers(given: string | readonly string[], context: z.RefinementCtx): readonly Server[] {
  const texts = typeof given === 'string' ? given.split(',').map((text) => text.trim()) : given;
  const servers = texts.flatMap((text) => parseServer(text) ?? []);
  if (texts.length === 0 || texts.length > SERVERS_MAX || servers.length !== texts.length) {
    const message = `must be 1 to ${SERVERS_MAX} IP addresses, each with or without a port`;
    context.addIssue({ code: 'custom', message, input: given });
  }
  return servers;
}

function isName(text: string): boolean {
  try {
    return nameFromText(text).length > 0;
  } catch {
    return false;
  }
}
