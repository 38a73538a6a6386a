import { randomBytes } from 'node:crypto';
import { type AttemptEvidence, type ChallengeType, type Evidence, RETRY_RULES } from '../../core/index.ts';
import {
  CAA_OFF,
  http01Subject,
  judge,
  judgeFamilies,
  judgementOf,
  next,
  nextTlsAlpn,
  tlsAlpnSubject,
  type ValidationReport,
} from '../../validation/index.ts';
import type { Seen } from './examine.ts';
import type { Look } from './kit.ts';
import { hostOf } from './page-found.ts';
import type { Judgements, OutsideReport, VerdictFact } from './report.ts';
import { dnsVerdict } from './verdict-dns.ts';

/**
 * The CA's validator, asked without an order: the attempts that all three retry rules make, and each family alone. Nobody has put
 * the challenge there, so that a 404 is what a web server says that is ready for it, and a TLS server without `acme-tls/1` one that a
 * client takes the place of.
 */
export async function collectVerdict(
  look: Look,
  _seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  const tell = (fact: VerdictFact | undefined) => {
    if (fact !== undefined && !look.signal.stopped) add({ verdicts: [fact] });
  };
  await Promise.all([http01(look).then(tell), tlsAlpn01(look).then(tell), dnsVerdict(look).then(tell)]);
}

async function http01(look: Look): Promise<VerdictFact> {
  const { kit, name } = look;
  const token = randomBytes(32).toString('base64url');
  const report = await validate(look, 'http-01', token);
  const identifier = { type: 'dns', value: name } as const;
  const subject = http01Subject(identifier, token, { port: kit.ports.http, followRedirects: true });
  const answered = report.evidence.map(asIfAnswered);
  const rules = judgeRules((rule) => judge(rule, subject, answered));
  return {
    challenge: 'http-01',
    rules,
    families: judgeFamilies((evidence) => next('documented', subject, evidence), answered),
    ...ofReport(report, rules),
  };
}

async function tlsAlpn01(look: Look): Promise<VerdictFact> {
  const { kit, name } = look;
  const report = await validate(look, 'tls-alpn-01', randomBytes(32).toString('base64url'));
  const subject = tlsAlpnSubject({ type: 'dns', value: name }, kit.ports.https);
  const answered = report.evidence.map(asIfShown);
  const rules = judgeRules((rule) => judgementOf(nextTlsAlpn(rule, subject, answered)));
  return {
    challenge: 'tls-alpn-01',
    rules,
    families: judgeFamilies((evidence) => nextTlsAlpn('documented', subject, evidence), answered),
    ...ofReport(report, rules),
  };
}

function validate(
  { kit, name, signal }: Look,
  type: ChallengeType,
  token: string,
): Promise<ValidationReport> {
  return kit.validator.validate({
    identifier: { type: 'dns', value: name },
    wildcard: false,
    type,
    token,
    keyAuthorization: `${token}.${'A'.repeat(43)}`,
    subscriber: { accountUrls: ['https://sixfour.invalid/account'], thumbprint: 'A'.repeat(43) },
    caa: kit.caa ?? CAA_OFF,
    directory: '',
    rule: 'documented',
    dry: { allFamilies: true, signal },
  });
}

function judgeRules(judgeBy: (rule: (typeof RETRY_RULES)[number]) => string): Judgements {
  return Object.fromEntries(RETRY_RULES.map((rule) => [rule, judgeBy(rule)])) as Judgements;
}

function ofReport(
  { verdict, evidence }: ValidationReport,
  rules: Judgements,
): Pick<VerdictFact, 'caa' | 'fault' | 'hops'> {
  const caa = evidence.findLast((one) => one.kind === 'caa');
  // a challenge that nobody answered yet is no fault
  const failed = rules.documented === 'invalid' && !verdict.valid;
  return {
    // what is only noted decides nothing
    caa: caa?.mode === 'enforce' ? caa.decision : 'not-asked',
    ...(failed && { fault: verdict.fault.code }),
    hops: evidence.filter((one) => one.kind === 'attempt').map(hopOf),
  };
}

/** A web server that does not know the token answers 404, and knows it once the client has put it there. */
function asIfAnswered(one: Evidence): Evidence {
  if (one.kind !== 'attempt' || one.http?.status !== 404) return one;
  return { ...one, http: { ...one.http, status: 200, body: 'match' } };
}

/** Whatever a TLS server shows, or that it does not know the protocol: an ACME client can stand there. */
function asIfShown(one: Evidence): Evidence {
  if (one.kind !== 'attempt') return one;
  const shown = one.outcome === 'response' || one.errno === ALPN_ALERT;
  if (!shown) return one;
  return {
    ...one,
    phase: 'done',
    outcome: 'response',
    tlsAlpn: { protocol: 'agreed', certificate: 'match' },
  };
}

const ALPN_ALERT = 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL';

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
  const target = new URL(url);
  const { protocol } = target;
  return {
    hop,
    host: hostOf(target)
      .replace(/[^\w.:-]/g, '?') // a redirect may lead to any host that a URL can hold
      .slice(0, 255),
    address,
    family,
    port,
    scheme: protocol === 'http:' ? 'http' : 'https',
    phase,
    outcome,
    ...(errno !== undefined && { errno: errno.slice(0, 32) }),
    ...(http !== undefined && { status: http.status, body: http.body }),
    ...(http?.location !== undefined && { location: http.location }),
    ms: times.totalMs,
  };
}
