import type { Family, Identifier } from '../../core/index.ts';
import {
  type AddressPolicy,
  createBuiltInResolver,
  type FetchLimits,
  loopbackOnly,
} from '../../net/index.ts';
import { bodyKind } from './http01-body.ts';
import type { Challenge, Job } from './challenge.ts';
import { findByRule } from '../finding.ts';
import { type AttemptStep, hostOf, type Http01Subject, next } from '../rules.ts';
import { urlHost } from './url-host.ts';

/** RFC 8555 section 8.3: a file at a well-known path, fetched over IPv6 first, and over IPv4 where the retry rule says so. */
export const http01: Challenge = (job) => {
  const { request, settings } = job;
  const { identifier, token } = request;
  const builtIn = request.builtIn ? settings.builtIn : undefined;
  const port = builtIn?.port ?? settings.http01Port ?? 80;
  const subject = http01Subject(identifier, token, { port, followRedirects: builtIn === undefined });
  const policy = builtIn ? loopbackOnly : settings.policyFor(request.directory);
  return findByRule(job, {
    next: (rule, evidence) => next(rule, subject, evidence),
    look: (step, limits) => look(step, limits, policy, job),
    resolver: builtIn
      ? createBuiltInResolver({ [identifier.value]: builtIn.families.map(loopbackOf) }, settings.clock)
      : settings.resolverFor(identifier, 'http-01'),
  });
};

/** RFC 8555 section 8.3; the port is written only where it is not 80. */
export function http01Subject(
  identifier: Identifier,
  token: string,
  options: { readonly port: number; readonly followRedirects: boolean },
): Http01Subject {
  const port = options.port === 80 ? '' : `:${options.port}`;
  const url = `http://${urlHost(identifier)}${port}/.well-known/acme-challenge/${token}`;
  return {
    url,
    host: hostOf(url),
    extraPorts: port === '' ? [] : [options.port],
    followRedirects: options.followRedirects,
  };
}

/** One fetch, and what its body is. */
async function look(
  { url, hop, address }: AttemptStep,
  limits: FetchLimits,
  policy: AddressPolicy,
  { request, settings, signal }: Job,
) {
  const fetched = await settings.fetcher.fetch({ url, hop, address, policy, signal, limits });
  const { evidence, body } = fetched;
  const { http } = evidence;
  if (evidence.outcome !== 'response' || http?.status !== 200) return evidence;
  const kind = bodyKind(body, request.token, request.keyAuthorization);
  const proven = kind === 'other-account' && request.dry?.anyAccount === true;
  return { ...evidence, http: { ...http, body: proven ? 'match' : kind } };
}

/** The server's own name is its loopback address, in the families that its listener has, so that one is enough. */
function loopbackOf(family: Family): string {
  return family === 6 ? '::1' : '127.0.0.1';
}
