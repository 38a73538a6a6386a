import type { Site } from '../types.ts';
import { insideOf } from './path.ts';

/** The ACME client answers on 127.0.0.1:8402 (`certbot --http-01-port 8402`, `lego --http.port 127.0.0.1:8402`), or a web server with the files. */
export function haproxyLines(site: Site): readonly string[] {
  return [
    'frontend http',
    '    bind :::80 v4v6',
    '    mode http',
    '    acl acme path_beg /.well-known/acme-challenge/',
    '    acl acme_token path_reg ^/\\.well-known/acme-challenge/[A-Za-z0-9_-]+$',
    '    acl acme_read method GET HEAD',
    '    acl acme_query url_sub ?',
    `    acl inside src ${insideOf(site).join(' ')}`,
    '    http-request deny if acme !acme_token',
    '    http-request deny if acme !acme_read',
    '    http-request deny if acme acme_query',
    '    http-request deny if !acme !inside',
    '    http-request redirect scheme https code 301 if !acme',
    '    use_backend acme if acme',
    'backend acme',
    '    mode http',
    '    server client 127.0.0.1:8402',
  ];
}
