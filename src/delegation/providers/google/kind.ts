import { z } from 'zod';
import { baseUrl, trustedRoots } from '../http/fields.ts';
import { createTransport } from '../sdk/transport.ts';
import { zoneNamed } from '../sdk/zone-fields.ts';
import type { ProviderKind } from '../types.ts';
import { createGoogleCalls } from './calls.ts';
import { createGoogleProvider } from './provider.ts';
import { serviceAccountKey, type ServiceAccountKey } from './service-account.ts';

type Options = {
  readonly project?: string | undefined;
  readonly zones: Readonly<Record<string, string>>;
  readonly url: string;
  readonly login_url: string;
  readonly ca?: string | undefined;
};
type Credentials = { readonly key: ServiceAccountKey };

/** Google Cloud DNS, by its JSON API and Google's own library for tokens. The key comes from here alone: no environment, no metadata server. */
export const google: ProviderKind<Options, Credentials> = {
  options: z.strictObject({
    project: z
      .string()
      .regex(/^[a-z0-9.:-]{1,100}$/, 'must be the id of a project')
      .optional()
      .describe('Id of the project that the zones are in, where it is not that of the service account'),
    zones: zoneNamed(
      /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
      'Names of managed zones by the names in DNS, example.com = "my-zone". Others are looked up, which needs one permission more',
    ),
    url: baseUrl('URL of the API').default('https://dns.googleapis.com'),
    login_url: baseUrl('URL of the server that tokens are got from').default('https://oauth2.googleapis.com'),
    ca: trustedRoots(),
  }),
  credentials: z.strictObject({
    key: serviceAccountKey('Key of a service account: the JSON file that Google makes of it, as it is'),
  }),
  async open({ options, credentials: { key }, clock, ttlS }) {
    const { url, login_url, ca, zones } = options;
    const login = createTransport({ base: login_url, ca, clock });
    const transport = createTransport({ base: url, ca, clock });
    const project = options.project ?? key.project_id;
    const calls = await createGoogleCalls({ url, login_url, key, project, login, transport });
    const close = () => {
      login.close();
      transport.close();
    };
    const secrets = () => [key.private_key, ...transport.tokens()];
    return createGoogleProvider({ calls, zones, close, secrets, clock, ttlS });
  },
};
