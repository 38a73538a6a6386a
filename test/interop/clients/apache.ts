import { daemon, once, type Client, type Site } from './types.ts';

const CONFIG = '/etc/apache2/sites-available/sixfour.conf';
const serve = 'apache2ctl -D FOREGROUND';

const vhost = (site: Site, extra: string): string => `MDCertificateAuthority ${site.directory}
MDCACertificateFile ${site.root}
MDContactEmail ${site.email}
MDCertificateAgreement accepted
MDPrivateKeys secp256r1
${extra}MDomain ${site.name}
<VirtualHost *:443>
  ServerName ${site.name}
  SSLEngine on
</VirtualHost>
`;

export const apache: Client = {
  name: 'Apache mod_md',
  program: 'apache2',
  debian: 'apache2',
  web: 'own',
  changesUser: true,
  files: (site) => ({ [CONFIG]: vhost(site, '') }),
  prepare: () =>
    once(`a2enmod md ssl
a2ensite sixfour
a2dissite 000-default`),
  obtain: () => daemon(serve),
  // Apache renews by itself in the last third of the life; a window as long as the life makes it renew now
  renew: () =>
    daemon(`sed -i '/^MDomain/i MDRenewWindow 365d' ${CONFIG}
${serve}`),
  // obtained certificates wait in `staging` until Apache is reloaded, and are then moved to `domains`
  certificate: (site) => `/etc/apache2/md/*/${site.name}/pubcert*.pem`,
};
