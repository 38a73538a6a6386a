import { placeOf, tlsSymptom } from '../symptoms.ts';
import { hopsOf } from './answers.ts';
import type { Cause } from '../types.ts';

/** A hop speaks nothing newer than TLS 1.1. */
export const oldTlsOnly: Cause = {
  id: 'F5',
  slug: 'old-tls-only',
  certainty: { outside: 'proven' },
  validation: 'fails',
  visitors: ['down'],
  remedies: ['W9'],
  decide: 'none',
  outside({ report }) {
    const hops = hopsOf(report).filter(({ errno = '' }) => VERSION.test(errno));
    const shaken = report.handshakes.filter(({ version = '' }) => /^(?:SSLv3|TLSv1(?:\.1)?)$/.test(version));
    return [...hops, ...shaken].map((one) => ({
      symptom: tlsSymptom(one, 'old-version'),
      place: placeOf(one),
      values: { host: one.host },
    }));
  },
  inside: () => ({ says: 'silent' }),
};

/** The alert protocol_version, and OpenSSL's own refusal of what the server chose. */
const VERSION = /^ERR_SSL_(?:TLSV1_ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL)$/;
