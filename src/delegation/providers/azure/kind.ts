import { z } from 'zod';
import { baseUrl, secret, trustedRoots } from '../http/fields.ts';
import { createTransport } from '../sdk/transport.ts';
import type { ProviderKind } from '../types.ts';
import { createAzureCalls } from './calls.ts';
import { createAzureProvider } from './provider.ts';
import { createTokenSource } from './token.ts';

type Options = {
  readonly tenant_id: string;
  readonly client_id: string;
  readonly subscription_id: string;
  readonly resource_group: string;
  readonly url: string;
  readonly login_url: string;
  readonly ca?: string | undefined;
};
type Credentials = { readonly client_secret: string };

/** Azure DNS, through the SDK of its management API. The secret comes from here alone: no environment, no command line tool, no metadata. */
export const azure: ProviderKind<Options, Credentials> = {
  options: z.strictObject({
    tenant_id: id('Id of the directory (tenant) in which the application is registered'),
    client_id: id('Application (client) id of the application'),
    subscription_id: id('Id of the subscription that the zones are in'),
    resource_group: z
      .string()
      .regex(/^[\w().-]{0,89}[\w()-]$/, 'must be the name of a resource group')
      .describe('Resource group that the zones are in'),
    url: https('URL of Azure Resource Manager; another one for national clouds').default(
      'https://management.azure.com',
    ),
    login_url: https('URL that tokens are got from; another one for national clouds').default(
      'https://login.microsoftonline.com',
    ),
    ca: trustedRoots(),
  }),
  credentials: z.strictObject({
    client_secret: secret('Value of a client secret of the application (not its id)'),
  }),
  async open({ options, credentials, clock, ttlS }) {
    const { url, login_url, ca } = options;
    const login = createTransport({ base: login_url, ca, clock });
    const token = createTokenSource({ ...options, ...credentials, transport: login, clock });
    const transport = createTransport({ base: url, ca, clock });
    const calls = await createAzureCalls({ ...options, token, transport });
    const close = () => {
      login.close();
      transport.close();
    };
    const secrets = () => [credentials.client_secret, ...transport.tokens()];
    return createAzureProvider({ calls, close, secrets, clock, ttlS });
  },
};

function id(description: string) {
  return z
    .guid('must be an id like 00000000-0000-0000-0000-000000000000')
    .toLowerCase()
    .describe(description);
}

/** The SDK gives no token to a server that has not proven its name. */
function https(description: string) {
  return baseUrl(description).refine((url) => url.startsWith('https:'), 'must be an https URL');
}
