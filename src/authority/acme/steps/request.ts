import { fault } from '../../../core/index.ts';
import type { Step } from '../endpoint.ts';
import { found } from '../exchange.ts';
import { decodeJws, JWS_REFUSALS } from '../jws/decode.ts';
import { checkAlgorithm } from '../jws/verify.ts';
import { ECHO_CHARS_MAX } from '../limits.ts';

/** Only hosts that the administrator named: an address written into an object must lead back here. */
export const checkHost: Step = {
  name: 'check host',
  source: 'RFC 9110 section 7.4',
  refusals: ['hostNotServed'],
  run(exchange, { settings }) {
    if (settings.isOwnAuthority(exchange.authority)) return undefined;
    return fault('hostNotServed', { host: exchange.authority.slice(0, ECHO_CHARS_MAX) });
  },
};

const checkContentType: Step = {
  name: 'check content type',
  source: 'RFC 8555 section 6.2',
  refusals: ['contentTypeWrong'],
  run({ contentType }) {
    const [type = ''] = contentType.split(';', 1);
    if (type.trim().toLowerCase() === 'application/jose+json') return undefined;
    return fault('contentTypeWrong', { contentType: contentType.slice(0, ECHO_CHARS_MAX) });
  },
};

const decodeBody: Step = {
  name: 'decode JWS',
  source: 'RFC 8555 section 6.2, RFC 7515 section 7.2.2',
  refusals: JWS_REFUSALS,
  run(exchange) {
    const jws = decodeJws(exchange.body);
    if (!jws.ok) return jws.fault;
    exchange.jws = jws.value;
    return undefined;
  },
};

/** Byte for byte, but for the case of scheme and host, which RFC 3986 section 6.2.2.1 calls equal. */
const checkUrl: Step = {
  name: 'check url',
  source: 'RFC 8555 section 6.4',
  refusals: ['jwsUrlMissing', 'jwsUrlWrong'],
  run(exchange) {
    const { url } = found(exchange.jws).header;
    if (typeof url !== 'string') return fault('jwsUrlMissing', {});
    const { base, target } = exchange;
    const { length } = base;
    // not put together first: this is asked with every request
    if (url.length === length + target.length && url.startsWith(base) && url.endsWith(target))
      return undefined;
    const expected = base + target;
    if (url.slice(0, length).toLowerCase() + url.slice(length) === expected) return undefined;
    return fault('jwsUrlWrong', {
      got: url.slice(0, ECHO_CHARS_MAX),
      expected: expected.slice(0, ECHO_CHARS_MAX),
    });
  },
};

const checkNonce: Step = {
  name: 'check nonce',
  source: 'RFC 8555 section 6.5',
  refusals: ['nonceMissing', 'badNonce'],
  run(exchange, { nonces }) {
    const { nonce } = found(exchange.jws).header;
    if (typeof nonce !== 'string') return fault('nonceMissing', {});
    return nonces.use(nonce) ? undefined : fault('badNonce', {});
  },
};

const checkSignatureAlgorithm: Step = {
  name: 'check algorithm',
  source: 'RFC 8555 section 6.2',
  refusals: ['algorithmMissing', 'algorithmUnsupported'],
  run: (exchange) => checkAlgorithm(found(exchange.jws)),
};

/** What every POST goes through first. */
export const readRequest: readonly Step[] = [
  checkHost,
  checkContentType,
  decodeBody,
  checkUrl,
  checkNonce,
  checkSignatureAlgorithm,
];
