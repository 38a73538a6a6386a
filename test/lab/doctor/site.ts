// A healthy site in a lab node: real nginx with its files where a distribution has them, so that the doctor finds them there.
import type { Node } from '../../support/namespaces.ts';
import type { Leaf } from './certificates.ts';
import type { At } from './shape.ts';

export const WEBROOT = '/var/www/html';
export const CERTIFICATE = '/etc/ssl/site.pem';
export const KEY = '/etc/ssl/site.key';
const READY_MS = 15_000;

/** What is inside every healthy `server` block. */
export const CONTENT = `root ${WEBROOT}; default_type text/html;
    location ^~ /.well-known/acme-challenge/ { default_type text/plain; try_files $uri =404; }`;
export const TLS = `ssl_certificate ${CERTIFICATE}; ssl_certificate_key ${KEY};`;

export function healthySite({ name }: At): string {
  return `server { listen 80; listen [::]:80; server_name ${name} www.${name}; ${CONTENT} }
server { listen 443 ssl; listen [::]:443 ssl; server_name ${name} www.${name}; ${TLS} ${CONTENT} }`;
}

/** The files of the site: the page is above 4 kB, as most are. */
export async function writeSite(
  node: Node,
  at: At,
  certificates: Readonly<Record<string, Leaf>>,
): Promise<void> {
  const page = `<!doctype html><html lang="en"><head><title>${at.id}</title></head><body>${`<p>The site of ${at.name}.</p>`.repeat(200)}</body></html>`;
  await node.script(
    `mkdir -p ${WEBROOT}/.well-known/acme-challenge; rm -rf /etc/nginx /etc/apache2 /etc/caddy /etc/haproxy /etc/sysctl.d /etc/netplan /etc/network /etc/systemd; mkdir -p /etc/nginx /etc/sysctl.d`,
  );
  await Promise.all([
    node.write(`${WEBROOT}/index.html`, page),
    ...Object.entries(certificates).flatMap(([name, { chain, key }]) => [
      node.write(`/etc/ssl/${name}.pem`, chain),
      node.write(`/etc/ssl/${name}.key`, key),
    ]),
  ]);
}

/** The page once more in another folder, without the challenge. */
export async function sameSite(node: Node, folder: string): Promise<void> {
  await node.script(`mkdir -p ${folder}; cp ${WEBROOT}/index.html ${folder}`);
}

/** Starts nginx with these `server` blocks; returns when it listens. */
export async function startSite(node: Node, servers: string): Promise<void> {
  await writeNginx(node, servers);
  await startNginx(node);
}

/** A person writes the configuration anew, with the lines of the remedy as they are. */
export function rewritten(
  servers: (at: At, lines: readonly string[]) => string,
): (setting: { readonly web: Node; readonly at: At }, lines: readonly string[]) => Promise<void> {
  return async ({ web, at }, lines) => {
    const text = servers(at, lines);
    const unused = lines.find((line) => !text.includes(line));
    if (unused !== undefined) throw new Error(`nobody writes ${unused}`);
    await writeNginx(web, text);
  };
}

/** A reload: without a master process nginx takes up new listeners when it starts. */
export async function nginxAgain({ web }: { readonly web: Node }): Promise<void> {
  await nginxEnds({ web });
  await startNginx(web);
}

export async function nginxEnds({ web }: { readonly web: Node }): Promise<void> {
  await web.script(
    'pid=$(cat /run/nginx/pid 2>/dev/null) && kill $pid && while kill -0 $pid 2>/dev/null; do sleep 0.1; done || true',
  );
}

async function startNginx(node: Node): Promise<void> {
  await node
    .start(['nginx', '-e', 'stderr', '-c', '/etc/nginx/nginx.conf'])
    .until(/using the "epoll"/, READY_MS);
}

export async function writeNginx(node: Node, servers: string): Promise<void> {
  const home = '/run/nginx';
  await node.script(`mkdir -p ${home}`);
  await node.write(
    '/etc/nginx/nginx.conf',
    `user root root;
daemon off;
master_process off;
pid ${home}/pid;
error_log stderr notice;
events { worker_connections 256; }
http {
  access_log off; server_tokens off;
  client_body_temp_path ${home}/b; proxy_temp_path ${home}/p; fastcgi_temp_path ${home}/f; uwsgi_temp_path ${home}/u; scgi_temp_path ${home}/s;
${servers}
}
`,
  );
}
