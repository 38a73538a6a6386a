// E13: HTTP/3 that is offered, by Caddy, which speaks it, or by a server that does not.
import { firewall, rule, upstream } from './break.ts';
import { caddy } from './servers.ts';
import { FINE, PASSES, type Scenario } from './shape.ts';
import { CERTIFICATE, CONTENT, KEY, TLS, WEBROOT } from './site.ts';

const files = `root * ${WEBROOT}\n  file_server`;
const speaks = caddy(
  ({ at }) =>
    `http://${at.name} {\n  ${files}\n}\nhttps://${at.name} {\n  tls ${CERTIFICATE} ${KEY}\n  ${files}\n}`,
);
const nginx = (name: string, more: string) =>
  `server { listen 80; listen [::]:80; server_name ${name}; ${CONTENT} }
server { listen 443 ssl; listen [::]:443 ssl; server_name ${name}; ${TLS} ${more} ${CONTENT} }`;
// visitors go back to TCP
const CLOSED = { cause: 'E13', joined: 'proven', rules: PASSES, visitors: FINE } as const;

export const HTTP3: readonly Scenario[] = [
  {
    id: 'E13',
    what: 'HTTP/3 is offered, and nothing listens on UDP 443',
    nginx: ({ name }) => nginx(name, `add_header Alt-Svc 'h3=":443"; ma=86400';`),
    expect: { ...CLOSED, outside: 'proven' },
    mend: { notHere: 'nginx is built without HTTP/3 here' },
  },
  {
    id: 'E13-record',
    what: 'the HTTPS record offers HTTP/3, and nothing listens on UDP 443',
    // 1 . alpn=h3
    records: ({ v6, v4 }) => `@ AAAA ${v6}\n@ A ${v4}\n@ HTTPS \\# 10 00010000010003026833`,
    nginx: ({ name }) => nginx(name, ''),
    expect: { ...CLOSED, outside: 'proven' },
    mend: { notHere: 'nginx is built without HTTP/3 here' },
  },
  {
    id: 'E13-dropped',
    what: 'Caddy speaks HTTP/3, and its packet filter lets TCP 80 and 443 in alone',
    serve: speaks,
    fault: firewall('    tcp dport { 80, 443 } accept'),
    // some servers do not answer versions that they do not know, and some networks let no QUIC out
    expect: { ...CLOSED, outside: 'likely' },
  },
  {
    id: 'E13-six',
    what: 'Caddy speaks HTTP/3, and UDP 443 is dropped over IPv6 alone',
    serve: speaks,
    fault: rule('meta nfproto ipv6 udp dport 443 drop'),
    expect: { ...CLOSED, outside: 'proven' },
  },
  {
    id: 'E13-prohibited',
    what: 'Caddy speaks HTTP/3, and UDP 443 is rejected over IPv6 as prohibited',
    serve: speaks,
    fault: rule('meta nfproto ipv6 udp dport 443 reject with icmpv6 type admin-prohibited'),
    expect: { ...CLOSED, outside: 'proven' },
  },
  {
    id: 'E13-upstream',
    what: 'Caddy speaks HTTP/3, and a firewall in front drops UDP 443 over IPv6',
    serve: speaks,
    fault: upstream(({ v6 }) => `ip6 daddr ${v6} udp dport 443 drop`),
    expect: { ...CLOSED, outside: 'proven' },
  },
];

export const HEALTHY_HTTP3: readonly Scenario[] = [
  {
    id: 'healthy-http3',
    what: 'Caddy speaks HTTP/3, and a strict packet filter lets UDP 443 in beside TCP',
    serve: speaks,
    fault: firewall('    tcp dport { 80, 443 } accept\n    udp dport 443 accept'),
    expect: { rules: PASSES, visitors: FINE, http3: 'answers' },
  },
];
