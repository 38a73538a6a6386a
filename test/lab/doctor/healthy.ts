// Negative controls: hosts that are well, and must not be blamed for anything.
import { lastingAddress } from './advertise.ts';
import { firewall } from './break.ts';
import { apache, APACHE_TLS, caddy, haproxy, node } from './servers.ts';
import { FINE, PASSES, type Scenario } from './shape.ts';
import { CERTIFICATE, CONTENT, healthySite, KEY, TLS, WEBROOT } from './site.ts';

const WELL = { rules: PASSES, visitors: FINE } as const;
const SIX = { rules: PASSES, visitors: { dual: 'fine', six: 'fine', four: 'unreachable' } } as const;
const FOUR = { rules: PASSES, visitors: { dual: 'fine', six: 'unreachable', four: 'fine' } } as const;
const CHALLENGE = `location ^~ /.well-known/acme-challenge/ { root ${WEBROOT}; default_type text/plain; }`;
const vhost = (name: string, port: number, content: string) =>
  `<VirtualHost *:${port}>\n  ServerName ${name}\n  DocumentRoot ${WEBROOT}\n${content}\n</VirtualHost>`;
const files = `root * ${WEBROOT}\n  file_server`;
const FRONT = 'frontend web\n  bind :::80 v4v6\n  bind :::443 v4v6 ssl crt /etc/haproxy/site.pem\n';

