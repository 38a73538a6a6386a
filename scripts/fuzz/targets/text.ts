import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { parse, TomlError } from 'smol-toml';
import { accountIdOf, hostOf } from '../../../src/authority/acme/paths.ts';
import { refuseName } from '../../../src/authority/acme/policy/names.ts';
import { decodeBase64url } from '../../../src/authority/acme/jws/base64url.ts';
import { checkSettings } from '../../../src/config/check.ts';
import { parseServer, parseTrustAnchor } from '../../../src/config/index.ts';
import { readScript } from '../../../src/lab/script.ts';
import {
  addressBytes,
  contains,
  createAddressPolicy,
  embeddedIPv4,
  formatAddress,
  parseAddress,
  parseNetwork,
  rangeName,
  reverseName,
} from '../../../src/net/index.ts';
import { LOCATION_CHARS } from '../../../src/net/limits.ts';
import { escapeLocation } from '../../../src/net/location.ts';
import { bodyKind } from '../../../src/validation/challenges/http01-body.ts';
import { decideCaa } from '../../../src/validation/caa/decide.ts';
import { caaRecordText } from '../../../src/validation/caa/record-text.ts';
import { accountHash } from '../../../src/validation/challenges/dns-persist01-hash.ts';
import { decidePersist } from '../../../src/validation/challenges/dns-persist01-record.ts';
import { parseIssueValue } from '../../../src/validation/issue-value.ts';
import { redirectTarget } from '../../../src/validation/redirect.ts';
import {
  parseTarget as parseOpenMpicTarget,
  targetText,
} from '../../../src/validation/perspective/open-mpic/target.ts';
import { parseTarget as parseLinkTarget } from '../../../src/validation/perspective/transport/dial.ts';
import { tokenName } from '../../../src/validation/perspective/transport/invitation.ts';
import { nameFromHost } from '../../../src/wire/dns/index.ts';
import { checkSame, checkWeight, some, tried } from '../checks.ts';
import type { Target } from '../types.ts';
import { PERSIST_WORDS, CAA_WORDS, TOML_WORDS, URL_WORDS } from './words.ts';

const ISSUER = 'ca.example';
const ACCOUNT = 'https://ca.example/acme/account/1';
const THUMBPRINT = '9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI';
const PREFIX = 'https://ca.example/acme/hashed/';
const HASHED = accountHash({ domain: 'www.example.org', thumbprint: THUMBPRINT, accountUrl: ACCOUNT });
const NOW = Date.UTC(2027, 0, 1);
const FROM = 'http://www.example.org/.well-known/acme-challenge/token';

export const TEXT_TARGETS: readonly Target[] = [
  { name: 'redirect', kind: 'text', bytesMax: 8_192, weight: 7, words: URL_WORDS, run: runRedirect },
  { name: 'address', kind: 'text', bytesMax: 512, weight: 7, words: URL_WORDS, run: runAddress },
  { name: 'host', kind: 'text', bytesMax: 2_048, weight: 6, words: URL_WORDS, run: runHost },
  { name: 'caa', kind: 'text', bytesMax: 65_535, weight: 3, words: CAA_WORDS, run: runCaa },
  {
    name: 'dns-persist',
    kind: 'text',
    bytesMax: 65_535,
    weight: 4,
    words: [...CAA_WORDS, ...PERSIST_WORDS, HASHED],
    run: runPersist,
  },
  { name: 'body', kind: 'text', bytesMax: 127, weight: 2, run: runBody },
  { name: 'base64url', kind: 'text', bytesMax: 4_096, weight: 2, run: runBase64url },
  { name: 'settings', kind: 'text', bytesMax: 65_536, weight: 1, words: TOML_WORDS, run: runSettings },
];

function latin1(input: Uint8Array): string {
  return Buffer.from(input).toString('latin1');
}

