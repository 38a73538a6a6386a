// Other web servers than nginx, with the site of the lab.
import type { Setting } from './shape.ts';
import { CERTIFICATE, KEY, WEBROOT } from './site.ts';

const READY_MS = 20_000;
const ROOT = process.getuid?.() === 0;
// a user namespace with one user cannot change it: Apache begins as the user that it would change to
const AS_WWW_DATA = ['unshare', '--user', '--map-user=33', '--map-group=33'];

/** Apache with these lines, which say where it listens and what it serves there. */
export function apache(lines: (setting: Setting) => string): (setting: Setting) => Promise<void> {
  return async (setting) => {
    const { web } = setting;
    await web.script('rm -rf /etc/apache2; mkdir -p /etc/apache2 /run/apache2');
    const modules = [
      'mpm_event',
      'authz_core',
      'authz_host',
      'auth_basic',
      'authn_core',
      'authz_user',
      'dir',
      'mime',
      'ssl',
      'socache_shmcb',
      'alias',
      'rewrite',
    ];
    await web.write(
      '/etc/apache2/apache2.conf',
      `ServerRoot /etc/apache2
PidFile /run/apache2/pid
ErrorLog /run/apache2/error.log
LogLevel notice
User www-data
Group www-data
ServerName lab.invalid
Mutex file:/run/apache2
DefaultRuntimeDir /run/apache2
TypesConfig /dev/null
${modules.map((one) => `LoadModule ${one}_module /usr/lib/apache2/modules/mod_${one}.so`).join('\n')}
DirectoryIndex index.html
AddType text/html .html
<Directory ${WEBROOT}>
  Require all granted
</Directory>
${lines(setting)}
`,
    );
    await startApache(setting);
  };
}

async function startApache(setting: Setting): Promise<void> {
  const argv = ['apache2', '-D', 'FOREGROUND', '-f', '/etc/apache2/apache2.conf'];
  setting.web.start([...(ROOT ? [] : AS_WWW_DATA), ...argv]);
  await waitFor(setting, 80);
}

/** A restart, without the service manager. */
export async function apacheAgain(setting: Setting): Promise<void> {
  await setting.web.script(ended('$(cat /run/apache2/pid)'));
  await startApache(setting);
}

export const APACHE_TLS = `SSLEngine on\nSSLCertificateFile ${CERTIFICATE}\nSSLCertificateKeyFile ${KEY}`;

export function caddy(file: (setting: Setting) => string): (setting: Setting) => Promise<void> {
  return async (setting) => {
    const { web } = setting;
    await web.script('rm -rf /etc/caddy; mkdir -p /etc/caddy');
    await web.write('/etc/caddy/Caddyfile', `{\n  admin off\n  auto_https off\n}\n${file(setting)}\n`);
    await web
      .start(['caddy', 'run', '--config', '/etc/caddy/Caddyfile', '--adapter', 'caddyfile'], {
        env: { HOME: '/run/home' },
      })
      .until(/serving initial configuration/, READY_MS);
  };
}

/** HAProxy in front of a Node server on 127.0.0.1:8080. */
export function haproxy(binds: (setting: Setting) => string): (setting: Setting) => Promise<void> {
  return async (setting) => {
    const { web } = setting;
    await node(8080, '127.0.0.1')(setting);
    await web.script(
      `rm -rf /etc/haproxy; mkdir -p /etc/haproxy; cat ${CERTIFICATE} ${KEY} >/etc/haproxy/site.pem`,
    );
    await web.write(
      '/etc/haproxy/haproxy.cfg',
      `defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
${binds(setting)}
backend app
  server app 127.0.0.1:8080
`,
    );
    await startHaproxy(setting);
  };
}

async function startHaproxy(setting: Setting): Promise<void> {
  setting.web.start(['haproxy', '-db', '-f', '/etc/haproxy/haproxy.cfg']);
  await waitFor(setting, 80);
}

/** A reload, without the service manager. */
export async function haproxyAgain(setting: Setting): Promise<void> {
  await setting.web.script(ended('$(pidof haproxy)'));
  await startHaproxy(setting);
}

function ended(pid: string): string {
  return `pid=${pid}; kill $pid; while kill -0 $pid 2>/dev/null; do sleep 0.1; done`;
}

/** A Node server for the site's files; `host` as `listen` takes it. */
export function node(
  port: number,
  host: string | undefined,
  options = '',
  title = 'node',
  root = WEBROOT,
): (setting: Setting) => Promise<void> {
  return async (setting) => {
    const where = host === undefined ? String(port) : `{ port: ${port}, host: '${host}'${options} }`;
    const program = `process.title = '${title}'; const http = require('node:http'), fs = require('node:fs');
http.createServer((q, r) => { const path = '${root}' + (q.url === '/' ? '/index.html' : q.url.replaceAll('..', ''));
  fs.readFile(path, (e, b) => { r.writeHead(e ? 404 : 200, { 'content-type': q.url === '/' ? 'text/html' : 'text/plain' }); r.end(e ? 'not found' : b); });
}).listen(${where}, () => console.log('up'));`;
    await setting.web.start([process.execPath, '-e', program]).until(/up/, READY_MS);
  };
}

/** The program is changed, and started again. */
export function nodeAgain(port: number): (setting: Setting) => Promise<void> {
  return async (setting) => {
    const { stdout } = await setting.web.script(`ss -Hltnp 'sport = :${port}'`);
    await setting.web.script(ended(/pid=(\d+)/.exec(stdout)?.[1] ?? ''));
    await node(port, undefined)(setting);
  };
}

async function waitFor({ web }: Setting, port: number): Promise<void> {
  await web.script(
    `for i in $(seq 100); do ss -Hltn | grep -q ":${port} " && exit 0; sleep 0.1; done; exit 1`,
  );
}
