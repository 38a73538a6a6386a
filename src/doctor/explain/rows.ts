import { CA_ROWS } from './rows-ca.ts';
import { CLIENT_ROWS } from './rows-client.ts';
import { DNS_ROWS } from './rows-dns.ts';
import { HTTP_ROWS } from './rows-http.ts';
import { OWN_ROWS } from './rows-own.ts';
import { REDIRECT_ROWS } from './rows-redirect.ts';
import { TLS_ROWS } from './rows-tls.ts';
import { TYPE_ROWS } from './rows-type.ts';
import type { Row } from './types.ts';

/** All error texts that are known, the special ones before the general ones. */
export const ROWS: readonly Row[] = [
  ...OWN_ROWS,
  ...REDIRECT_ROWS,
  ...HTTP_ROWS,
  ...TLS_ROWS,
  ...DNS_ROWS,
  ...CA_ROWS,
  ...CLIENT_ROWS,
  ...TYPE_ROWS,
];
