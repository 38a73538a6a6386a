import { daemon, type Client, type Site } from './types.ts';

const CONFIG = '/etc/caddy/Caddyfile.tls';

const caddyfile = (site: Site): string => `{
	storage file_system /var/lib/caddy-tls
}
${site.name} {
	tls {
		issuer acme {
			email ${site.email}
			dir ${site.directory}
			trusted_roots ${site.root}
			disable_http_challenge
		}
	}
	respond "hello"
}
`;

const command = `caddy run --adapter caddyfile --config ${CONFIG}`;

export const caddyTls: Client = {
  name: 'Caddy over TLS',
  program: 'caddy',
  debian: 'caddy',
  web: 'own',
  files: (site) => ({ [CONFIG]: caddyfile(site) }),
  obtain: () => daemon(command),
  // a certificate that is gone is obtained again
  renew: (site) => daemon(`rm -rf /var/lib/caddy-tls/certificates/*/${site.name}\n${command}`),
  certificate: (site) => `/var/lib/caddy-tls/certificates/*/${site.name}/${site.name}.crt`,
};
