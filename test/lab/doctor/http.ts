// F: what the web server answers on the way of the challenge.
import { nft } from './break.ts';
import { BROKEN6, FAILS, type Mend, PASSES, type Scenario, type Verdicts } from './shape.ts';
import { node } from './servers.ts';
import { CONTENT, rewritten, sameSite, startSite, TLS, WEBROOT } from './site.ts';

const BOTH80 = 'listen 80; listen [::]:80;';
const BOTH443 = 'listen 443 ssl; listen [::]:443 ssl;';
const PER_HOP: Verdicts = ['invalid', 'invalid', 'valid'];
const REDIRECT = 'return 301 https://$host$request_uri;';
const http = (name: string, content: string) => `server { ${BOTH80} server_name ${name}; ${content} }`;
const secure = (name: string, listen = BOTH443) =>
  `server { ${listen} server_name ${name}; ${TLS} ${CONTENT} }`;
const CHALLENGE = 'location ^~ /.well-known/acme-challenge/';

/** The lines in the block of port 80, and what is left of it. */
const exempt = (rest = '') => ({
  byHand: rewritten(({ name }, lines) => http(name, `${lines.join(' ')} ${rest}`) + secure(name)),
});

const WALL = `location / { default_type text/html; add_header cf-mitigated challenge; return 403 '<html><title>Just a moment...</title><body>Checking your browser, enable JavaScript and cookies to continue<script src="/cdn-cgi/challenge-platform/x.js"></script></body></html>'; }`;
const PAGE = `location / { root ${WEBROOT}; default_type text/html; try_files /index.html =404; }`;

function redirectTo(id: string, what: string, target: string, status = 301): Scenario {
  return {
    id,
    what,
    nginx: ({ name }) =>
      http(name, `${CHALLENGE} { return ${status} ${target}; } location / { ${CONTENT.split('\n')[0]} }`) +
      secure(name),
    expect: { cause: 'F4', outside: 'proven', joined: 'proven', rules: FAILS },
    mend: exempt(),
  };
}

function blocked(
  id: string,
  what: string,
  directives: string,
  outside: 'proven' | 'strong' | 'likely',
  { cause = id.split('-')[0] ?? id, mend }: { readonly cause?: string; readonly mend?: Mend } = {},
): Scenario {
  return {
    id,
    what,
    nginx: ({ name }) => http(name, directives) + secure(name),
    expect: { cause, outside, joined: outside, rules: FAILS },
    ...(mend && { mend }),
  };
}