export const HEALTHY: readonly Scenario[] = [
  { id: 'healthy-nginx', what: 'nginx, both families, 80 and 443', expect: WELL },
  {
    id: 'healthy-nginx-redirect',
    what: 'nginx, everything but the challenge redirected to https',
    nginx: ({
      name,
    }) => `server { listen 80; listen [::]:80; server_name ${name}; ${CHALLENGE} location / { return 301 https://$host$request_uri; } }
server { listen 443 ssl; listen [::]:443 ssl; server_name ${name}; ${TLS} ${CONTENT} }`,
    expect: WELL,
  },
  {
    id: 'healthy-nginx-all-redirect',
    what: 'nginx, everything redirected to https, the challenge too',
    nginx: ({
      name,
    }) => `server { listen 80; listen [::]:80; server_name ${name}; return 301 https://$host$request_uri; }
server { listen 443 ssl; listen [::]:443 ssl; server_name ${name}; ${TLS} ${CONTENT} }`,
    expect: WELL,
  },
  {
    id: 'healthy-firewall',
    what: 'a strict packet filter that lets 80 and 443 in',
    fault: firewall('    tcp dport { 80, 443 } accept'),
    expect: WELL,
  },
  {
    id: 'healthy-dual-socket',
    what: 'nginx, one socket for both families (ipv6only=off)',
    nginx: ({ name }) =>
      `server { listen [::]:80 ipv6only=off; server_name ${name}; ${CONTENT} } server { listen [::]:443 ssl ipv6only=off; server_name ${name}; ${TLS} ${CONTENT} }`,
    expect: WELL,
  },
  {
    id: 'healthy-six',
    what: 'nginx, IPv6 only, and no A record',
    records: ({ v6 }) => `@ AAAA ${v6}\nwww AAAA ${v6}`,
    expect: SIX,
  },
  {
    id: 'healthy-four',
    what: 'nginx, IPv4 only, and no AAAA record',
    records: ({ v4 }) => `@ A ${v4}\nwww A ${v4}`,
    expect: FOUR,
  },
  {
    id: 'healthy-cname',
    what: 'an alias, as in front of a CDN, with both families at its end',
    name: (zone) => `shop.${zone}`,
    records: ({ zone, v6, v4 }) => `shop CNAME edge.${zone}.\nedge AAAA ${v6}\nedge A ${v4}`,
    expect: WELL,
  },
  {
    id: 'healthy-wildcard',
    what: 'a wildcard record whose addresses are right',
    name: (zone) => `shop.${zone}`,
    records: ({ v6, v4 }) => `* AAAA ${v6}\n* A ${v4}\n@ AAAA ${v6}\n@ A ${v4}`,
    expect: WELL,
  },
  {
    id: 'healthy-no-www',
    what: 'a name without www',
    records: ({ v6, v4 }) => `@ AAAA ${v6}\n@ A ${v4}`,
    expect: WELL,
  },
  {
    id: 'healthy-http-only',
    what: 'nginx on port 80 alone',
    nginx: ({ name }) => `server { listen 80; listen [::]:80; server_name ${name}; ${CONTENT} }`,
    expect: WELL,
  },
  {
    id: 'healthy-apache',
    what: 'Apache, Listen 80 and 443 without an address',
    serve: apache(
      ({ at }) => `Listen 80\nListen 443\n${vhost(at.name, 80, '')}\n${vhost(at.name, 443, APACHE_TLS)}`,
    ),
    expect: WELL,
  },
  {
    id: 'healthy-apache-redirect',
    what: 'Apache, everything but the challenge redirected to https',
    serve: apache(
      ({ at }) =>
        `Listen 80\nListen 443\n${vhost(at.name, 80, 'RewriteEngine on\nRewriteCond %{REQUEST_URI} !^/\\.well-known/acme-challenge/\nRewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R=301,L]')}\n${vhost(at.name, 443, APACHE_TLS)}`,
    ),
    expect: WELL,
  },
  {
    id: 'healthy-caddy',
    what: 'Caddy on :80 and :443',
    serve: caddy(
      ({ at }) =>
        `http://${at.name} {\n  ${files}\n}\nhttps://${at.name} {\n  tls ${CERTIFICATE} ${KEY}\n  ${files}\n}`,
    ),
    expect: WELL,
  },
  {
    id: 'healthy-caddy-bind',
    what: 'Caddy with bind 0.0.0.0, which serves both families nevertheless',
    serve: caddy(
      ({ at }) =>
        `http://${at.name} {\n  bind 0.0.0.0\n  ${files}\n}\nhttps://${at.name} {\n  bind 0.0.0.0\n  tls ${CERTIFICATE} ${KEY}\n  ${files}\n}`,
    ),
    expect: WELL,
  },
  {
    id: 'healthy-caddy-redirect',
    what: 'Caddy, everything but the challenge redirected to https',
    serve: caddy(
      ({ at }) =>
        `http://${at.name} {\n  @acme path /.well-known/acme-challenge/*\n  handle @acme {\n    ${files}\n  }\n  handle {\n    redir https://{host}{uri} 301\n  }\n}\nhttps://${at.name} {\n  tls ${CERTIFICATE} ${KEY}\n  ${files}\n}`,
    ),
    expect: WELL,
  },
  {
    id: 'healthy-haproxy',
    what: 'HAProxy with :::80 v4v6',
    serve: haproxy(() => `${FRONT}  default_backend app`),
    expect: WELL,
  },
  {
    id: 'healthy-haproxy-redirect',
    what: 'HAProxy, everything but the challenge redirected to https',
    serve: haproxy(
      () =>
        `${FRONT}  acl acme path_beg /.well-known/acme-challenge/\n  http-request redirect scheme https if !acme !{ ssl_fc }\n  default_backend app`,
    ),
    expect: WELL,
  },
  { id: 'healthy-node', what: 'Node, listen(80)', serve: node(80, undefined), expect: WELL },
  {
    id: 'healthy-node-six',
    what: "Node on '::', IPv6 only in the DNS",
    records: ({ v6 }) => `@ AAAA ${v6}`,
    serve: node(80, '::'),
    expect: SIX,
  },
  {
    id: 'healthy-dns64',
    what: 'nginx, looked at from a network whose resolver makes AAAA records where there are none',
    resolver: 'dns64',
    expect: WELL,
  },
  {
    id: 'healthy-advertised',
    what: 'nginx, the address and the route from router advertisements',
    published: lastingAddress,
    expect: WELL,
  },
  {
    id: 'healthy-own-zone-elsewhere',
    what: 'nginx with a default server beside the site, on both families',
    nginx: (at) =>
      `server { listen 80 default_server; listen [::]:80 default_server; server_name _; return 404; } ${healthySite(at)}`,
    expect: WELL,
  },
];
