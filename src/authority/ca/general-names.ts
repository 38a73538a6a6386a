import type { Identifier } from '../../core/index.ts';
import { addressBytes, formatAddress } from '../../net/index.ts';
import type { GeneralName } from '../../wire/x509/index.ts';

/** An identifier as it stands in a certificate: an address as its 4 or 16 bytes (RFC 5280 section 4.2.1.6, RFC 8738 section 3). */
export function generalNameOf({ type, value }: Identifier): GeneralName {
  if (type === 'dns') return { kind: 'dns', value };
  const bytes = addressBytes(value);
  if (bytes === undefined) throw new TypeError(`not an address: ${value}`);
  return { kind: 'ip', bytes };
}

/** The identifier that a name of a certificate or CSR stands for, in normal form; undefined for other kinds of names. */
export function identifierOf(name: GeneralName): Identifier | undefined {
  if (name.kind === 'dns') return { type: 'dns', value: name.value.toLowerCase() };
  return name.kind === 'ip' ? { type: 'ip', value: formatAddress(name.bytes).text } : undefined;
}

/** One key for each name: kind and content, byte for byte. A dNSName that is spelled like an address is never equal to it. */
export function generalNameKey(name: GeneralName): string {
  if (name.kind === 'dns' || name.kind === 'uri') return `${name.kind} ${name.value}`;
  return `${name.kind} ${Buffer.from(name.bytes).toString('hex')}`;
}
