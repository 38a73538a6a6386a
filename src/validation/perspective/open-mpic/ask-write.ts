import { accountLabel } from '../../challenges/dns-account01.ts';
import { hashedAccountUri } from '../../challenges/dns-persist01-hash.ts';
import { digestOf } from '../../challenges/dns01.ts';
import type { ValidationRequest } from '../../types.ts';
import type { Check } from '../types.ts';
import type { DcvParameters, OursAsk } from './ask-schema.ts';
import { targetText } from './target.ts';

/** Whom a request is for: one of ours gets all that makes the validation the same; another no more than Open MPIC has. */
export type Speaks = 'sixfour' | 'open-mpic';

/** The body of `POST /dcv` or `POST /caa` for a request of ours. `trace` tells requests apart in two logs. */
export function askBody(check: Check, request: ValidationRequest, speaks: Speaks, trace: string): object {
  return {
    domain_or_ip_target: targetText(request.identifier, request.wildcard),
    trace_identifier: trace,
    ...(check === 'dcv'
      ? { dcv_check_parameters: dcvParameters(request, speaks) }
      : { caa_check_parameters: { certificate_type: 'tls-server', caa_domains: request.caa.issuers } }),
    ...(speaks === 'sixfour' && { x_sixfour: ours(request) }),
  };
}

function ours({ type, rule, subscriber, caa, persist, directory, owner }: ValidationRequest): OursAsk {
  return {
    protocol: 1,
    type,
    rule: rule ?? 'documented',
    subscriber: {
      account_urls: [...subscriber.accountUrls],
      thumbprint: subscriber.thumbprint,
      ...(subscriber.pastThumbprints && { past_thumbprints: [...subscriber.pastThumbprints] }),
    },
    caa: { mode: caa.mode, issuers: [...caa.issuers], method_unknown: caa.methodUnknown === true },
    ...(persist && {
      persist: { version: persist.version, hash_prefixes: [...persist.hashPrefixes] },
    }),
    directory,
    owner: owner ?? '',
  };
}

function dcvParameters(request: ValidationRequest, speaks: Speaks): DcvParameters | DnsChange {
  const { type, token, keyAuthorization, caa } = request;
  switch (type) {
    case 'http-01':
      return { validation_method: 'acme-http-01', token, key_authorization: keyAuthorization };
    case 'dns-01':
      return { validation_method: 'acme-dns-01', key_authorization_hash: digestOf(request) };
    case 'tls-alpn-01': {
      const hex = Buffer.from(digestOf(request), 'base64url').toString('hex');
      return { validation_method: 'acme-tls-alpn-01', key_authorization_hash: hex };
    }
    case 'dns-account-01':
      return speaks === 'sixfour'
        ? { validation_method: 'dns-account-01', key_authorization_hash: digestOf(request) }
        : dnsChange(request);
    case 'dns-persist-01':
      return {
        validation_method: 'dns-persistent',
        issuer_domain_names: [...caa.issuers],
        expected_account_uri: expectedAccount(request),
      };
  }
}

/** Open MPIC has no dns-account-01, but it can be asked for an exact TXT record at a name below the target. */
type DnsChange = {
  readonly validation_method: 'dns-change';
  readonly challenge_value: string;
  readonly dns_record_type: 'TXT';
  readonly dns_name_prefix: string;
  readonly require_exact_match: true;
  readonly require_exact_case: true;
};

function dnsChange(request: ValidationRequest): DnsChange {
  return {
    validation_method: 'dns-change',
    challenge_value: digestOf(request),
    dns_record_type: 'TXT',
    dns_name_prefix: `${accountLabel(request.subscriber.accountUrls[0] ?? '')}._acme-challenge`,
    require_exact_match: true,
    require_exact_case: true,
  };
}

/** Of draft 02 the form that clients write by themselves: another cannot be told that there is a second one. */
function expectedAccount({ identifier, subscriber, persist }: ValidationRequest): string {
  const [accountUrl = ''] = subscriber.accountUrls;
  if (persist?.version !== '02') return accountUrl;
  const { thumbprint } = subscriber;
  return hashedAccountUri(persist.hashPrefixes[0] ?? '', {
    domain: identifier.value,
    thumbprint,
    accountUrl,
  });
}
