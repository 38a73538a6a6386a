import { type Fault, fault } from '../../../core/index.ts';
import type { Step } from '../endpoint.ts';
import { type Exchange, found } from '../exchange.ts';
import { jsonFault } from '../jws/decode.ts';
import { parseJsonObject } from '../jws/strict-json.ts';

/** A resource that is only read: the payload is the empty string. */
export const requireEmptyPayload: Step = {
  name: 'check empty payload',
  source: 'RFC 8555 section 6.3',
  refusals: ['payloadNotEmpty'],
  run: (exchange) =>
    found(exchange.jws).payloadBytes.length === 0 ? undefined : fault('payloadNotEmpty', {}),
};

/** A resource that is created or acted on: the payload is a JSON object. */
export const readObjectPayload: Step = {
  name: 'read payload',
  source: 'RFC 8555 section 6.2',
  refusals: ['payloadNotJson', 'jwsDuplicateMember', 'jwsTooDeep'],
  run: readObject,
};

/** A resource that can be read with an empty payload, and acted on with an object. */
export const readAnyPayload: Step = {
  ...readObjectPayload,
  source: 'RFC 8555 sections 6.2 and 6.3',
  run(exchange) {
    if (found(exchange.jws).payloadBytes.length > 0) return readObject(exchange);
    exchange.payload = 'empty';
    return undefined;
  },
};

/** The object that an earlier step has read. */
export function payloadOf(exchange: Exchange): Readonly<Record<string, unknown>> {
  const payload = found(exchange.payload);
  return payload === 'empty' ? {} : payload;
}

function readObject(exchange: Exchange): Fault | undefined {
  const payload = parseJsonObject(found(exchange.jws).payloadBytes);
  if (!payload.ok) return jsonFault(payload.fault, 'payload');
  exchange.payload = payload.value;
  return undefined;
}
