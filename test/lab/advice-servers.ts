// Real web servers whose configuration is a rule that `sixfour advise` prints, and as little around it as can be.
import type { SnippetId } from '../../src/doctor/advice/index.ts';

export const WEBROOT = '/srv/acme';

type WebServer = {
  readonly id: Extract<SnippetId, 'nginx' | 'apache' | 'caddy' | 'haproxy'>;
  /** A whole configuration around the rule. */
  readonly files: (rule: string) => Readonly<Record<string, string>>;
  readonly run: readonly (readonly string[])[];
};

const APACHE_MODULES = ['mpm_event', 'authn_core', 'authz_core', 'authz_host', 'alias', 'rewrite'];
const HTTP_BODY = `{ access_log off; client_body_temp_path /run/b; proxy_temp_path /run/p; fastcgi_temp_path /run/f; uwsgi_temp_path /run/u; scgi_temp_path /run/s;`;

export const SERVERS: readonly WebServer[] = [
  {
    id: 'nginx',
    files: (rule) => ({
      '/run/nginx.conf': `user root root; daemon off; master_process off; pid /run/n.pid; error_log stderr; events {}\nhttp ${HTTP_BODY}\n${rule}\n}\n`,
    }),
    run: [['nginx', '-e', 'stderr', '-c', '/run/nginx.conf']],
  },
  {
    id: 'apache',
    files: (rule) => ({
      '/run/apache.conf': `ServerRoot /run\nPidFile /run/apache.pid\nErrorLog /run/apache.log\nServerName localhost\n${APACHE_MODULES.map((one) => `LoadModule ${one}_module /usr/lib/apache2/modules/mod_${one}.so`).join('\n')}\nListen 80\n<Directory />\nRequire all denied\n</Directory>\n<Location "/">\nRequire ip 203.0.113.1\n</Location>\n${rule}\n`,
    }),
    run: [['apache2', '-X', '-f', '/run/apache.conf']],
  },
  {
    id: 'caddy',
    files: (rule) => ({ '/run/Caddyfile': `{\n\tadmin off\n\tauto_https off\n}\n${rule}\n` }),
    run: [['caddy', 'run', '--config', '/run/Caddyfile', '--adapter', 'caddyfile']],
  },
  {
    id: 'haproxy',
    files: (rule) => ({
      '/run/haproxy.cfg': `defaults\n    timeout connect 5s\n    timeout client 5s\n    timeout server 5s\n${rule}\n`,
      '/run/behind.conf': `daemon off; pid /run/behind.pid; error_log stderr; events {}\nhttp ${HTTP_BODY} server { listen 127.0.0.1:8402; root ${WEBROOT}; } }\n`,
    }),
    run: [
      ['nginx', '-e', 'stderr', '-c', '/run/behind.conf'],
      ['haproxy', '-db', '-f', '/run/haproxy.cfg'],
    ],
  },
];
