import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { parse as parseDomain } from 'tldts';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { catalogue } from '../../i18n/index.ts';
import {
  formatAddress,
  judgeListed,
  LISTED_BITS_MIN,
  neverIssuedNetwork,
  parseNetwork,
} from '../../net/index.ts';
import type { Allowance } from '../../store/index.ts';

type Parsed = Pick<Allowance, 'kind' | 'value'>;

/**
 * Reads what an administrator typed into the one spelling that is stored; the fault says what is wrong with it. `testAddresses`: in
 * a data directory for tests, where loopback and documentation addresses may be issued.
 */
export function parseAllowance(
  kind: Allowance['kind'],
  raw: string,
  { testAddresses }: { readonly testAddresses: boolean },
): Result<Parsed> {
  const parsed =
    kind === 'network'
      ? parseNetworkText(raw)
      : kind === 'address'
        ? parsePrefix(raw, testAddresses)
        : parseName(raw);
  if (parsed.ok) return ok({ kind, value: parsed.value });
  return fail(fault('notAnAllowance', { kind, value: raw.slice(0, SHOWN_MAX), reason: parsed.fault }));
}

const SHOWN_MAX = 100;
const NAME_MAX = 253; // RFC 1035 section 2.3.4, in text without the last dot
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const reasons = catalogue('en').cli.allow.reasons;

function parseName(raw: string): Result<string, string> {
  const trimmed = raw.trim().replace(/\.$/, '');
  if (trimmed.startsWith('*.')) return fail(reasons.wildcard({ name: trimmed.slice(2) }));
  if (isIP(trimmed) !== 0) return fail(reasons.address());
  const name = domainToASCII(trimmed);
  const labels = name.split('.');
  if (name === '' || name.length > NAME_MAX || !labels.every((label) => LABEL.test(label))) {
    return fail(reasons.notAName());
  }
  const { isIcann, publicSuffix } = parseDomain(name, { allowPrivateDomains: false });
  if (isIcann === true && publicSuffix === name) return fail(reasons.publicSuffix());
  return ok(name);
}

function parseNetworkText(raw: string): Result<string, string> {
  const text = raw.trim();
  const network = parseNetwork(text);
  if (network === undefined) return fail(reasons.notANetwork());
  const address = formatAddress(network.bytes);
  const value = `${address.text}/${network.bits}`;
  const judged = judgeListed(network);
  if (judged === 'never-reached') return fail(reasons.neverReached());
  if (judged === 'too-wide') return fail(reasons.tooWide({ least: LISTED_BITS_MIN[address.family] }));
  return ok(value);
}

/** Addresses to certify: what can never be issued would permit nothing, and what is too wide would permit strangers' addresses. */
function parsePrefix(raw: string, testAddresses: boolean): Result<string, string> {
  const prefix = parseNetwork(raw.trim());
  if (prefix === undefined) return fail(reasons.notAPrefix());
  const range = neverIssuedNetwork(prefix, { testAddresses });
  if (range !== undefined) return fail(reasons.neverIssued({ range }));
  const { text, family } = formatAddress(prefix.bytes);
  if (judgeListed(prefix) === 'too-wide')
    return fail(reasons.prefixTooWide({ least: LISTED_BITS_MIN[family] }));
  return ok(`${text}/${prefix.bits}`);
}
