import type { Row } from './types.ts';
import { ADDRESS, FAILS } from './words.ts';

/** Boulder, va/tlsalpn.go, and the alerts of Go's TLS as it hands them on. After any IPv6 error it goes on to IPv4 by itself. */
export const TLS_ROWS: readonly Row[] = [
  row('alpn-not-agreed', 'Cannot negotiate ALPN protocol', ['F14', 'A1', 'E8']),
  row('alpn-refused', '(?:remote error: )?tls: no application protocol', ['F14', 'A1', 'E8']),
  row('alpn-certificate', 'Incorrect validation certificate for tls-alpn-01 challenge', ['F14', 'A1', 'E8']),
  row('alpn-no-certificate', 'No certs presented for tls-alpn-01 challenge', ['F14', 'E8']),
  // what failed over IPv6 is not in the text at all
  row(
    'alpn-no-ipv4',
    String.raw`Unable to contact "(?<name>[^\s"]{1,253})" at "(?<address>[0-9a-f:.]{3,45})", no IPv4 addresses to try as fallback`,
    ['A7', 'D1', 'E4', 'F14'],
    '',
  ),
  row('tls-handshake', 'remote error: tls: handshake failure', ['E8', 'E7', 'F5']),
  row('tls-name', 'remote error: tls: unrecognized name', ['E8']),
  row('tls-internal', 'remote error: tls: internal error', ['E8']),
  row('tls-version', '(?:remote error: )?tls: protocol version not supported', ['F5']),
];

function row(id: Row['id'], text: string, causes: Row['causes'], address = ADDRESS): Row {
  return {
    id,
    source: 'boulder',
    pattern: new RegExp(`${address}${text}`),
    rules: FAILS,
    causes,
    next: ['check'],
  };
}
