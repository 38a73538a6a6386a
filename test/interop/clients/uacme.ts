import { once, type Client, type Site } from './types.ts';

const issue = (site: Site, force: string): string =>
  `export UACME_CHALLENGE_PATH=${site.webroot}/.well-known/acme-challenge
uacme --acme-url ${site.directory} ${force}--hook /usr/share/uacme/uacme.sh issue ${site.name}`;

export const uacme: Client = {
  name: 'uacme',
  program: 'uacme',
  debian: 'uacme',
  web: 'nginx',
  files: () => ({}),
  // it has no option for a root of its own: the system must trust it
  prepare: (site) =>
    once(`cp ${site.root} /usr/local/share/ca-certificates/sixfour.crt
update-ca-certificates
uacme --acme-url ${site.directory} --yes new ${site.email}`),
  obtain: (site) => once(issue(site, '')),
  renew: (site) => once(issue(site, '--force ')),
  revoke: (site) => once(`uacme --acme-url ${site.directory} revoke /etc/ssl/uacme/${site.name}/cert.pem`),
  // revoking renames the file
  certificate: (site) => `/etc/ssl/uacme/${site.name}/cert.pem`,
};
