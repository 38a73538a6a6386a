import type { Site } from '../types.ts';
import { insideOf } from './path.ts';

/**
 * Inside `http`. The refusal stands in `location /`, not at the level of the server, where it would come before the path is looked at;
 * `^~` keeps later regular expressions from taking the path away.
 */
export function nginxLines(site: Site): readonly string[] {
  return [
    'geo $acme_inside {',
    '    default 0;',
    ...insideOf(site).map((network) => `    ${network} 1;`),
    '}',
    'server {',
    '    listen 80;',
    '    listen [::]:80;',
    `    server_name ${site.name};`,
    '    location ^~ /.well-known/acme-challenge/ {',
    '        auth_basic off;',
    '        allow all;',
    '        if ($request_method !~ ^(GET|HEAD)$) { return 405; }',
    '        if ($args) { return 403; }',
    '        if ($uri !~ ^/\\.well-known/acme-challenge/[A-Za-z0-9_-]+$) { return 403; }',
    '        default_type text/plain;',
    `        root ${site.webroot};`,
    '        try_files $uri =404;',
    '    }',
    '    location / {',
    '        if ($acme_inside = 0) { return 403; }',
    '        return 301 https://$host$request_uri;',
    '    }',
    '}',
  ];
}
