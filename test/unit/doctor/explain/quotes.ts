// Errors as they were printed: from Let's Encrypt's code and its tests, and from logs that people posted; names shortened.
import type { ExplainRowId } from '../../../../src/i18n/index.ts';

export type Quote = readonly [
  pasted: string,
  ids: ExplainRowId | readonly ExplainRowId[],
  seen?: { readonly name?: string; readonly address?: string; readonly redirected?: boolean },
];

const PATH = '/.well-known/acme-challenge/_Mwmz58cT8C-kH6JHckYfYZxjLM6p_oQkEA5mkpN7xk';

export const QUOTES: readonly Quote[] = [
  [
    `Certbot failed to authenticate some domains (authenticator: apache). The Certificate Authority reported these problems:
  Domain: team.example
  Type:   connection
  Detail: 76.129.23.219: Fetching http://team.example${PATH}: Timeout during connect (likely firewall problem)

Hint: The Certificate Authority failed to verify the temporary Apache configuration changes made by Certbot. Ensure that the listed domains point to this Apache server and that it is accessible from the internet.

Some challenges have failed.`,
    'connect-timeout',
    { name: 'team.example', address: '76.129.23.219', redirected: false },
  ],
  [
    `   Domain: www.tech.example
   Type:   connection
   Detail: 107.23.27.91: Fetching
   http://www.tech.example${PATH}:
   Connection refused`,
    'connection-refused',
    { name: 'www.tech.example', address: '107.23.27.91', redirected: false },
  ],
  [
    `Invalid status. Verification error details: During secondary validation: 103.185.248.26: Fetching http://dev.example.com/.well-known/acme-challenge/abc: Connection refused`,
    ['secondary', 'connection-refused'],
    { address: '103.185.248.26' },
  ],
  [
    `2001:db8::a: Fetching http://six.example${PATH}: Network unreachable`,
    'network-unreachable',
    { address: '2001:db8::a' },
  ],
  [
    `Fetching http://name.example${PATH}: Error getting validation data`,
    'unnamed-error',
    { name: 'name.example' },
  ],
  [`192.0.2.1: Fetching http://name.example${PATH}: Connection reset by peer`, 'connection-reset'],
  [
    `192.0.2.1: Fetching http://name.example${PATH}: Timeout after connect (your server may be slow or overloaded)`,
    'timeout-after-connect',
  ],
  [
    `192.0.2.1: Fetching http://name.example${PATH}: Timeout during read (your server may be slow or overloaded)`,
    'timeout-while-reading',
  ],
  [`192.0.2.1: Fetching http://name.example${PATH}: Server is speaking HTTP/2 over HTTP`, 'http2-on-80'],
  ['192.0.2.1: Server only speaks HTTP, not TLS', 'http-on-443', { address: '192.0.2.1' }],
  [
    '192.0.2.1: Timeout during connect (likely firewall problem)',
    'connect-timeout',
    { address: '192.0.2.1' },
  ],
  [
    `  Type:   unauthorized
  Detail: 2400:8902::f03c:93ff:febc:9c54: Invalid response from https://qs.example.com${PATH}: 404

Hint: The Certificate Authority failed to download the temporary challenge files created by Certbot. Ensure that the listed domains serve their content from the provided --webroot-path/-w and that files created there can be downloaded from the internet.

Cleaning up challenges
Failed to renew certificate qs.example.com with error: Some challenges have failed.`,
    'response-404',
    { name: 'qs.example.com', address: '2400:8902::f03c:93ff:febc:9c54', redirected: true },
  ],
  [
    `urn:ietf:params:acme:error:unauthorized
During secondary validation: 198.51.100.24: Invalid response from
http://example.com/.well-known/acme-challenge/8kQ3rYw2p1N_example: 403`,
    ['secondary', 'response-403'],
  ],
  [`192.0.2.1: Invalid response from http://name.example${PATH}: 401`, 'response-401'],
  [`192.0.2.1: Invalid response from http://name.example${PATH}: 502`, 'response-5xx'],
  [`192.0.2.1: Invalid response from http://name.example${PATH}: 303`, 'response-other'],
  [
    String.raw`acme:error:unauthorized: During secondary validation: Invalid response from http://pages.example/.well-known/acme-challenge/u0F-eNkNn958JbxhnH0lyhGxS6d_FMLHWmIiiwF8P5k [185.199.108.153]: \"<!DOCTYPE html>\n<html>\n <head>\n <meta`,
    ['secondary', 'response-page'],
  ],
  [
    `127.0.0.1: The key authorization file from the server did not match this challenge. Expected "a.b" (got "c.d")`,
    'body-mismatch',
  ],
  ['Error parsing key authorization file: Invalid key authorization: 1 parts', 'body-malformed'],
  ['192.0.2.7: Error reading HTTP response body: unexpected EOF', 'body-unread', { address: '192.0.2.7' }],
  [
    `203.0.113.9: Fetching https://www.shop.example${PATH}: Timeout during connect (likely firewall problem)`,
    'redirect-timeout',
    { name: 'www.shop.example', redirected: true },
  ],
  [
    `203.0.113.9: Fetching https://shop.example${PATH}: Connection refused`,
    'redirect-refused',
    { redirected: true },
  ],
  [`203.0.113.9: Fetching https://shop.example${PATH}: Network unreachable`, 'redirect-unreachable'],
  [`203.0.113.9: Fetching https://shop.example${PATH}: Error getting validation data`, 'redirect-unnamed'],
  [
    `203.0.113.9: Fetching https://shop.example${PATH}: Redirect loop detected`,
    'redirect-loop',
    { address: '203.0.113.9' },
  ],
  [`203.0.113.9: Fetching http://shop.example${PATH}: Too many redirects`, 'redirect-too-many'],
  [
    'Fetching ftp://shop.example/x: Invalid protocol scheme in redirect target. Only "http" and "https" protocol schemes are supported, not "ftp"',
    'redirect-scheme',
  ],
  [
    'Fetching https://weird.port.letsencrypt.org:9999: Invalid port in redirect target. Only ports 80 and 443 are supported, not 9999',
    'redirect-port',
  ],
  [
    `Invalid host in redirect target "my.webserver.is.misconfigured.well-known". Check webserver config for missing '/' in redirect target.`,
    'redirect-slash',
  ],
  [
    'Fetching https://my.tld.is.cpu/pretty/cool/right?yeah=Ithoughtsotoo: Invalid host in redirect target, must end in IANA registered TLD',
    'redirect-tld',
  ],
  ['Invalid empty host in redirect target', 'redirect-empty'],
  [
    'Invalid host in redirect target "127.0.0.1". Only domain names are supported, not IP addresses',
    'redirect-address',
  ],
  [`Fetching https://a.example/: received disallowed redirect status code`, 'redirect-status'],
  [`Fetching https://a.example/: Redirect target too long`, 'redirect-long'],
  [
    "validation attempt was redirected to an HTTPS server that doesn't support TLSv1.2 or better. See https://community.letsencrypt.org/t/rejecting-sha-1-csrs-and-validation-using-tls-1-0-1-1-urls/175144",
    'redirect-tls',
  ],
  ['Invalid Location header in 302 redirect', 'redirect-location'],
  [
    '[xxxx.example.com] acme: error: 403 :: urn:ietf:params:acme:error:unauthorized :: Cannot negotiate ALPN protocol "acme-tls/1" for tls-alpn-01 challenge',
    'alpn-not-agreed',
    { name: 'xxxx.example.com' },
  ],
  ['192.0.2.5: remote error: tls: no application protocol', 'alpn-refused', { address: '192.0.2.5' }],
  [
    'Incorrect validation certificate for tls-alpn-01 challenge. Requested a.example from 192.0.2.5:443. Received certificate which is not self-signed.',
    'alpn-certificate',
  ],
  ['No certs presented for tls-alpn-01 challenge', 'alpn-no-certificate'],
  [
    'Unable to contact "ipv6.localhost" at "::1", no IPv4 addresses to try as fallback',
    'alpn-no-ipv4',
    { name: 'ipv6.localhost', address: '::1' },
  ],
  ['192.0.2.5: remote error: tls: handshake failure', 'tls-handshake'],
  ['192.0.2.5: remote error: tls: unrecognized name', 'tls-name'],
  ['192.0.2.5: remote error: tls: internal error', 'tls-internal'],
  ['192.0.2.5: tls: protocol version not supported', 'tls-version'],
  [
    `  Type:   dns
  Detail: DNS problem: looking up A for your.domain.example: DNSSEC: DNSKEY Missing; DNS problem: looking up AAAA for your.domain.example: DNSSEC: DNSKEY Missing`,
    'dns-dnssec',
    { name: 'your.domain.example' },
  ],
  [
    'Verification error details: During secondary validation: DNS problem: NXDOMAIN looking up TXT for _acme-challenge.dyne.example - check that a DNS record exists for this domain',
    ['secondary', 'dns-nxdomain-txt'],
  ],
  [
    '  Detail: DNS problem: NXDOMAIN looking up A for www.yours.example - check that a DNS record exists for this domain; DNS problem: NXDOMAIN looking up AAAA for www.yours.example - check that a DNS record exists for this domain',
    'dns-nxdomain-address',
    { name: 'www.yours.example' },
  ],
  [
    "DNS problem: SERVFAIL looking up CAA for a.example - the domain's nameservers may be malfunctioning",
    'dns-caa-servfail',
  ],
  ['DNS problem: query timed out looking up CAA for cn.example', 'dns-caa-timeout', { name: 'cn.example' }],
  [
    "DNS problem: SERVFAIL looking up A for a.example - the domain's nameservers may be malfunctioning",
    'dns-servfail',
  ],
  [
    '  Detail: During secondary validation: DNS problem: query timed out looking up A for awsu.example.org; no valid AAAA records found for awsu.example.org',
    ['secondary', 'dns-timeout', 'dns-no-address'],
  ],
  ['DNS problem: networking error looking up CAA for a.example', 'dns-network'],
  ['DNS problem: REFUSED looking up A for a.example', 'dns-refused'],
  [
    'no valid A records found for a.example; no valid AAAA records found for a.example',
    'dns-no-address',
    { name: 'a.example' },
  ],
  ['No valid IP addresses found for test.example.com', 'dns-no-address'],
  ['No TXT record found at _acme-challenge.example.com', 'txt-missing', { name: 'example.com' }],
  [
    'During secondary validation: Incorrect TXT record "h9twBW6YRijGlcM8ibzqJu69ZnKPKVnp2sHcqTQbZ4w" (and 3 more) found at _acme-challenge.example.com',
    ['secondary', 'txt-wrong'],
  ],
  ['No TXT record found for DNS-PERSIST-01 challenge', 'persist-missing'],
  ['No valid TXT record found for DNS-PERSIST-01 challenge', 'persist-none-valid'],
  [
    'Checking DNS-PERSIST-01 challenge TXT record with issuer-domain-name "letsencrypt.org": accounturi mismatch: expected "https://acme-v02.api.letsencrypt.org/acme/acct/1", got "https://acme-v02.api.letsencrypt.org/acme/acct/2"',
    'persist-account',
  ],
  ['policy mismatch: expected "wildcard", got ""', 'persist-policy'],
  ['validation time 2026-11-01T00:00:00Z is after persistUntil 2026-10-01T00:00:00Z', 'persist-expired'],
  [
    'Parsing DNS-PERSIST-01 challenge TXT record with issuer-domain-name "letsencrypt.org": empty parameter or trailing semicolon provided',
    'persist-syntax',
  ],
  [
    'While processing CAA for www.a.example: CAA record for a.example prevents issuance',
    ['caa-processing', 'caa-prevents'],
  ],
  [
    'During secondary CAA checking: CAA record for a.example prevents issuance',
    ['secondary-caa', 'caa-prevents'],
  ],
  [
    '429 urn:ietf:params:acme:error:rateLimited: Error creating new order :: too many failed authorizations (5) for "members.example.com" in the last 1h0m0s, retry after 2026-03-21 02:53:33 UTC',
    'limit-failed',
    { name: 'members.example.com' },
  ],
  [
    '{ "type": "urn:ietf:params:acme:error:rateLimited", "detail": "Error creating new order :: too many failed authorizations recently: see https://letsencrypt.org/docs/rate-limits/", "status": 429 }',
    'limit-failed',
  ],
  [
    'Error creating new order :: too many certificates (5) already issued for this exact set of domains in the last 168h0m0s',
    'limit-exact',
  ],
  [
    'too many certificates already issued for exact set of domains: www.example.com: see https://letsencrypt.org/docs/rate-limits/',
    'limit-exact',
  ],
  [
    String.raw`too many certificates (50) already issued for \"l.example\" in the last 168h0m0s, retry after 2026-03-21 02:53:33 UTC`,
    'limit-domain',
    { name: 'l.example' },
  ],
  [
    'too many new orders (300) from this account in the last 3h0m0s, retry after 2026-03-21 02:53:33 UTC',
    'limit-orders',
  ],
  ['too many new registrations (10) from this IP address in the last 3h0m0s', 'limit-accounts'],
  [
    'Your account is temporarily prevented from requesting certificates for mc.example.com and possibly others. Please visit: https://portal.letsencrypt.org/sfe/v1/unpause?jwt=abc.def.ghi',
    'paused',
    { name: 'mc.example.com' },
  ],
  ['There were too many requests of a given type :: Service busy; retry later.', 'ca-busy'],
  ['During secondary validation: Remote PerformValidation RPC failed', ['secondary', 'ca-remote']],
  [
    'Cannot issue for "ec2-52-199-213-167.compute.example.com": The ACME server refuses to issue a certificate for this domain name, because it is forbidden by policy',
    'forbidden-name',
    { name: 'ec2-52-199-213-167.compute.example.com' },
  ],
  [
    'Cannot issue for "db.internal": Domain name does not end with a valid public suffix (TLD)',
    'not-public',
    { name: 'db.internal' },
  ],
  ['Domain name is an ICANN TLD', 'is-suffix'],
  ['Cannot issue for "intranet": Domain name needs at least one dot', 'no-dot'],
  ['Cannot issue for "a_b.example.com": Domain name contains an invalid character', 'bad-character'],
  ['The ACME server can not issue a certificate for an IP address', 'ip-refused'],
  [
    'Error creating new order :: Domain name "ftp.test.example.org" is redundant with a wildcard domain in the same request. Remove one or the other from the certificate request.',
    'redundant-name',
  ],
  ['JWS has an invalid anti-replay nonce: "im-a-nonce"', 'bad-nonce'],
  [
    '403 urn:ietf:params:acme:error:orderNotReady: Order\'s status ("processing") is not acceptable for finalization',
    'order-not-ready',
  ],
  ['No account exists with the provided key', 'no-account'],
  ['Error finalizing order :: certificate public key must be different than account key', 'public-key-weak'],
  [
    'Could not bind TCP port 80 because it is already in use by another process on this system (such as a web server). Please stop the program in question and then try again.',
    'certbot-port',
  ],
  [
    'Client with the currently selected authenticator does not support any combination of challenges that will satisfy the CA. You may need to use an authenticator plugin that can do challenges over DNS.',
    'certbot-authenticator',
  ],
  [
    "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='acme-v02.api.letsencrypt.org', port=443): Max retries exceeded with url: /directory (Caused by NewConnectionError('<urllib3.connection.VerifiedHTTPSConnection object at 0x7f55b6263f60>: Failed to establish a new connection: [Errno 101] Network is unreachable',))",
    'client-offline',
  ],
  ['Some challenges have failed.', 'certbot-challenges'],
  [
    '[local.example.co] time limit exceeded: last error: NS ns1.digitalocean.com. did not return the expected TXT record [fqdn: _acme-challenge.local.example.co., value: h9twBW6YRijGlcM8ibzqJu69ZnKPKVnp2sHcqTQbZ4w]: ',
    'lego-propagation',
    { name: 'local.example.co' },
  ],
  ['could not start HTTP server for challenge: listen tcp :80: bind: address already in use', 'lego-port'],
  ['could not find the start of authority for _acme-challenge.a.example.', 'lego-zone'],
  [
    'get directory at \'https://acme-v02.api.letsencrypt.org/directory\': Get "https://acme-v02.api.letsencrypt.org/directory": dial tcp [2606:4700:60::1]:443: connect: network is unreachable',
    'client-offline',
  ],
  ['acme: Error -> One or more domains had a problem:', 'lego-problems'],
  [
    '[Thu Apr 30 10:54:13 AM CST 2026] Please refer to https://curl.haxx.se/libcurl/c/libcurl-errors.html for error code: 35',
    'client-offline',
  ],
  ['[Sun 04 Oct 2020] Create new order error. Le_OrderFinalize not found.', 'acmesh-order'],
  ['[Tue] a.example.com:Verify error:something that nobody has seen', 'acmesh-verify'],
  [
    '{"type":"urn:ietf:params:acme:error:connection","detail":"une connexion impossible","status":400}',
    'type-connection',
  ],
  ['urn:acme:error:unauthorized', 'type-unauthorized'],
  ['urn:ietf:params:acme:error:dns', 'type-dns'],
  ['urn:ietf:params:acme:error:tls', 'type-tls'],
  ['urn:ietf:params:acme:error:caa', 'type-caa'],
  ['urn:ietf:params:acme:error:incorrectResponse', 'type-response'],
  ['urn:ietf:params:acme:error:rateLimited', 'type-limit'],
  ['urn:ietf:params:acme:error:rejectedIdentifier', 'type-identifier'],
  ['urn:ietf:params:acme:error:serverInternal', 'type-server'],
];

/** None of these may be taken for an error of a CA. */
export const STRANGE: readonly string[] = [
  'hello world',
  '',
  '   ',
  'ssh: connect to host www.example.org port 22: Connection refused',
  'curl: (7) Failed to connect to www.example.org port 80: Connection refused',
  'curl: (28) Connection timed out after 5001 milliseconds',
  '404 Not Found',
  'HTTP/1.1 403 Forbidden',
  'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)',
  'ERR_TOO_MANY_REDIRECTS',
  'too many open files',
  'certificate has expired',
  'Redirect Loop in my life',
  'NXDOMAIN',
  'the connection was refused',
  '{"detail":"no","status":400}',
  '{"code":"ENOENT"}',
  'Lorem ipsum dolor sit amet, consectetur adipiscing elit '.repeat(200),
];
