import type { Evidence, Family, Fault } from '../core/index.ts';
import { fault } from '../core/index.ts';
import { createBuiltInResolver, loopbackOnly } from '../net/index.ts';
import { http01Fault } from './attempt-faults.ts';
import type { Challenge, Job, Judgements } from './challenge.ts';
import { type Ending, probe } from './engine.ts';
import { type Http01Subject, judge } from './rules.ts';
import { stoppedFault } from './stopped.ts';

/** RFC 8555 section 8.3: a file at a well-known path, fetched over IPv6 first, and over IPv4 where the retry rule says so. */
export const http01: Challenge = async (job) => {
  const { request, settings, limits, deadlineMs, signal } = job;
  const { identifier, token, keyAuthorization } = request;
  const builtIn = request.builtIn ? settings.builtIn : undefined;
  const port = builtIn?.port ?? settings.http01Port ?? 80;
  const subject = http01Subject(identifier.value, token, { port, followRedirects: builtIn === undefined });
  const { ending, evidence } = await probe(settings.rule, {
    subject,
    token,
    keyAuthorization,
    resolver: builtIn
      ? createBuiltInResolver({ [identifier.value]: builtIn.families.map(loopbackOf) }, settings.clock)
      : settings.resolverFor(identifier, 'http-01'),
    fetcher: settings.fetcher,
    policy: builtIn ? loopbackOnly : settings.policyFor(request.directory),
    clock: settings.clock,
    limits,
    deadlineMs,
    signal,
  });
  const judged = judgements(subject, evidence);
  return { refusal: refusalOf(ending, job, judged), judgements: judged, evidence };
};

/** RFC 8555 section 8.3; the port is written only where it is not 80. */
export function http01Subject(
  name: string,
  token: string,
  options: { readonly port: number; readonly followRedirects: boolean },
): Http01Subject {
  const port = options.port === 80 ? '' : `:${options.port}`;
  return {
    url: `http://${name}${port}/.well-known/acme-challenge/${token}`,
    extraPorts: port === '' ? [] : [options.port],
    followRedirects: options.followRedirects,
  };
}

/** What each rule says of the evidence. */
export function judgements(subject: Http01Subject, evidence: readonly Evidence[]): Judgements {
  return {
    documented: judge('documented', subject, evidence),
    boulder: judge('boulder', subject, evidence),
    'per-hop': judge('per-hop', subject, evidence),
  };
}

function refusalOf(
  ending: Ending,
  { request, settings, limits }: Job,
  judged: Judgements,
): Fault | undefined {
  if (ending.end === 'valid') return undefined;
  if (ending.end === 'invalid') return http01Fault(ending.cause, settings.rule, judged);
  const name = request.identifier.value;
  if (ending.end === 'stopped') return stoppedFault(name);
  return fault('validationOutOfTime', { name, seconds: limits.overallMs / 1000 });
}

/** The server's own name is its loopback address, in the families that its listener has, so that one is enough. */
function loopbackOf(family: Family): string {
  return family === 6 ? '::1' : '127.0.0.1';
}