/** A `Location` as Node gives it: one character for each byte, no line ends. */
function runRedirect(input: Uint8Array): string {
  const header = latin1(input)
    .replace(/[\r\n\0]/g, '')
    .trim();
  const location = escapeLocation(header, FROM);
  assert.match(location, /^[!-~]*$/, 'nothing but visible ASCII');
  assert.ok(location.length <= LOCATION_CHARS);
  const target = redirectTarget(FROM, location, []);
  if ('reason' in target) return target.reason;
  const url = new URL(target.url);
  assert.ok(url.protocol === 'http:' || url.protocol === 'https:');
  assert.equal(url.username + url.password + url.hash, '');
  assert.ok(url.port === '' || url.port === '80' || url.port === '443', `port ${url.port}`);
  assert.ok(target.url.startsWith(`${url.protocol}//${url.hostname}`), 'one reading of the host');
  const literal = parseAddress(url.hostname.replace(/^\[|\]$/g, ''));
  assert.equal(literal !== undefined, isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0);
  if (literal === undefined) nameFromHost(url.hostname);
  // a relative one becomes longer, by the path and the name of where it stood
  if (target.url.length < LOCATION_CHARS)
    checkSame(redirectTarget(FROM, target.url, []), target, 'followed again');
  assert.ok(target.url.length < 2 * LOCATION_CHARS);
  return `${url.protocol} ${literal?.family ?? 'name'} ${url.port} ${url.search === ''} ${target.url.includes(':80/')}`;
}

/** Our reader of addresses against Node's, and all that is done with an address. */
function runAddress(input: Uint8Array): string {
  const text = latin1(input);
  const address = parseAddress(text);
  assert.equal(address?.family ?? 0, text.includes('%') ? 0 : isIP(text), 'as Node reads it');
  const network = parseNetwork(text);
  const shapes = [parseServer(text) !== undefined, parseTrustAnchor(text)?.data.kind ?? ''].join(' ');
  if (network !== undefined) assert.ok(contains(network, network.bytes));
  if (address === undefined) return `none, network ${network?.bits ?? ''}, ${shapes}`;
  const bytes = addressBytes(text) ?? new Uint8Array(0);
  checkSame(formatAddress(bytes), address, 'its bytes in text');
  checkSame(parseAddress(address.text), address, 'read again');
  nameFromHost(reverseName(address));
  const range = rangeName(address);
  const judged = POLICY.check(address).ok;
  if (judged)
    for (const inner of embeddedIPv4(bytes))
      assert.ok(POLICY.check(formatAddress(inner)).ok, 'as what it carries');
  return `${address.family} ${range ?? ''} ${judged} ${embeddedIPv4(bytes).length}`;
}
const POLICY = createAddressPolicy({ allowed: () => [], allowLoopback: false });

/** Names and places as clients, administrators and other CAs write them. */
function runHost(input: Uint8Array): string {
  const text = Buffer.from(input).toString();
  const target = parseOpenMpicTarget(text);
  if (target !== undefined) {
    checkSame(parseOpenMpicTarget(targetText(target.identifier, target.wildcard)), target, 'read again');
    if (target.identifier.type === 'dns') nameFromHost(target.identifier.value);
  }
  const refused = refuseName(text.toLowerCase());
  const name = text.toLowerCase().replace(/^\*\./, '');
  if (refused === undefined) nameFromHost(name);
  const link = parseLinkTarget(text);
  if (link !== undefined) assert.ok(link.port >= 0 && link.port <= 65_535 && link.host !== '');
  const token = tokenName(text);
  const host = hostOf(text.toLowerCase());
  const account = accountIdOf(text, SERVER);
  if (account !== undefined) assert.ok(text.endsWith(`/acme/account/${account}`));
  return `${target?.identifier.type ?? ''} ${target?.wildcard ?? ''} ${refused?.code ?? 'name'} ${[link, token, host, account].map((one) => one !== undefined).join(' ')}`;
}

