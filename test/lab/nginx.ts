// A real nginx in a lab node, serving /var/www/html on the addresses that a scenario gives it.
import type { Node } from '../support/namespaces.ts';
import type { Service } from '../support/process.ts';

/** One `server` block. */
export type Vhost = {
  /** As in nginx: `10.64.2.2:80`, `[fd64:0:0:2::2]:80`, `[::]:80 ipv6only=on`. */
  readonly listen: readonly string[];
  readonly tls?: 'certificate' | 'reject-name' | 'no-cipher';
  /** `webroot` serves the challenge; `wrong` serves other content under every path; otherwise an own directive. */
  readonly serve: 'webroot' | 'wrong' | { readonly directive: string };
};

export const WEBROOT = '/var/www/html';
const READY_MS = 10_000;
const HOME = '/run/nginx';

/**
 * Starts nginx in one process (its workers could not change their user in a user namespace with one user) and returns when it
 * listens. TLS uses a self-signed certificate made here, as any site's first one may be.
 */
export async function startNginx(node: Node, vhosts: readonly Vhost[]): Promise<Service> {
  await node.script(`mkdir -p ${HOME} ${WEBROOT}/.well-known/acme-challenge`);
  if (vhosts.some((vhost) => vhost.tls !== undefined)) {
    await node.script(`openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=old.example \
      -keyout ${HOME}/tls.key -out ${HOME}/tls.pem 2>/dev/null`);
  }
  await node.write(
    `${HOME}/nginx.conf`,
    `user root root; daemon off; master_process off; pid ${HOME}/pid; error_log stderr notice;
events { worker_connections 256; }
http {
  access_log off; server_tokens off; default_type text/plain;
  client_body_temp_path ${HOME}/b; proxy_temp_path ${HOME}/p; fastcgi_temp_path ${HOME}/f; uwsgi_temp_path ${HOME}/u; scgi_temp_path ${HOME}/s;
${vhosts.map(serverBlock).join('\n')}
}
`,
  );
  const service = node.start(['nginx', '-p', HOME, '-e', 'stderr', '-c', `${HOME}/nginx.conf`]);
  await service.until(/built by|using the "epoll"/, READY_MS);
  return service;
}

function serverBlock(vhost: Vhost): string {
  const tls = vhost.tls === undefined ? '' : ' ssl';
  const keys = {
    certificate: `ssl_certificate ${HOME}/tls.pem; ssl_certificate_key ${HOME}/tls.key;`,
    // alert unrecognized_name
    'reject-name': 'ssl_reject_handshake on;',
    // alert handshake_failure: the key is EC, the cipher needs RSA
    'no-cipher': `ssl_certificate ${HOME}/tls.pem; ssl_certificate_key ${HOME}/tls.key; ssl_protocols TLSv1.2; ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256;`,
  };
  return `  server {
    ${vhost.listen.map((listen) => `listen ${listen}${tls};`).join(' ')}
    ${vhost.tls === undefined ? '' : keys[vhost.tls]}
    ${content(vhost.serve)}
  }`;
}

function content(serve: Vhost['serve']): string {
  if (serve === 'webroot') return `root ${WEBROOT};`;
  if (serve === 'wrong') return `return 200 "another server";`;
  return serve.directive;
}
