import { once, type Client, type Site } from './types.ts';

const command = (site: Site, act: string): string => `export LEGO_CA_CERTIFICATES=${site.root}
lego --path /var/lib/lego --server ${site.directory} --accept-tos --email ${site.email} \\
  --http --domains ${site.name} ${act}`;

export const lego: Client = {
  name: 'lego',
  program: 'lego',
  debian: 'lego',
  web: 'own',
  files: () => ({}),
  obtain: (site) => once(command(site, 'run')),
  renew: (site) => once(command(site, 'renew --days 365 --no-random-sleep')),
  revoke: (site) => once(command(site, 'revoke --keep')),
  certificate: (site) => `/var/lib/lego/certificates/${site.name}.crt`,
};
