import type { Site } from '../types.ts';
import { insideOf } from './path.ts';

/** mod_rewrite decides before any login or `Require`; the `Location` frees the path of those. ModSecurity is told where it is there. */
export function apacheLines(site: Site): readonly string[] {
  const inside = insideOf(site)
    .map((network) => `-R '${network}'`)
    .join(' || ');
  return [
    '<VirtualHost *:80>',
    `    ServerName ${site.name}`,
    `    Alias "/.well-known/acme-challenge/" "${site.webroot}/.well-known/acme-challenge/"`,
    '    <Location "/.well-known/acme-challenge/">',
    '        AuthType None',
    '        Require all granted',
    '    </Location>',
    '    RewriteEngine On',
    '    RewriteCond %{REQUEST_URI} ^/\\.well-known/acme-challenge/',
    '    RewriteCond %{REQUEST_METHOD} !^(GET|HEAD)$ [OR]',
    '    RewriteCond %{QUERY_STRING} . [OR]',
    '    RewriteCond %{REQUEST_URI} !^/\\.well-known/acme-challenge/[A-Za-z0-9_-]+$',
    '    RewriteRule ^ - [F]',
    '    RewriteRule ^/\\.well-known/acme-challenge/ - [L]',
    `    RewriteCond expr "!(${inside})"`,
    '    RewriteRule ^ - [F]',
    `    RewriteRule ^ https://${site.name}%{REQUEST_URI} [R=301,L]`,
    '    <IfModule security2_module>',
    '        SecRule REQUEST_URI "@beginsWith /.well-known/acme-challenge/" "id:9900,phase:1,pass,nolog,ctl:ruleEngine=Off"',
    '    </IfModule>',
    '</VirtualHost>',
  ];
}