const SERVER = {
  scheme: 'https',
  isOwnHost: (host: string) => host === 'ca.example',
  prefixes: new Set(['/acme']),
};

/** A line is a record: flags, tag, value; what does not look like that is a value of `issue`. */
function runCaa(input: Uint8Array): string {
  const set = latin1(input)
    .split('\n')
    .slice(0, 64)
    .map((line) => {
      const [, flags = '0', tag = 'issue', value = line] =
        /^([0-9]{1,3}) ([a-zA-Z0-9]{1,15}) (.*)$/s.exec(line) ?? [];
      return { flags: Number(flags) & 0xff, tag, value };
    });
  const shapes = new Set<string>();
  for (const wildcard of [false, true]) {
    const ruling = decideCaa(set, { wildcard, issuers: [ISSUER], accountUrls: [ACCOUNT], method: 'dns-01' });
    shapes.add(ruling.decision === 'forbidden' ? ruling.reason : `allowed ${ruling.record !== undefined}`);
    if (ruling.decision === 'allowed' && ruling.record !== undefined)
      assert.equal(parseIssueValue(ruling.record.value)?.issuer?.toLowerCase(), ISSUER);
    if (ruling.record !== undefined) assert.match(caaRecordText(ruling.record), /^[ -~]{1,250}$/);
  }
  for (const { value } of set) {
    const read = parseIssueValue(value);
    if (read === undefined) continue;
    checkWeight(read, Buffer.from(value), 160);
    const written = [read.issuer ?? '', ...read.parameters.map((one) => `${one.tag}=${one.value}`)].join(
      '; ',
    );
    checkSame(parseIssueValue(written === '' ? ';' : written), read, 'read again');
    shapes.add(`${read.issuer !== undefined} ${some(read.parameters.length)}`);
  }
  return [...shapes].toSorted().join(', ');
}

function runPersist(input: Uint8Array): string {
  const records = latin1(input).split('\n').slice(0, 64);
  const shapes: string[] = [];
  for (const version of ['01', '02'] as const)
    for (const wildcard of [false, true]) {
      const ruling = decidePersist(records, {
        version,
        wildcard,
        domain: 'www.example.org',
        issuers: [ISSUER],
        accountUrls: [ACCOUNT],
        hashPrefixes: [PREFIX],
        thumbprints: [THUMBPRINT],
        now: NOW,
      });
      shapes.push(ruling.proven ? `proven ${ruling.until === undefined}` : ruling.reason);
      if (!ruling.proven) continue;
      const proof = version === '01' ? ACCOUNT : PREFIX;
      assert.ok(
        records.some((record) => record.includes(proof)),
        'proven by what names the account',
      );
      assert.ok(ruling.until === undefined || ruling.until > NOW);
    }
  return shapes.join(' ');
}

function runBody(input: Uint8Array): string {
  const kind = bodyKind(input, 'token', `token.${THUMBPRINT}`);
  if (kind === 'match') assert.ok(latin1(input).startsWith(`token.${THUMBPRINT}`));
  return kind;
}

function runBase64url(input: Uint8Array): string {
  const text = latin1(input);
  const bytes = decodeBase64url(text);
  if (bytes !== undefined) assert.equal(bytes.toString('base64url'), text, 'one spelling');
  return bytes === undefined ? 'none' : some(bytes.length);
}

/** By the administrator, not by strangers; but whoever writes it should be told what is wrong with it. */
function runSettings(input: Uint8Array): string {
  const text = Buffer.from(input).toString();
  const script = readScript('fuzz', text);
  const raw = tried(TomlError, () => parse(text));
  if (!raw.ok) {
    assert.ok(!script.ok);
    return 'not TOML';
  }
  const checked = checkSettings(raw.value, { file: 'fuzz', variables: new Map() }, []);
  const wrong = checked.ok ? '' : [...new Set(checked.fault.map(({ code }) => code))].toSorted().join(' ');
  return `${wrong} script ${script.ok}`;
}
