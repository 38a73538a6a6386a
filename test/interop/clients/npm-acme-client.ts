import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { once, type Client, type Site } from './types.ts';

const FOLDER = fileURLToPath(new URL('./npm-acme-client/', import.meta.url));
/** The program that docs/clients.md shows. */
export const npmAcmeClientScript: string = readFileSync(`${FOLDER}certificate.mjs`, 'utf8');

const HOME = '/var/lib/acme';
const command = (site: Site, act: string): string => `export NODE_EXTRA_CA_CERTS=${site.root}
node certificate.mjs ${act} ${site.directory} ${site.name} ${site.webroot} ${HOME}`;

export const npmAcmeClient: Client = {
  name: 'npm acme-client',
  program: 'node',
  debian: 'nodejs',
  web: 'nginx',
  folder: FOLDER,
  files: () => ({}),
  obtain: (site) => once(command(site, 'obtain')),
  renew: (site) => once(command(site, 'obtain')),
  revoke: (site) => once(command(site, 'revoke')),
  certificate: (site) => `${HOME}/${site.name}.pem`,
};
