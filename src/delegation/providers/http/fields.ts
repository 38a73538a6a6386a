import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { readBaseUrl } from '../../../net/index.ts';

/** The address of an API. */
export function baseUrl(description: string) {
  return z
    .string()
    .transform((text, context) => {
      const base = readBaseUrl(text);
      if (base !== undefined) return base;
      const message = 'must be an https URL (or http on loopback) without user name, query and fragment';
      context.addIssue({ code: 'custom', message, input: text });
      return z.NEVER;
    })
    .describe(description);
}

/** What goes into a header as it is: no spaces, no line ends. */
export function secret(description: string) {
  return z
    .string()
    .regex(/^[\x21-\x7e]{1,4096}$/, 'must be printable ASCII without spaces')
    .describe(description);
}

/** Certificates that are trusted in place of the usual ones. */
export function trustedRoots() {
  return z
    .string()
    .refine(isPem, 'must be certificates in PEM')
    .optional()
    .describe('Root certificates, in PEM, that the server is trusted by, in place of the usual ones');
}

function isPem(text: string): boolean {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.length > 0 && blocks.every((block) => new X509Certificate(block).raw.length > 0);
  } catch {
    return false;
  }
}
