import type { InsideReport } from '../../inside/index.ts';
import { httpSymptom, tlsSymptom } from '../symptoms.ts';
import type { Cause, Inside, Seen, Shown, Sign } from '../types.ts';
import { once } from './signs.ts';

/** HTTP at port 443, or TLS at port 80. */
export const wrongProtocol: Cause = {
  id: 'E9',
  slug: 'wrong-protocol',
  certainty: { outside: 'proven', inside: 'proven' },
  validation: 'fails',
  visitors: ['down'],
  remedies: ['W'],
  decide: 'inside',
  outside: (seen) => once([...httpAtTls(seen), ...tlsAtHttp(seen)]),
  inside: listensSo,
};

/** What OpenSSL says of a record that is none: an answer of HTTP where one of TLS should be. */
const NOT_TLS = new Set([
  'wrong_version_number',
  'http_request',
  'packet_length_too_long',
  'https_proxy_request',
]);

function httpAtTls({ report }: Seen): Sign[] {
  return report.handshakes
    .filter(({ host, alert = '' }) => host === report.name && NOT_TLS.has(alert))
    .map((one) => {
      const { host, address, family, port } = one;
      const place = { host, address, family, port };
      return { symptom: tlsSymptom(one, one.outcome), place, values: { port, speaks: 'HTTP' }, alone: true };
    });
}

function tlsAtHttp({ report }: Seen): Sign[] {
  return report.responses
    .filter(
      ({ host, scheme, signature }) =>
        host === report.name && scheme === 'http' && signature === 'plain-http',
    )
    .map((one) => {
      const { host, address, family, port, status = 0 } = one;
      const place = { host, address, family, port };
      return {
        symptom: httpSymptom(one, `status-${status}`),
        place,
        values: { port, speaks: 'TLS' },
        alone: true,
      };
    });
}

function listensSo({ listens }: InsideReport): Inside {
  // what passes TLS on untouched is not listed as plain HTTP; Node says nothing of its sockets
  const known = listens.filter(({ software }) => software !== 'node');
  if (known.length === 0) return { says: 'silent' };
  const wrong = known.filter(({ port, tls }) => (port === 443 && !tls) || (port === 80 && tls));
  // a port that some blocks serve with TLS is served with TLS
  const where = wrong
    .filter(
      (one) =>
        !known.some((it) => it.software === one.software && it.port === one.port && it.tls !== one.tls),
    )
    .map(
      ({ port, tls, software, directive, file }): Shown => ({
        place: { port },
        values: { port, software, directive, file, speaks: tls ? 'TLS' : 'HTTP' },
      }),
    );
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}
