import { isIP, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { AcmeOptions, Directory } from '../../authority/acme/index.ts';
import type { IssuerInfo } from '../../authority/ca/index.ts';
import type { Settings } from '../../config/index.ts';
import { type CaaMode, isAtOrBelow } from '../../core/index.ts';

/** What the settings say about the ACME server. */
export function acmeOptions(
  settings: Settings,
  names: readonly string[],
): Omit<AcmeOptions, 'store' | 'ca' | 'validator' | 'clock' | 'log'> {
  const { acme } = settings;
  const { limits } = acme;
  return {
    isOwnHost: ownHosts(settings),
    bases: bases(settings),
    directories: directories(settings),
    ...(acme.terms_of_service !== '' && { termsOfService: acme.terms_of_service }),
    ...(acme.website !== '' && { website: acme.website }),
    caaIdentities: acme.caa_identities,
    dnsPersistVersion: acme.dns_persist_version,
    externalAccountRequired: acme.external_account_required,
    builtInNames: ['localhost', ...names],
    rateLimits: {
      accountsPerNetwork: rate(limits.accounts_per_network),
      ordersPerNetwork: rate(limits.orders_per_network),
      ordersPerAccount: rate(limits.orders_per_account),
      failuresPerName: rate(limits.failures_per_name),
      pendingOrdersPerAccount: limits.pending_orders_per_account,
    },
  };
}

/** The default directory and the others; what these leave open is as in the default one. */
function directories({ acme, directories }: Settings): readonly Directory[] {
  const caa = (mode: CaaMode) => ({ mode, issuers: acme.caa_identities });
  return [
    {
      name: 'default',
      profile: 'default',
      profiles: ['default', 'short'],
      caa: caa(acme.caa),
      challengeTypes: acme.challenge_types,
      subdomainAuthorizations: acme.subdomain_authorizations,
    },
    ...Object.entries(directories).map(([name, own]) => ({
      name,
      profile: own.profile,
      profiles: [own.profile],
      caa: caa(own.caa === 'inherit' ? acme.caa : own.caa),
      challengeTypes: own.challenge_types.length === 0 ? acme.challenge_types : own.challenge_types,
      subdomainAuthorizations: own.subdomain_authorizations,
    })),
  ];
}

/** Where accounts have their addresses: under the public host first, then under the others. A port chosen by the system is not known yet. */
function bases({ acme, host, https }: Settings): readonly string[] {
  const port = host.https_port || https.port;
  const suffix = port === 443 || port === 0 ? '' : `:${port}`;
  const names = [host.public_host || 'localhost', ...acme.hosts];
  return [...new Set(names)].map((name) => `https://${isIPv6(name) ? `[${name}]` : name}${suffix}`);
}

/** Names of the server's own certificate: `localhost` and the public host, as far as the issuing CA may issue for them. */
export function ownNames(settings: Settings, issuer: Pick<IssuerInfo, 'permittedNames'>): string[] {
  const { public_host } = settings.host;
  const names = ['localhost', ...(public_host === '' || isIP(public_host) !== 0 ? [] : [public_host])];
  const permitted = issuer.permittedNames ?? [];
  const may = (name: string) => permitted.length === 0 || permitted.some((base) => isAtOrBelow(name, base));
  return [...new Set(names)].filter(may);
}

/** Is this host ours? Names from the settings; as literals, the addresses that this machine has. */
function ownHosts({ acme, host }: Settings): (name: string) => boolean {
  const names = new Set(['localhost', host.public_host, ...acme.hosts]);
  return (name) => (isIP(name) === 0 ? name !== '' && names.has(name) : isOwnAddress(name));
}

function isOwnAddress(address: string): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some((one) => one.address === address));
}

function rate({ burst, every_ms }: { burst: number; every_ms: number }) {
  return { burst, everyMs: every_ms };
}
