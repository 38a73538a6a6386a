import { once, type Client } from './types.ts';

export const certbot: Client = {
  name: 'certbot',
  program: 'certbot',
  debian: 'certbot',
  web: 'nginx',
  files: () => ({}),
  obtain: (site) =>
    once(`export REQUESTS_CA_BUNDLE=${site.root}
certbot certonly --non-interactive --agree-tos --email ${site.email} \\
  --server ${site.directory} \\
  --webroot --webroot-path ${site.webroot} --domain ${site.name}`),
  renew: (site) =>
    once(`export REQUESTS_CA_BUNDLE=${site.root}
certbot renew --cert-name ${site.name} --force-renewal --no-random-sleep-on-renew`),
  revoke: (site) =>
    once(`export REQUESTS_CA_BUNDLE=${site.root}
certbot revoke --non-interactive --cert-name ${site.name} --reason superseded --no-delete-after-revoke`),
  certificate: (site) => `/etc/letsencrypt/live/${site.name}/fullchain.pem`,
};
