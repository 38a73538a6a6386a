import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';

export type ServiceAccountKey = z.infer<typeof KEY>;

/** The file as text, or what is in it. What else it holds is not used: the URLs in it least of all. */
export function serviceAccountKey(description: string) {
  return z
    .unknown()
    .transform((given, context) => (typeof given === 'string' ? parse(given, context) : given))
    .pipe(KEY)
    .describe(description);
}

const KEY = z.object({
  type: z.literal('service_account', 'must be the key of a service account'),
  project_id: z.string().min(1),
  private_key_id: z.string().min(1),
  private_key: z.string().refine(isRsaKey, 'must be an RSA key in PEM'),
  client_email: z.string().min(3),
  universe_domain: z.literal('googleapis.com', 'must be of the public cloud').default('googleapis.com'),
});

function parse(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a JSON file', input: '' });
    return z.NEVER;
  }
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
