import type { z } from 'zod';
import type { ChallengeType, Result } from '../../../core/index.ts';
import { fail, ok } from '../../../core/index.ts';
import { CAA_OFF, type ValidationRequest } from '../../types.ts';
import type { Check } from '../types.ts';
import {
  type caaParametersSchema,
  caaAskSchema,
  dcvAskSchema,
  type DcvParameters,
  type OursAsk,
  OTHER_METHODS,
} from './ask-schema.ts';
import type { Issue } from './issues.ts';
import { parseTarget, type Target } from './target.ts';

/** What was asked for, and whether one of ours asked, who is told everything. */
export type AskRead = { readonly request: ValidationRequest; readonly ours: boolean };

/** For whom a request is read: who asked, and the names by which CAA records mean its CA where it names none. */
export type AskFrame = {
  readonly peer: string;
  readonly caaIssuers: readonly string[];
  /** Is it our own server? What others add for ours is not read: a directory opens networks, an account is whose it is. */
  readonly own: boolean;
};

/** The body of `POST /dcv` or `POST /caa` as a request of ours; an issue where it cannot be one. Pure. */
export function readAsk(check: Check, body: unknown, frame: AskFrame): Result<AskRead, Issue> {
  const method = foreignMethod(body);
  if (check === 'dcv' && method !== undefined)
    return fail({ issue: 'unsupported-validation-method', value: method });
  const schema = check === 'dcv' ? dcvAskSchema : caaAskSchema;
  const parsed = schema.safeParse(frame.own ? body : withoutOurs(body));
  if (!parsed.success) return fail({ issue: 'invalid-request', value: placeOf(parsed.error) });
  const target = parseTarget(parsed.data.domain_or_ip_target);
  if (target === undefined) return fail({ issue: 'invalid-domain-or-ip-target', value: '' });
  const ours = parsed.data.x_sixfour ?? undefined;
  const read =
    'dcv_check_parameters' in parsed.data
      ? readDcv(target, parsed.data.dcv_check_parameters, ours, frame)
      : readCaa(target, parsed.data.caa_check_parameters ?? {}, ours, frame);
  return read.ok ? ok({ request: read.value, ours: ours !== undefined }) : read;
}

/** DCV parameters and a target alone, as a coordinator is asked by others. */
export function readDcv(
  target: Target,
  parameters: DcvParameters,
  ours: OursAsk | undefined,
  frame: AskFrame,
): Result<ValidationRequest, Issue> {
  const type = TYPES[parameters.validation_method];
  if (ours !== undefined && ours.type !== type)
    return fail({ issue: 'invalid-request', value: 'x_sixfour.type' });
  if (!suits(type, target)) return fail({ issue: 'unsupported-target', value: parameters.validation_method });
  const common = commonOf(target, ours, frame);
  switch (parameters.validation_method) {
    case 'acme-http-01': {
      const { token, key_authorization: keyAuthorization } = parameters;
      return ok({ ...common, type, token, keyAuthorization, caa: CAA_OFF });
    }
    case 'dns-persistent': {
      const { issuer_domain_names: issuers, expected_account_uri: url } = parameters;
      const { subscriber } = common;
      const accountUrls = ours === undefined ? [url] : subscriber.accountUrls;
      return ok({
        ...common,
        type,
        token: '',
        keyAuthorization: '',
        subscriber: { ...subscriber, accountUrls },
        caa: { mode: 'off', issuers: issuers.map((issuer) => issuer.toLowerCase()) },
      });
    }
    case 'acme-dns-01':
    case 'acme-tls-alpn-01':
    case 'dns-account-01': {
      if (type === 'dns-account-01' && ours === undefined)
        return fail({ issue: 'invalid-request', value: 'x_sixfour.subscriber' });
      const digest = parameters.key_authorization_hash;
      return ok({ ...common, type, token: '', keyAuthorization: '', digest, caa: CAA_OFF });
    }
  }
}

/** CAA parameters and a target alone. Without an account or a challenge, records that restrict to those allow nothing. */
export function readCaa(
  target: Target,
  parameters: z.infer<typeof caaParametersSchema>,
  ours: OursAsk | undefined,
  frame: AskFrame,
): Result<ValidationRequest, Issue> {
  const { certificate_type: kind, caa_domains: domains } = parameters;
  if (target.identifier.type === 'ip') return fail({ issue: 'unsupported-target', value: 'caa' });
  if (kind === 's-mime') return fail({ issue: 'invalid-certificate-type', value: kind });
  const named = ours?.caa.issuers ?? (domains?.length ? domains : frame.caaIssuers);
  if (named.length === 0) return fail({ issue: 'missing-caa-domains', value: '' });
  const issuers = named.map((issuer) => issuer.toLowerCase());
  const mode = ours?.caa.mode ?? 'enforce';
  const unknown = ours?.caa.method_unknown ?? true;
  const caa = { mode, issuers, ...(unknown && { methodUnknown: true }) };
  const type = ours?.type ?? 'http-01';
  return ok({ ...commonOf(target, ours, frame), type, token: '', keyAuthorization: '', caa });
}

const TYPES: Readonly<Record<DcvParameters['validation_method'], ChallengeType>> = {
  'acme-http-01': 'http-01',
  'acme-dns-01': 'dns-01',
  'acme-tls-alpn-01': 'tls-alpn-01',
  'dns-account-01': 'dns-account-01',
  'dns-persistent': 'dns-persist-01',
};

/** RFC 8555 section 8.3, RFC 8737 section 3: not for wildcards; RFC 8738 section 7: not by DNS for addresses. */
function suits(type: ChallengeType, { identifier, wildcard }: Target): boolean {
  const overDns = type !== 'http-01' && type !== 'tls-alpn-01';
  return identifier.type === 'ip' ? !overDns : overDns || !wildcard;
}

function commonOf({ identifier, wildcard }: Target, ours: OursAsk | undefined, { peer }: AskFrame) {
  if (ours === undefined) {
    return {
      identifier,
      wildcard,
      subscriber: { accountUrls: [], thumbprint: '' },
      directory: '',
      owner: peer,
    };
  }
  const { subscriber, persist, directory, owner, rule } = ours;
  const { past_thumbprints: pastThumbprints } = subscriber;
  return {
    identifier,
    wildcard,
    subscriber: {
      accountUrls: subscriber.account_urls,
      thumbprint: subscriber.thumbprint,
      ...(pastThumbprints && { pastThumbprints }),
    },
    ...(persist && {
      persist: { version: persist.version, hashPrefixes: persist.hash_prefixes },
    }),
    directory,
    owner: `${peer} ${owner}`,
    rule,
  };
}

function withoutOurs(body: unknown): unknown {
  return typeof body === 'object' && body !== null ? { ...body, x_sixfour: undefined } : body;
}

/** The name of a method that exists and is not ours. */
export function foreignMethod(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('dcv_check_parameters' in body)) return undefined;
  const parameters = body.dcv_check_parameters;
  if (typeof parameters !== 'object' || parameters === null) return undefined;
  const method = 'validation_method' in parameters ? parameters.validation_method : undefined;
  return OTHER_METHODS.find((other) => other === method);
}

/** Where a request is wrong: the member's path, never its value. */
export function placeOf({ issues }: z.ZodError): string {
  const path = issues[0]?.path.filter((step) => typeof step === 'string').join('.') ?? '';
  return path === '' ? 'JSON object expected' : path;
}
