import { fail, type FaultCode, fault, ok, type Result } from '../../../core/index.ts';
import { ECHO_CHARS_MAX, JSON_DEPTH_MAX } from '../limits.ts';
import { decodeBase64url } from './base64url.ts';
import { type JsonDefect, parseJsonObject } from './strict-json.ts';

/** A JWS in flattened JSON serialization (RFC 7515 section 7.2.2), decoded but not verified. */
export type Jws = {
  /** Both as sent: what is signed. */
  readonly protected: string;
  readonly payload: string;
  readonly header: ProtectedHeader;
  readonly payloadBytes: Uint8Array;
  readonly signatureBytes: Uint8Array;
};

/** RFC 8555 section 6.2: `alg`, `nonce`, `url`, and `jwk` or `kid`; each checked by the step that needs it. */
type ProtectedHeader = Readonly<Record<string, unknown>>;

/** `b64` changes what is signed (RFC 7797), `crit` asks for an extension, the others are keys from elsewhere. */
const HEADERS_REFUSED = ['crit', 'b64', 'jku', 'x5u', 'x5c', 'zip'] as const;

/** Everything that `decodeJws` can refuse: for the tables of the steps that call it. */
export const JWS_REFUSALS = [
  'jwsNotJson',
  'jwsDuplicateMember',
  'jwsTooDeep',
  'jwsSeveralSignatures',
  'jwsUnprotectedHeader',
  'jwsMemberMissing',
  'jwsNotBase64url',
  'jwsHeaderNotJson',
  'jwsHeaderExtension',
] as const satisfies readonly FaultCode[];

/** Decodes the body of a request, or an inner JWS, as RFC 8555 section 6.2 restricts it. */
export function decodeJws(bytes: Uint8Array): Result<Jws> {
  const body = parseJsonObject(bytes);
  return body.ok ? jwsOf(body.value) : fail(jsonFault(body.fault, 'JWS'));
}

/** The same for a JWS that is a member of another object already parsed: an external account binding. */
export function jwsOf(body: Readonly<Record<string, unknown>>): Result<Jws> {
  if (Object.hasOwn(body, 'signatures')) return fail(fault('jwsSeveralSignatures', {}));
  if (Object.hasOwn(body, 'header')) return fail(fault('jwsUnprotectedHeader', {}));
  const { protected: head, payload, signature } = body;
  if (typeof head !== 'string' || head === '')
    return fail(fault('jwsMemberMissing', { member: 'protected' }));
  if (typeof payload !== 'string') return fail(fault('jwsMemberMissing', { member: 'payload' }));
  if (typeof signature !== 'string' || signature === '')
    return fail(fault('jwsMemberMissing', { member: 'signature' }));

  const headBytes = decodeBase64url(head);
  if (headBytes === undefined) return fail(fault('jwsNotBase64url', { member: 'protected' }));
  const payloadBytes = decodeBase64url(payload);
  if (payloadBytes === undefined) return fail(fault('jwsNotBase64url', { member: 'payload' }));
  const signatureBytes = decodeBase64url(signature);
  if (signatureBytes === undefined) return fail(fault('jwsNotBase64url', { member: 'signature' }));

  const header = parseJsonObject(headBytes);
  if (!header.ok)
    return fail(
      header.fault.kind === 'syntax'
        ? fault('jwsHeaderNotJson', {})
        : jsonFault(header.fault, 'protected header'),
    );
  for (const member of HEADERS_REFUSED)
    if (Object.hasOwn(header.value, member)) return fail(fault('jwsHeaderExtension', { member }));
  return ok({ protected: head, payload, header: header.value, payloadBytes, signatureBytes });
}

/** A JSON defect of a part of the request, as a fault. */
export function jsonFault(defect: JsonDefect, where: 'JWS' | 'protected header' | 'payload') {
  if (defect.kind === 'depth') return fault('jwsTooDeep', { where, max: JSON_DEPTH_MAX });
  if (defect.kind === 'duplicate')
    return fault('jwsDuplicateMember', {
      where,
      member: defect.member.replaceAll('"', '').slice(0, ECHO_CHARS_MAX),
    });
  return where === 'payload' ? fault('payloadNotJson', {}) : fault('jwsNotJson', {});
}
