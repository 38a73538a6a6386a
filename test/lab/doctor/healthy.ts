// Negative controls: hosts that are well, and must not be blamed for anything.
import { firewall } from './break.ts';
import { FINE, PASSES, type Scenario } from './shape.ts';
import { CONTENT, TLS } from './site.ts';

const WELL = { rules: PASSES, visitors: FINE } as const;

export const HEALTHY: readonly Scenario[] = [
  { id: 'healthy-nginx', what: 'nginx, both families, 80 and 443', expect: WELL },
  {
    id: 'healthy-nginx-redirect',
    what: 'nginx, everything but the challenge redirected to https',
    nginx: ({ name }) => `server { listen 80; listen [::]:80; server_name ${name};
  location ^~ /.well-known/acme-challenge/ { root /var/www/html; default_type text/plain; } location / { return 301 https://$host$request_uri; } }
server { listen 443 ssl; listen [::]:443 ssl; server_name ${name}; ${TLS} ${CONTENT} }`,
    expect: WELL,
  },
  {
    id: 'healthy-firewall',
    what: 'a strict packet filter that lets 80 and 443 in',
    fault: firewall('    tcp dport { 80, 443 } accept'),
    expect: WELL,
  },
];
