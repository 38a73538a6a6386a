// What a refusal has to say to whoever reads it: address, family, hop, phase and cause in one sentence, and a link that arrives.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { problemOf } from '../../src/authority/acme/render.ts';
import type { AttemptEvidence, Evidence, Fault, Outcome } from '../../src/core/index.ts';

const BASE = 'https://ca.example/docs/errors.md';
const SECTIONS = new Set(
  [...readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8').matchAll(/^## (.+)$/gm)].map(
    ([, heading]) => heading,
  ),
);

/** The words by which a sentence tells phase and cause of each way in which an attempt can end. */
const CAUSES: Readonly<Partial<Record<Outcome, RegExp>>> = {
  'connect-timeout': /no answer to the connection within [0-9.]+ s/,
  refused: /the connection was refused/,
  unreachable: /cannot be reached \(E[A-Z]+\)/,
  prohibited: /the connection is prohibited \(E[A-Z]+\)/,
  reset: /the connection was reset (before|in the middle of|during|while)/,
  closed: /the connection was closed (before|in the middle of|during|while)/,
  'tls-timeout': /the connection opened, but no TLS handshake followed within [0-9.]+ s/,
  'tls-alert': /refused the (TLS handshake|protocol)|TLS alert|no_application_protocol|acme-tls\/1/,
  'first-byte-timeout': /time ran out after [0-9.]+ s before the first byte/,
  'header-timeout': /time ran out after [0-9.]+ s in the middle of the response headers/,
  'body-timeout': /time ran out after [0-9.]+ s in the middle of the response body/,
  malformed: /the answer is not HTTP\/1\.1/,
  'too-large': /longer than any key authorization|headers are larger/,
  response: /status \d+, not 200|not the key authorization|is not followed: |certificate/,
};

/** The problem document of a refusal, checked against what was seen. */
export function checkRefusal(fault: Fault, evidence: readonly Evidence[]): { type: string; detail: string } {
  const problem = problemOf(fault, BASE);
  const anchor = problem.documentation.split('#')[1];
  assert.ok(SECTIONS.has(anchor), `docs/errors.md has no section ${anchor}`);
  const sentence = firstSentence(problem.detail);
  const attempt = decidingAttempt(fault, evidence);
  if (fault.code.startsWith('validationPerspectives')) placesAreCounted(sentence, evidence);
  else if (attempt === undefined) lookupIsNamed(sentence, evidence);
  else attemptIsNamed(sentence, attempt);
  return { type: problem.type.replace(/^.*:/, ''), detail: problem.detail };
}

/** The attempt that a fault is about; undefined where it is about a lookup. */
export function decidingAttempt(fault: Fault, evidence: readonly Evidence[]): AttemptEvidence | undefined {
  const facts = fault.params as { address?: string; port?: number; hop?: number; url?: string };
  if (facts.address === undefined) return undefined;
  const found = evidence.findLast(
    (item): item is AttemptEvidence =>
      item.kind === 'attempt' &&
      item.address === facts.address &&
      item.url === facts.url &&
      (facts.hop === undefined || item.hop === facts.hop),
  );
  assert.ok(found, `nobody attempted ${facts.address}, which the refusal names`);
  return found;
}

function attemptIsNamed(sentence: string, attempt: AttemptEvidence): void {
  assert.ok(sentence.includes(attempt.address), sentence);
  assert.ok(sentence.includes(attempt.family === 6 ? 'IPv6' : 'IPv4'), sentence);
  if (attempt.outcome === 'address-refused') return assert.match(sentence, /never connected to .*: it is /);
  assert.match(sentence, new RegExp(`port ${attempt.port}\\b`));
  const hop = attempt.hop === 0 ? undefined : `(after redirect ${attempt.hop})`;
  assert.equal(/\(after redirect \d+\)/.exec(sentence)?.[0], hop, sentence);
  const cause = CAUSES[attempt.outcome];
  assert.ok(cause, attempt.outcome);
  assert.match(sentence, cause);
}

/** A refusal that is about DNS names the asked name (or, of CAA, where the record stands) and how it was answered. */
function lookupIsNamed(sentence: string, evidence: readonly Evidence[]): void {
  const asked = evidence.filter((item) => item.kind === 'lookup');
  assert.ok(asked.length > 0, 'there is something to name');
  assert.ok(
    asked.some(({ name }) => sentence.includes(name)),
    sentence,
  );
  assert.match(
    sentence,
    /NXDOMAIN|no TXT record|could not be read: |No address was found .*\(AAAA: .*A: |could not be found out: .*failed \(|The CAA record .* forbids|None of the|cannot be believed, because DNSSEC fails at .*: /,
  );
}

/** How many failed, over which family, how; and never which perspectives there are. */
function placesAreCounted(sentence: string, evidence: readonly Evidence[]): void {
  const asked = evidence.filter((item) => item.kind === 'perspective');
  const failed = asked.filter(({ outcome }) => outcome !== 'passed');
  assert.match(sentence, new RegExp(`^${failed.length} of the ${asked.length} places `));
  const families = failed.flatMap(({ fault }) =>
    fault && 'family' in fault.params ? [fault.params.family] : [],
  );
  for (const family of families) assert.ok(sentence.includes(String(family)), sentence);
  for (const { perspective } of asked)
    assert.ok(!new RegExp(`\\b${perspective}\\b`).test(sentence), sentence);
}

function firstSentence(detail: string): string {
  return /^.*?\.(?= [A-Z]|$)/s.exec(detail)?.[0] ?? detail;
}
