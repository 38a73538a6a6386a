import { domainToASCII, domainToUnicode } from 'node:url';
import { isIP } from 'node:net';
import {
  type Fault,
  type FaultPart,
  type Identifier,
  fail,
  fault,
  identifierText,
  ok,
  type Result,
} from '../../../core/index.ts';
import { ECHO_CHARS_MAX, LABEL_CHARS_MAX, NAME_CHARS_MAX } from '../limits.ts';
import { readAddress } from './addresses.ts';

type AskedIdentifier = { readonly type: string; readonly value: string };

/**
 * The identifiers of an order in normal form: lower-case A-labels and canonical addresses, each once, in the order given. Every
 * bad one is a part of the fault, so that a client can drop all of them at once (RFC 8555 section 6.7.1).
 */
export function readIdentifiers(
  asked: readonly AskedIdentifier[],
  { testAddresses }: { readonly testAddresses: boolean },
): Result<readonly Identifier[]> {
  const bad: FaultPart[] = [];
  const identifiers = new Map<string, Identifier>();
  for (const one of asked) {
    const identifier = readIdentifier(one, testAddresses);
    if (identifier.ok) identifiers.set(identifierText(identifier.value), identifier.value);
    else bad.push({ identifier: shown(one), fault: identifier.fault });
  }
  for (const { type, value: name } of identifiers.values()) {
    const wildcard = `*.${name.slice(name.indexOf('.') + 1)}`;
    if (type === 'dns' && !name.startsWith('*.') && identifiers.has(wildcard))
      bad.push({
        identifier: { type: 'dns', value: name },
        fault: fault('nameRedundant', { name, wildcard }),
      });
  }
  return bad.length > 0 ? fail(refuseIdentifiers(bad)) : ok([...identifiers.values()]);
}

/** One fault for bad identifiers: its own where there is one, else one with a part for each (RFC 8555 section 6.7.1). */
export function refuseIdentifiers(parts: readonly FaultPart[]): Fault {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first.fault;
  const mixed = new Set(parts.map((part) => part.fault.code === 'identifierTypeUnsupported')).size > 1;
  const code = mixed ? 'identifiersCompound' : 'identifiersRejected';
  return fault(code, { count: parts.length }, { parts });
}

function readIdentifier({ type, value }: AskedIdentifier, testAddresses: boolean): Result<Identifier> {
  if (type === 'ip') {
    const address = readAddress(value, testAddresses);
    return address.ok ? ok({ type, value: address.value }) : address;
  }
  if (type !== 'dns')
    return fail(fault('identifierTypeUnsupported', { type: type.slice(0, ECHO_CHARS_MAX) }));
  const name = value.toLowerCase();
  const refused = refuseName(name);
  return refused === undefined ? ok({ type, value: name }) : fail(refused);
}

/** Suffixes that can never be proven: RFC 6761, RFC 7686, RFC 9476, and the reverse trees (CA/B baseline requirements). */
const RESERVED = ['invalid', 'localhost', 'onion', 'alt', 'arpa'];
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
/** A last label like this makes URL parsers read an IPv4 address (WHATWG URL, "ends in a number"). */
const NUMERIC = /^(?:[0-9]+|0x[0-9a-f]*)$/;

/** Why a lower-case name can be no dns identifier here, or undefined: LDH host names, `*.` in front allowed. */
export function refuseName(wholeName: string): Fault | undefined {
  const name = wholeName.slice(0, ECHO_CHARS_MAX); // longer ones are refused for their length
  if (name === '') return fault('nameEmpty', {});
  if (wholeName.length > NAME_CHARS_MAX) return fault('nameTooLong', { name, max: NAME_CHARS_MAX });
  if (isIpAddress(name)) return fault('nameIpAddress', { name });
  if (!isAscii(name)) return refuseInternational(name);
  if (name.endsWith('.')) return fault('nameTrailingDot', { name });
  const host = name.startsWith('*.') ? name.slice(2) : name;
  if (host.includes('*')) return fault('nameWildcardMisplaced', { name });
  const labels = host.split('.');
  for (const label of labels) {
    const refused = refuseLabel(label, name);
    if (refused !== undefined) return refused;
  }
  if (NUMERIC.test(labels.at(-1) ?? '')) return fault('nameIpAddress', { name });
  const suffix = labels.at(-1) ?? '';
  if (RESERVED.includes(suffix) && name !== 'localhost') return fault('nameReserved', { name, suffix });
  return undefined;
}

function refuseLabel(label: string, name: string): Fault | undefined {
  if (label === '') return fault('nameLabelEmpty', { name });
  if (label.includes('_')) return fault('nameUnderscore', { name });
  if (label.length > LABEL_CHARS_MAX) return fault('nameLabelTooLong', { name, max: LABEL_CHARS_MAX });
  if (!LABEL.test(label)) return fault('nameNotHostname', { name });
  if (label.slice(2, 4) === '--' && !isALabel(label)) return fault('nameReservedLabel', { name, label });
  return undefined;
}

/** RFC 5890 section 2.3.2.1: it decodes to a U-label that encodes to it again. */
function isALabel(label: string): boolean {
  if (!label.startsWith('xn--')) return false;
  const unicode = domainToUnicode(label);
  return unicode !== '' && unicode !== label && !isAscii(unicode) && domainToASCII(unicode) === label;
}

function refuseInternational(name: string): Fault {
  const ascii = domainToASCII(name.startsWith('*.') ? name.slice(2) : name);
  if (ascii === '') return fault('nameNotHostname', { name });
  return fault('nameInternational', { name, ascii: name.startsWith('*.') ? `*.${ascii}` : ascii });
}

function isIpAddress(name: string): boolean {
  return isIP(name.replace(/^\*\./, '').replace(/^\[(.*)\]$/, '$1')) !== 0;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++)
    if (text.charCodeAt(at) > 0x7e || text.charCodeAt(at) < 0x21) return false;
  return true;
}

function shown({ type, value }: AskedIdentifier): AskedIdentifier {
  return { type: type.slice(0, ECHO_CHARS_MAX), value: value.slice(0, ECHO_CHARS_MAX) };
}
