import { once, type Client } from './types.ts';

export const dehydrated: Client = {
  name: 'dehydrated',
  program: 'dehydrated',
  debian: 'dehydrated',
  web: 'nginx',
  files: (site) => ({
    '/etc/dehydrated/config': `CA="${site.directory}"
CURL_OPTS="--cacert ${site.root}"
CONTACT_EMAIL="${site.email}"
BASEDIR="/var/lib/dehydrated"
WELLKNOWN="${site.webroot}/.well-known/acme-challenge"
`,
  }),
  prepare: () => once('dehydrated --register --accept-terms'),
  obtain: (site) => once(`dehydrated --cron --domain ${site.name}`),
  renew: (site) => once(`dehydrated --cron --force --domain ${site.name}`),
  revoke: (site) => once(`dehydrated --revoke /var/lib/dehydrated/certs/${site.name}/cert.pem`),
  certificate: (site) => `/var/lib/dehydrated/certs/${site.name}/fullchain.pem`,
};
