import { randomBytes } from 'node:crypto';
import { type AttemptEvidence, type Evidence, RETRY_RULES } from '../../core/index.ts';
import {
  CAA_OFF,
  http01Subject,
  judge,
  judgeFamilies,
  next,
  type ValidationReport,
} from '../../validation/index.ts';
import type { Seen } from './examine.ts';
import type { Look } from './kit.ts';
import type { Judgements, OutsideReport, VerdictFact } from './report.ts';

/**
 * The CA's validator, asked without an order: the attempts that all three retry rules make, and each family alone. Nobody has put
 * the challenge there, so that a 404 is what a web server says that is ready for it.
 */
export async function collectVerdict(
  look: Look,
  _seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  const { kit, name, signal } = look;
  const token = randomBytes(32).toString('base64url');
  const report = await kit.validator.validate({
    identifier: { type: 'dns', value: name },
    wildcard: false,
    type: 'http-01',
    token,
    keyAuthorization: `${token}.${'A'.repeat(43)}`,
    subscriber: { accountUrls: ['https://sixfour.invalid/account'], thumbprint: 'A'.repeat(43) },
    caa: CAA_OFF,
    directory: '',
    dry: { allFamilies: true, signal },
  });
  if (signal.stopped) return;
  add({ verdicts: [verdictOf(look, token, report)] });
}

function verdictOf({ name, kit }: Look, token: string, report: ValidationReport): VerdictFact {
  const identifier = { type: 'dns', value: name } as const;
  const subject = http01Subject(identifier, token, { port: kit.ports.http, followRedirects: true });
  const answered = report.evidence.map(asIfAnswered);
  const rules = Object.fromEntries(RETRY_RULES.map((rule) => [rule, judge(rule, subject, answered)]));
  return {
    challenge: 'http-01',
    rules: rules as Judgements,
    families: judgeFamilies((evidence) => next('documented', subject, evidence), answered),
    caa: 'not-asked',
    hops: report.evidence.filter((one) => one.kind === 'attempt').map(hopOf),
  };
}

/** A web server that does not know the token answers 404, and knows it once the client has put it there. */
function asIfAnswered(one: Evidence): Evidence {
  if (one.kind !== 'attempt' || one.http?.status !== 404) return one;
  return { ...one, http: { ...one.http, status: 200, body: 'match' } };
}

function hopOf({
  hop,
  url,
  address,
  family,
  port,
  phase,
  outcome,
  errno,
  http,
  times,
}: AttemptEvidence): VerdictFact['hops'][number] {
  const { hostname, protocol } = new URL(url);
  return {
    hop,
    host: hostname,
    address,
    family,
    port,
    scheme: protocol === 'https:' ? 'https' : 'http',
    phase,
    outcome,
    ...(errno !== undefined && { errno }),
    ...(http !== undefined && { status: http.status, body: http.body }),
    ...(http?.location !== undefined && { location: http.location }),
    ms: times.totalMs,
  };
}
