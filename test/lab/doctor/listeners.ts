// E: what listens, and what it shows.
import { HTTP3 } from './http3.ts';
import { apache, haproxy, node, nodeAgain } from './servers.ts';
import { BROKEN6, BY_CODE, DELAYED, FAILS, PASSES, type Scenario } from './shape.ts';
import { CONTENT, rewritten, startSite, TLS, WEBROOT, writeNginx } from './site.ts';

const ONLY4 = {
  cause: 'E1',
  outside: 'strong',
  joined: 'proven',
  rules: BY_CODE,
  visitors: DELAYED,
} as const;
const DOWN = { dual: 'unreachable', six: 'unreachable', four: 'unreachable' } as const;
const http = (name: string, listen: string, content = CONTENT) =>
  `server { ${listen} server_name ${name}; ${content} }`;
const https = (name: string, listen: string, tls = TLS) =>
  `server { ${listen} server_name ${name}; ${tls} ${CONTENT} }`;
const BOTH80 = 'listen 80; listen [::]:80;';
const BOTH443 = 'listen 443 ssl; listen [::]:443 ssl;';

export const LISTENERS: readonly Scenario[] = [
  {
    id: 'E1',
    what: 'nginx listens on IPv4 alone',
    nginx: ({ name }) => http(name, 'listen 80;') + https(name, 'listen 443 ssl;'),
    expect: ONLY4,
  },
  {
    id: 'E1-haproxy',
    what: 'HAProxy binds *:80',
    serve: haproxy(
      () => 'frontend web\n  bind *:80\n  bind *:443 ssl crt /etc/haproxy/site.pem\n  default_backend app',
    ),
    expect: ONLY4,
  },
  {
    id: 'E1-node',
    what: "Node listens on '0.0.0.0'",
    serve: node(80, '0.0.0.0'),
    expect: ONLY4,
    mend: { byHand: nodeAgain(80) },
  },
  {
    id: 'E1-apache',
    what: 'Apache has Listen 0.0.0.0:80',
    serve: apache(
      ({ at }) =>
        `Listen 0.0.0.0:80\n<VirtualHost *:80>\n  ServerName ${at.name}\n  DocumentRoot ${WEBROOT}\n</VirtualHost>`,
    ),
    expect: ONLY4,
  },
  {
    id: 'E2',
    what: 'nginx listens on IPv6 alone',
    nginx: ({ name }) => http(name, 'listen [::]:80;') + https(name, 'listen [::]:443 ssl;'),
    expect: {
      cause: 'E2',
      outside: 'strong',
      joined: 'proven',
      rules: PASSES,
      visitors: { dual: 'fine', six: 'fine', four: 'unreachable' },
    },
  },
  {
    id: 'E2-node',
    what: 'Node listens with ipv6Only',
    serve: node(80, '::', ', ipv6Only: true'),
    expect: { cause: 'E2', outside: 'strong', joined: 'proven', rules: PASSES },
    mend: { byHand: nodeAgain(80) },
  },
  {
    id: 'E3',
    what: 'nginx listens on the loopback addresses alone',
    nginx: ({ name }) => http(name, 'listen 127.0.0.1:80; listen [::1]:80;'),
    expect: { cause: 'E3', outside: 'strong', joined: 'proven', rules: FAILS, visitors: DOWN },
  },
  {
    id: 'E3-node',
    what: "Node listens on 'localhost'",
    serve: node(80, 'localhost'),
    expect: { cause: 'E3', outside: 'strong', joined: 'proven', rules: FAILS, visitors: DOWN },
    mend: { notHere: 'the program serves one of the two ports that the lines ask for' },
  },
  {
    id: 'E4',
    what: 'port 443 lacks [::]:443',
    nginx: ({ name }) => http(name, BOTH80) + https(name, 'listen 443 ssl;'),
    expect: { cause: 'E4', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'E6',
    what: 'over IPv6 another virtual host answers',
    nginx: ({ name }) =>
      `server { listen 80 default_server; listen [::]:80 default_server; server_name _; return 404; } ${http(name, 'listen 80;')}`,
    expect: { cause: 'E6', outside: 'strong', joined: 'proven', rules: FAILS, visitors: BROKEN6 },
  },
  {
    id: 'E7',
    what: 'over IPv6 an expired certificate is shown',
    nginx: ({ name }) =>
      http(name, BOTH80) +
      https(name, 'listen 443 ssl;') +
      https(
        name,
        'listen [::]:443 ssl;',
        'ssl_certificate /etc/ssl/expired.pem; ssl_certificate_key /etc/ssl/expired.key;',
      ),
    expect: { cause: 'E7', outside: 'proven', joined: 'proven', rules: PASSES, visitors: BROKEN6 },
    mend: { byHand: rewritten(({ name }) => http(name, BOTH80) + https(name, BOTH443)) },
  },
  {
    id: 'E8',
    what: 'over IPv6 the name is refused with unrecognized_name',
    nginx: ({ name }) =>
      http(name, BOTH80) +
      https(name, 'listen 443 ssl;') +
      'server { listen [::]:443 ssl default_server; server_name _; ssl_reject_handshake on; }',
    expect: { cause: 'E8', outside: 'proven', joined: 'proven', rules: PASSES, visitors: BROKEN6 },
  },
  {
    id: 'E9',
    what: 'port 443 speaks HTTP',
    nginx: ({ name }) => http(name, `${BOTH80} listen 443; listen [::]:443;`),
    expect: { cause: 'E9', outside: 'proven', joined: 'proven', rules: PASSES },
    mend: {
      byHand: rewritten(({ name }, lines) => http(name, BOTH80) + https(name, lines.join(' '))),
    },
  },
  {
    id: 'E9-tls80',
    what: 'port 80 speaks TLS',
    nginx: ({ name }) => https(name, `listen 80 ssl; listen [::]:80 ssl; ${BOTH443}`),
    expect: { cause: 'E9', outside: 'proven', joined: 'proven', rules: FAILS },
    mend: {
      byHand: rewritten(({ name }, lines) => http(name, lines.join(' ')) + https(name, BOTH443)),
    },
  },
  {
    id: 'E10',
    what: 'over IPv6 the PROXY protocol is expected',
    nginx: ({ name }) => http(name, 'listen 80; listen [::]:80 proxy_protocol;') + https(name, BOTH443),
    expect: { cause: 'E10', outside: 'likely', joined: 'proven', rules: FAILS, visitors: BROKEN6 },
    mend: { byHand: rewritten(({ name }) => http(name, BOTH80) + https(name, BOTH443)) },
  },
  {
    id: 'E11',
    what: 'the upstream is localhost, which is ::1 there, and the application listens on 127.0.0.1',
    serve: async (setting) => {
      await node(8080, '127.0.0.1')(setting);
      await startSite(
        setting.web,
        `${http(setting.at.name, BOTH80, 'location / { proxy_pass http://[::1]:8080; }')} server { ${BOTH443} server_name ${setting.at.name}; ${TLS} location / { proxy_pass http://[::1]:8080; } }`,
      );
    },
    expect: { cause: 'E11', outside: 'likely', joined: 'proven', rules: FAILS },
    mend: {
      byHand: rewritten(
        ({ name }, lines) =>
          `${http(name, BOTH80, `location / { ${lines.join(' ')} }`)} server { ${BOTH443} server_name ${name}; ${TLS} location / { ${lines.join(' ')} } }`,
      ),
    },
  },
  {
    id: 'E12',
    what: 'an access list knows IPv4 networks only',
    nginx: ({ name }) =>
      http(name, BOTH80, `allow 0.0.0.0/0; deny all; ${CONTENT}`) +
      `server { ${BOTH443} server_name ${name}; ${TLS} allow 0.0.0.0/0; deny all; ${CONTENT} }`,
    expect: { cause: 'E12', outside: 'strong', joined: 'proven', rules: FAILS, visitors: BROKEN6 },
    mend: {
      byHand: rewritten(({ name }, [line = '']) => {
        const access = `allow 0.0.0.0/0; ${line} deny all; ${CONTENT}`;
        return `${http(name, BOTH80, access)} server { ${BOTH443} server_name ${name}; ${TLS} ${access} }`;
      }),
    },
  },
  ...HTTP3,
  {
    id: 'E5',
    what: 'listen 80 beside [::]:80 ipv6only=off: nginx does not start',
    serve: async ({ web, at }) => {
      await writeNginx(web, http(at.name, 'listen 80; listen [::]:80 ipv6only=off;'));
      const started = await web.run(['nginx', '-e', 'stderr', '-c', '/etc/nginx/nginx.conf'], {
        timeoutMs: 20_000,
      });
      if (started.code === 0) throw new Error('nginx starts with it');
    },
    expect: { cause: 'E5', joined: 'proven', also: ['E3'], rules: FAILS, visitors: DOWN },
  },
];
