import type { Site } from '../types.ts';
import { insideOf } from './path.ts';

/** `handle` blocks exclude each other in this order. Caddy answers the challenges of its own certificates before them. */
export function caddyLines(site: Site): readonly string[] {
  return [
    `http://${site.name} {`,
    '\t@acme {',
    '\t\tmethod GET HEAD',
    '\t\tpath_regexp ^/\\.well-known/acme-challenge/[A-Za-z0-9_-]+$',
    '\t\texpression {query} == ""',
    '\t}',
    '\thandle @acme {',
    `\t\troot * ${site.webroot}`,
    '\t\tfile_server',
    '\t}',
    '\t@challenge path /.well-known/acme-challenge/*',
    '\thandle @challenge {',
    '\t\trespond 403',
    '\t}',
    `\t@inside remote_ip ${insideOf(site).join(' ')}`,
    '\thandle @inside {',
    '\t\tredir https://{host}{uri} 301',
    '\t}',
    '\thandle {',
    '\t\trespond 403',
    '\t}',
    '}',
  ];
}
