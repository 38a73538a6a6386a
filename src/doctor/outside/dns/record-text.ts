import { formatAddress } from '../../../net/index.ts';
import { type Name, nameKey, readServiceBinding, type ResourceRecord } from '../../../wire/dns/index.ts';
import { REPORT_MAX } from '../limits.ts';

/** A record's data as zone files write it, escaped to printable ASCII and cut. */
export function recordText({ data }: ResourceRecord): string {
  return textOf(data).slice(0, REPORT_MAX.text);
}

function textOf(data: ResourceRecord['data']): string {
  switch (data.kind) {
    case 'A':
    case 'AAAA':
      return formatAddress(data.address).text;
    case 'NS':
    case 'CNAME':
    case 'PTR':
    case 'DNAME':
      return nameKey(data.target);
    case 'MX':
      return `${data.preference} ${nameKey(data.exchange)}`;
    case 'SOA':
      return `${nameKey(data.mname)} ${data.serial}`;
    case 'TXT':
      return quoted(Buffer.concat(data.strings));
    case 'CAA':
      return `${data.flags} ${escaped(Buffer.from(data.tag, 'latin1'))} ${quoted(data.value)}`;
    case 'unknown':
      return bindingText(data.bytes);
    case 'SRV':
    case 'DNSKEY':
    case 'DS':
    case 'RRSIG':
    case 'NSEC':
    case 'NSEC3':
      return data.kind; // nothing compares what is in them
  }
}

/** Of an HTTPS record what bears on where to connect, and by what; `.` is the owner itself. */
function bindingText(bytes: Uint8Array): string {
  const binding = readServiceBinding(bytes);
  if (binding === undefined) return 'malformed';
  const { priority, target, hints, port, alpn } = binding;
  const protocols = alpn.map(protocolText).filter((one) => one !== undefined);
  const addresses = hints.map((hint) => formatAddress(hint));
  const hint = (family: 6 | 4) =>
    addresses.flatMap((one) => (one.family === family ? [one.text] : [])).join(',');
  return [
    `${priority} ${targetText(target)}`,
    ...(protocols.length === 0 ? [] : [`alpn=${protocols.join(',')}`]),
    ...(port === undefined ? [] : [`port=${port}`]),
    ...(hint(4) === '' ? [] : [`ipv4hint=${hint(4)}`]),
    ...(hint(6) === '' ? [] : [`ipv6hint=${hint(6)}`]),
  ].join(' ');
}

/** One that needs no escapes, as all that are registered but GREASE's. */
function protocolText(protocol: Uint8Array): string | undefined {
  const text = Buffer.from(protocol).toString('latin1');
  return /^[a-z0-9./_-]+$/i.test(text) ? text : undefined;
}

function targetText(target: Name): string {
  return target.length === 0 ? '.' : nameKey(target);
}

function quoted(bytes: Uint8Array): string {
  return `"${escaped(bytes)}"`;
}

function escaped(bytes: Uint8Array): string {
  // what is cut off anyway need not be escaped
  return Buffer.from(bytes.subarray(0, REPORT_MAX.text))
    .toString('latin1')
    .replace(/["\\]/g, '\\$&')
    .replace(/[^ -~]/g, (byte) => `\\${String(byte.charCodeAt(0)).padStart(3, '0')}`);
}
