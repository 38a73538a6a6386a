// E: what listens, and what it shows.
import { BY_CODE, BROKEN6, DELAYED, FAILS, PASSES, type Scenario } from './shape.ts';
import { CONTENT, TLS } from './site.ts';

export const LISTENERS: readonly Scenario[] = [
  {
    id: 'E1',
    what: 'nginx listens on IPv4 alone',
    nginx: ({ name }) =>
      `server { listen 80; server_name ${name}; ${CONTENT} } server { listen 443 ssl; server_name ${name}; ${TLS} ${CONTENT} }`,
    expect: { cause: 'E1', outside: 'strong', joined: 'proven', rules: BY_CODE, visitors: DELAYED },
  },
  {
    id: 'E2',
    what: 'nginx listens on IPv6 alone',
    nginx: ({ name }) =>
      `server { listen [::]:80; server_name ${name}; ${CONTENT} } server { listen [::]:443 ssl; server_name ${name}; ${TLS} ${CONTENT} }`,
    expect: {
      cause: 'E2',
      outside: 'strong',
      joined: 'proven',
      rules: PASSES,
      visitors: { dual: 'fine', six: 'fine', four: 'unreachable' },
    },
  },
  {
    id: 'E3',
    what: 'nginx listens on the loopback addresses alone',
    nginx: ({ name }) => `server { listen 127.0.0.1:80; listen [::1]:80; server_name ${name}; ${CONTENT} }`,
    expect: {
      cause: 'E3',
      outside: 'strong',
      joined: 'proven',
      rules: FAILS,
      visitors: { dual: 'unreachable', six: 'unreachable', four: 'unreachable' },
    },
  },
  {
    id: 'E4',
    what: 'port 443 lacks [::]:443',
    nginx: ({ name }) =>
      `server { listen 80; listen [::]:80; server_name ${name}; ${CONTENT} } server { listen 443 ssl; server_name ${name}; ${TLS} ${CONTENT} }`,
    expect: { cause: 'E4', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'E6',
    what: 'over IPv6 another virtual host answers',
    nginx: ({
      name,
    }) => `server { listen 80 default_server; listen [::]:80 default_server; server_name _; return 404; }
server { listen 80; server_name ${name}; ${CONTENT} }`,
    expect: { cause: 'E6', outside: 'strong', joined: 'proven', rules: FAILS, visitors: BROKEN6 },
  },
];
