import { type Fault, fault } from '../../core/index.ts';
import type { Challenge } from './challenge.ts';
import { hashedAccountUri } from './dns-persist01-hash.ts';
import {
  decidePersist,
  PERSIST_MALFORMED,
  type PersistQuestion,
  type PersistReason,
} from './dns-persist01-record.ts';
import { PERSIST_LASTS_MS } from '../limits.ts';
import { txtFinding } from './txt.ts';
import type { ValidationRequest } from '../types.ts';

/**
 * draft-ietf-acme-dns-persist: a record at `_validation-persist.<name>` that names this CA and the asking account, and stays. Which
 * draft is spoken, 01 or 02, the request says. What it proves ends with `persistUntil`, and after ten days at the latest.
 */
export const dnsPersist01: Challenge = (job) => {
  const now = job.settings.clock.now();
  const question = questionOf(job.request, now);
  const name = `_validation-persist.${question.domain}`;
  return txtFinding(job, name, (texts) => {
    const ruling = decidePersist(texts, question);
    if (!ruling.proven) return { refusal: refusalOf(name, ruling.reason, question) };
    return { until: Math.min(ruling.until ?? Number.POSITIVE_INFINITY, now + PERSIST_LASTS_MS) };
  });
};

/** Somebody else's request names the account in clear. */
function questionOf(request: ValidationRequest, now: number): PersistQuestion {
  const { identifier, wildcard, subscriber, caa, persist } = request;
  return {
    version: persist?.version ?? '01',
    domain: identifier.value,
    wildcard,
    issuers: caa.issuers,
    accountUrls: subscriber.accountUrls,
    hashPrefixes: persist?.hashPrefixes ?? [],
    thumbprints: [subscriber.thumbprint, ...(subscriber.pastThumbprints ?? [])],
    now,
  };
}

function refusalOf(name: string, reason: PersistReason, question: PersistQuestion): Fault {
  const code = PERSIST_MALFORMED.has(reason) ? 'validationPersistMalformed' : 'validationPersistRefused';
  return fault(code, { name, reason, record: expectedRecord(question) });
}

/** The record that would prove it, for whoever reads the refusal. */
function expectedRecord({
  version,
  domain,
  wildcard,
  issuers,
  accountUrls,
  hashPrefixes,
  thumbprints,
}: PersistQuestion): string {
  const [accountUrl = ''] = accountUrls;
  const [prefix = ''] = hashPrefixes;
  const [thumbprint = ''] = thumbprints;
  const account =
    version === '02' ? hashedAccountUri(prefix, { domain, thumbprint, accountUrl }) : accountUrl;
  return `${issuers[0] ?? ''}; accounturi=${account}${wildcard ? '; policy=wildcard' : ''}`;
}
