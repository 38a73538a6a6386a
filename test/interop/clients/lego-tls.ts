import { once, type Client, type Site } from './types.ts';

const command = (site: Site, act: string): string => `export LEGO_CA_CERTIFICATES=${site.root}
lego --path /var/lib/lego-tls --server ${site.directory} --accept-tos --email ${site.email} \\
  --tls --domains ${site.name} ${act}`;

export const legoTls: Client = {
  name: 'lego over TLS',
  program: 'lego',
  debian: 'lego',
  web: 'own',
  files: () => ({}),
  obtain: (site) => once(command(site, 'run')),
  renew: (site) => once(command(site, 'renew --days 365 --no-random-sleep')),
  certificate: (site) => `/var/lib/lego-tls/certificates/${site.name}.crt`,
};