export const HTTP: readonly Scenario[] = [
  {
    id: 'F1',
    what: 'everything is redirected to https, and 443 is dead over IPv6',
    nginx: ({ name }) => http(name, REDIRECT) + secure(name),
    fault: ({ web }) =>
      nft(
        web,
        'table inet filter {\n  chain input {\n    type filter hook input priority filter; policy accept;\n    meta nfproto ipv6 tcp dport 443 drop\n  }\n}',
      ),
    expect: { cause: 'F1', outside: 'proven', joined: 'proven', also: ['D5', 'D1'], rules: PER_HOP },
    mend: { ...exempt(), validation: true },
  },
  {
    id: 'F2',
    what: 'everything is redirected to https, and both ports are dead over IPv6',
    nginx: ({ name }) => http(name, REDIRECT) + secure(name),
    fault: ({ web }) =>
      nft(
        web,
        'table inet filter {\n  chain input {\n    type filter hook input priority filter; policy accept;\n    meta nfproto ipv6 tcp dport { 80, 443 } drop\n  }\n}',
      ),
    expect: { cause: 'F2', outside: 'proven', joined: 'proven', also: ['D1'], rules: PER_HOP },
    mend: { ...exempt(), validation: true },
  },
  {
    id: 'F3',
    what: 'redirected to a third host whose IPv6 is dead',
    records: ({ v6, v4, free }) =>
      `@ AAAA ${v6}\n@ A ${v4}\nwww AAAA ${v6}\nwww A ${v4}\ncdn AAAA ${free.v6}\ncdn A ${v4}`,
    nginx: ({ name }) =>
      http(
        name,
        `${CHALLENGE} { return 302 http://cdn.$host$request_uri; } location / { root /var/www/html; default_type text/html; }`,
      ) +
      http(`cdn.${name}`, CONTENT) +
      secure(name),
    expect: { cause: 'F3', outside: 'proven', joined: 'proven', rules: PER_HOP },
    mend: exempt(),
  },
  redirectTo('F4', 'the redirect lacks a slash: host.well-known', 'https://$host.well-known'),
  redirectTo('F4-loop', 'the redirect goes in a circle', 'http://$host$request_uri'),
  redirectTo('F4-port', 'the redirect names port 8443', 'https://$host:8443$request_uri'),
  redirectTo('F4-303', 'the redirect has status 303', 'https://$host$request_uri', 303),
  {
    id: 'F6',
    what: 'IPv6 and IPv4 are two nodes behind one name, and the challenge is on one of them',
    records: ({ other, v4 }) => `@ AAAA ${other.v6}\n@ A ${v4}`,
    expect: {
      cause: 'A1',
      outside: 'strong',
      joined: 'proven',
      also: ['F6'],
      rules: FAILS,
      visitors: BROKEN6,
    },
  },
  {
    id: 'F6-folder',
    what: 'the same page over both families, and the challenge in the folder of one',
    nginx: ({ name }) =>
      ['listen 80;', 'listen [::]:80;']
        .map(
          (listen, at) =>
            `server { ${listen} server_name ${name}; ${at === 0 ? CONTENT : CONTENT.replace(WEBROOT, '/var/www/new')} }`,
        )
        .join('\n') + secure(name),
    fault: ({ web }) => sameSite(web, '/var/www/new'),
    // one program says in the same words that it has no such file: only the machine tells
    expect: { cause: 'F6', joined: 'proven', hidden: true, rules: FAILS },
    mend: {
      byHand: rewritten(
        ({ name }, lines) =>
          ['listen 80;', 'listen [::]:80;']
            .map(
              (listen, at) =>
                `server { ${listen} server_name ${name}; ${lines.join(' ')} location / { root ${at === 0 ? WEBROOT : '/var/www/new'}; default_type text/html; } }`,
            )
            .join('\n') + secure(name),
      ),
    },
  },
  {
    id: 'F6-node',
    what: 'a proxy sends IPv6 to one node and IPv4 to another, and the challenge is on one of them',
    serve: async (setting) => {
      const { web, at } = setting;
      // another program, whose "not found" is another page
      await node(8082, '127.0.0.1', '', 'node', '/var/www/new')(setting);
      await startSite(
        web,
        `server { listen 8081; server_name ${at.name}; ${CONTENT} }
server { listen 80; server_name ${at.name}; location / { proxy_pass http://127.0.0.1:8081; proxy_set_header Host $host; } }
server { listen [::]:80; server_name ${at.name}; location / { proxy_pass http://127.0.0.1:8082; proxy_set_header Host $host; } }
${secure(at.name)}`,
      );
      await sameSite(web, '/var/www/new');
    },
    expect: { cause: 'F6', outside: 'strong', joined: 'strong', rules: FAILS },
    // each block answers the path itself, and what is not its own goes to its node as before
    mend: {
      byHand: rewritten(
        ({ name }, lines) =>
          ['listen 80;', 'listen [::]:80;']
            .map(
              (listen, at) =>
                `server { ${listen} server_name ${name}; ${lines.join(' ')} location / { proxy_pass http://127.0.0.1:${8081 + at}; proxy_set_header Host $host; } }`,
            )
            .join('\n') +
          `server { listen 8081; server_name ${name}; ${CONTENT} }` +
          secure(name),
      ),
    },
  },
  blocked('F7', 'a bot wall on every path', WALL, 'strong', { mend: exempt(WALL) }),
  blocked(
    'F8',
    'requests without a browser user agent are refused',
    `if ($http_user_agent !~* "Chrome|Firefox") { return 403; } ${CONTENT}`,
    'strong',
    {
      mend: exempt(
        `location / { if ($http_user_agent !~* "Chrome|Firefox") { return 403; } root ${WEBROOT}; default_type text/html; }`,
      ),
    },
  ),
  blocked(
    'F9',
    'Palo Alto App-ID blocks acme-protocol',
    `${CHALLENGE} { default_type text/html; return 503 '<html><head><title>Application Blocked</title></head><body><h1>Application Blocked</h1><p>Access to the application you were trying to use has been blocked in accordance with company policy. <b>Application:</b> acme-protocol</p></body></html>'; } ${CONTENT}`.replace(
      /location \^~ [^{]*\{ default_type text\/plain; try_files[^}]*\}/,
      '',
    ),
    'likely',
  ),
  blocked('F12', 'a page for every path: 200 and HTML', PAGE, 'proven', { mend: exempt(PAGE) }),
  blocked(
    'F13',
    'the path asks for a password',
    `auth_basic "members"; auth_basic_user_file /etc/nginx/nobody; ${CONTENT}`,
    'proven',
    {
      mend: exempt(
        `auth_basic "members"; auth_basic_user_file /etc/nginx/nobody; location / { root ${WEBROOT}; default_type text/html; }`,
      ),
    },
  ),
  {
    id: 'F10',
    what: 'a portal on the way answers in the place of the site, over IPv6',
    nginx: ({ name }) =>
      `server { listen 80; server_name ${name}; ${CONTENT} } server { listen [::]:80; server_name ${name}; return 302 http://portal.lab/login; } ${secure(name)}`,
    expect: {
      cause: 'F10',
      outside: 'strong',
      alsoOutside: ['E6'],
      joined: 'strong',
      rules: FAILS,
      visitors: BROKEN6,
    },
  },
  {
    id: 'F15',
    what: 'the answer takes longer than the validator waits',
    serve: async (setting) => {
      const program = `require('node:http').createServer((q, r) => setTimeout(() => r.end('late'), 12000)).listen(80, '::', () => console.log('up'))`;
      await setting.web.start([process.execPath, '-e', program]).until(/up/, 20_000);
    },
    expect: { cause: 'F15', outside: 'proven', joined: 'proven', rules: FAILS },
  },
  {
    id: 'F5',
    what: 'the redirect leads to a hop that speaks TLS 1.1 at most',
    nginx: ({ name }) =>
      http(name, REDIRECT) +
      `server { ${BOTH443} server_name ${name}; ${TLS} ssl_protocols TLSv1 TLSv1.1;
  ssl_ciphers DEFAULT:@SECLEVEL=0; ${CONTENT} }`,
    expect: { cause: 'F5', outside: 'proven', joined: 'proven', rules: FAILS },
  },
];

export const PASSING_HTTP: readonly Scenario[] = [
  {
    id: 'F14',
    what: 'a CDN answers, and ends TLS there',
    nginx: ({ name }) =>
      http(name, `add_header Server cloudflare always; add_header CF-RAY 8abc-FRA always; ${CONTENT}`) +
      `server { ${BOTH443} server_name ${name}; ${TLS} add_header CF-RAY 8abc-FRA always; ${CONTENT} }`,
    expect: { cause: 'F14', outside: 'strong', joined: 'strong', rules: PASSES },
  },
];
