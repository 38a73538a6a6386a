import { fail, fault, ok, type Result } from '../../../core/index.ts';
import { neverIssued, parseAddress } from '../../../net/index.ts';
import { ECHO_CHARS_MAX } from '../limits.ts';

/**
 * The value of an `ip` identifier (RFC 8738 section 3), which is canonical text: what a client wrote otherwise is refused with the
 * text that it should have written, so that the CSR's octets, the order and the record can never mean different things.
 */
export function readAddress(value: string, testAddresses: boolean): Result<string> {
  const address = value.slice(0, ECHO_CHARS_MAX);
  const canonical = parseAddress(value)?.text;
  if (canonical === undefined) return fail(fault('addressMalformed', { address }));
  if (canonical !== value) return fail(fault('addressNotCanonical', { address, canonical }));
  const range = neverIssued(value, { testAddresses });
  return range === undefined ? ok(value) : fail(fault('addressNeverIssued', { address, range }));
}
