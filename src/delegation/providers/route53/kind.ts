import { z } from 'zod';
import { baseUrl, secret, trustedRoots } from '../http/fields.ts';
import { createTransport } from '../sdk/transport.ts';
import { zoneNamed } from '../sdk/zone-fields.ts';
import type { ProviderKind } from '../types.ts';
import { createRoute53Calls } from './calls.ts';
import { createRoute53Provider } from './provider.ts';

type Options = {
  readonly url: string;
  readonly region: string;
  readonly zones: Readonly<Record<string, string>>;
  readonly ca?: string | undefined;
};
type Credentials = { readonly access_key_id: string; readonly secret_access_key: string };

/** Amazon Route 53, through the SDK of AWS. Its keys come from here alone: never from the environment, a file or an instance's role. */
export const route53: ProviderKind<Options, Credentials> = {
  options: z.strictObject({
    url: baseUrl('URL of the API; another one for AWS in China, in Europe or for governments').default(
      'https://route53.amazonaws.com',
    ),
    region: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/, 'must be the name of a region')
      .default('us-east-1')
      .describe(
        'Region that requests are signed for: us-east-1, cn-northwest-1, us-gov-west-1, eusc-de-east-1',
      ),
    zones: zoneNamed(
      /^Z[A-Z0-9]{1,31}$/,
      'Ids of hosted zones by their names, example.com = "Z0123456789ABC". Others are looked up, which needs one permission more',
    ),
    ca: trustedRoots(),
  }),
  credentials: z.strictObject({
    access_key_id: secret('Access key ID of a user of IAM that is for this alone'),
    secret_access_key: secret('Secret access key that belongs to it'),
  }),
  async open({ options, credentials, clock, ttlS }) {
    const transport = createTransport({ base: options.url, ca: options.ca, clock });
    const calls = await createRoute53Calls({ ...options, credentials, transport });
    const secrets = () => [credentials.secret_access_key];
    return createRoute53Provider({ calls, zones: options.zones, secrets, clock, ttlS });
  },
};
