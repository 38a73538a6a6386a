import { SNIPPETS, type SnippetId } from '../snippets/index.ts';
import { NFT_CLOSE, NFT_OPEN, nftOnceLines } from '../snippets/nft.ts';
import type { Leaf, Site, Step } from '../types.ts';

/** A rule where HTTP is read: the challenge path for everybody, by GET and HEAD, without a query; all else as before. */
export const pathOnly: Leaf = {
  id: 'path-only',
  steps: (site) => [
    { text: 'pathPrinciple' },
    ...(Object.keys(SNIPPETS) as SnippetId[]).map(
      (id): Step => ({ text: RULES[id], lines: SNIPPETS[id](site) }),
    ),
    {
      text: 'pathOrder',
      lines: [`certbot certonly --webroot -w ${site.webroot} -d ${site.name}${server(site)}`],
    },
  ],
  caveats: ['caveatUserAgent', 'caveatAddresses', 'caveatBotFight', 'caveatAlwaysHttps', 'caveatAudit'],
};

const RULES: Readonly<Record<SnippetId, Step['text']>> = {
  nginx: 'pathNginx',
  apache: 'pathApache',
  caddy: 'pathCaddy',
  haproxy: 'pathHaproxy',
  traefik: 'pathTraefik',
  cloudflare: 'pathCloudflare',
  aws: 'pathAws',
  f5: 'pathF5',
  console: 'pathConsole',
};

/** The proof in the TLS handshake itself, on port 443. */
export const tlsAlpn: Leaf = {
  id: 'tls-alpn',
  steps: (site) => [
    {
      text: 'alpnBuiltIn',
      lines: [`${site.name} {`, '\ttls {', `\t\tca ${site.directory ?? 'DIRECTORY-URL'}`, '\t}', '}'],
    },
    {
      text: 'alpnHaproxy',
      lines: [
        'frontend tls',
        '    bind :::443 v4v6',
        '    mode tcp',
        '    tcp-request inspect-delay 5s',
        '    tcp-request content accept if { req_ssl_hello_type 1 }',
        '    use_backend acme_tls if { req.ssl_alpn acme-tls/1 }',
        '    default_backend web_tls',
        'backend acme_tls',
        '    mode tcp',
        '    server client 127.0.0.1:8443',
        'backend web_tls',
        '    mode tcp',
        '    server web 127.0.0.1:4430',
      ],
    },
    {
      text: 'alpnNginx',
      lines: [
        'stream {',
        '    map $ssl_preread_alpn_protocols $acme_upstream {',
        '        ~\\bacme-tls/1\\b 127.0.0.1:8443;',
        '        default 127.0.0.1:4430;',
        '    }',
        '    server {',
        '        listen 443;',
        '        listen [::]:443;',
        '        ssl_preread on;',
        '        proxy_pass $acme_upstream;',
        '    }',
        '}',
      ],
    },
    {
      text: 'alpnOrder',
      lines: [`lego --domains ${site.name} --tls --tls.port 127.0.0.1:8443${server(site)} run`],
    },
  ],
  caveats: ['caveatTlsFront', 'caveatNoWildcard', 'caveatAddresses'],
};

/** Open for the minutes of an order, and closed by itself. */
export const timeBoxed: Leaf = {
  id: 'time-boxed',
  steps: (site) => [
    { text: 'boxOnce', lines: nftOnceLines() },
    { text: 'boxHooks', lines: order(site, NFT_OPEN, NFT_CLOSE) },
    {
      text: 'boxFirewalld',
      lines: ['firewall-cmd --add-service=http --timeout=5m'],
    },
    {
      text: 'boxProcess',
      lines: ["nft insert rule inet filter input tcp dport 80 socket cgroupv2 level 1 'acme.slice' accept"],
    },
    {
      text: 'boxWindows',
      lines: [
        'netsh advfirewall firewall add rule name=acme dir=in action=allow program="C:\\acme\\lego.exe" protocol=TCP localport=80',
        'netsh advfirewall firewall delete rule name=acme',
      ],
    },
    {
      text: 'boxMac',
      lines: [
        '/usr/libexec/ApplicationFirewall/socketfilterfw --add /opt/acme/lego --unblockapp /opt/acme/lego',
      ],
    },
  ],
  caveats: ['caveatSchedule', 'caveatTransparency', 'caveatCgroup', 'caveatAddresses'],
};

/** Whoever hosts answers for all. */
export const hosting: Leaf = {
  id: 'hosting',
  steps: (site) => [
    {
      text: 'hostingRedirect',
      lines: [
        'location ^~ /.well-known/acme-challenge/ {',
        '    return 302 http://acme.hosting.example$request_uri;',
        '}',
      ],
    },
    {
      text: 'hostingProxy',
      lines: [
        'location ^~ /.well-known/acme-challenge/ {',
        '    proxy_set_header Host $host;',
        '    proxy_pass http://acme.hosting.example;',
        '}',
      ],
    },
    {
      text: 'hostingOrder',
      lines: [
        `certbot certonly --webroot -w ${site.webroot} -d ${site.name}${server(site)} --deploy-hook 'rsync -aL "$RENEWED_LINEAGE/" deploy@frontend:/etc/ssl/acme/${site.name}/'`,
      ],
    },
  ],
  caveats: ['caveatInsideChannel', 'caveatAddresses', 'caveatAudit'],
};

function order(site: Site, before: string, afterwards: string): readonly string[] {
  return [
    `certbot certonly --standalone -d ${site.name}${server(site)} \\`,
    `  --pre-hook "${before}" \\`,
    `  --post-hook "${afterwards}"`,
  ];
}

function server({ directory }: Site): string {
  return directory === undefined ? '' : ` --server ${directory}`;
}
