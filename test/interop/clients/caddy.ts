import { daemon, type Client, type Site } from './types.ts';

const CONFIG = '/etc/caddy/Caddyfile';

const caddyfile = (site: Site): string => `{
	email ${site.email}
	acme_ca ${site.directory}
	acme_ca_root ${site.root}
	storage file_system /var/lib/caddy
}
${site.name} {
	respond "hello"
}
`;

export const caddy: Client = {
  name: 'Caddy',
  program: 'caddy',
  debian: 'caddy',
  web: 'own',
  files: (site) => ({ [CONFIG]: caddyfile(site) }),
  obtain: () => daemon(`caddy run --config ${CONFIG}`),
  // Caddy renews by itself after two thirds of the life; it has no command for "now", but a JSON setting for "earlier"
  renew: () =>
    daemon(`caddy adapt --config ${CONFIG} |
  sed 's/"policies":\\[{/&"renewal_window_ratio":1,/' >/run/caddy-early.json
caddy run --config /run/caddy-early.json`),
  certificate: (site) => `/var/lib/caddy/certificates/*/${site.name}/${site.name}.crt`,
};
