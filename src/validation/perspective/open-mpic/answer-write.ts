import type {
  AttemptEvidence,
  CaaEvidence,
  Evidence,
  Fault,
  LookupEvidence,
  Region,
} from '../../../core/index.ts';
import { FAULTS } from '../../../core/index.ts';
import { describeFault } from '../../../i18n/index.ts';
import type { ValidationReport, ValidationRequest } from '../../types.ts';
import { EVIDENCE_BYTES_MAX, EVIDENCE_MAX } from '../limits.ts';
import type { Check } from '../types.ts';
import { errorType } from './error-types.ts';
import { targetText } from './target.ts';

/** What one perspective found, as Open MPIC's check_response is made from it. */
export type Found = {
  readonly passed: boolean;
  readonly fault?: Fault | undefined;
  /** Error types of one that is not ours. */
  readonly errors?: readonly string[] | undefined;
  readonly evidence: readonly Evidence[];
  /** Milliseconds since 1970. */
  readonly at: number;
};

/**
 * Open MPIC's check_response. Nothing that was fetched from the target is in it, though the shape has room: no page, no record of
 * a DNS answer but the CAA record that decided, no names that an answer led through. Whoever may ask must not read through us.
 */
export function checkResponse(check: Check, request: ValidationRequest, found: Found): object {
  const { passed, fault, evidence, at } = found;
  return {
    check_type: check,
    check_completed: fault === undefined || FAULTS[fault.code].blame !== 'server',
    check_passed: passed,
    errors: errorsOf(found),
    timestamp_ns: at * 1_000_000,
    details: check === 'caa' ? caaDetails(evidence) : DETAILS[request.type](evidence),
  };
}

/** What one of ours adds for one of ours: who answers about what, its refusal as a code, and all that it saw. */
export function oursAnswer(
  { name, region }: { readonly name: string; readonly region: Region },
  { identifier, wildcard }: ValidationRequest,
  { verdict, rule, evidence }: ValidationReport,
): object {
  const kept = lastWithin(evidence);
  return {
    protocol: 1,
    perspective: name,
    region,
    target: targetText(identifier, wildcard),
    rule,
    fault: verdict.valid ? null : { code: verdict.fault.code, params: verdict.fault.params },
    evidence: kept,
    evidence_left_out: evidence.length - kept.length,
  };
}

function errorsOf({ passed, fault, errors = [] }: Found): object[] | null {
  if (passed) return null;
  if (fault !== undefined) return [{ error_type: errorType(fault), error_message: describeFault(fault) }];
  return errors.length === 0 ? null : errors.map((type) => ({ error_type: type, error_message: type }));
}

type Details = (evidence: readonly Evidence[]) => object;

const DETAILS: Readonly<Record<ValidationRequest['type'], Details>> = {
  'http-01': httpDetails,
  'tls-alpn-01': () => ({ validation_method: 'acme-tls-alpn-01', common_name: null }),
  'dns-01': (evidence) => dnsDetails('acme-dns-01', evidence),
  'dns-account-01': (evidence) => dnsDetails('dns-account-01', evidence),
  'dns-persist-01': (evidence) => dnsDetails('dns-persistent', evidence),
};

function httpDetails(evidence: readonly Evidence[]): object {
  const answered = attempts(evidence).filter(({ http }) => http !== undefined);
  const last = answered.at(-1);
  const history = answered
    .filter(({ http }) => http?.location !== undefined)
    .map(({ url, http }) => bothSpellings(withoutQuery(url), http?.status ?? 0));
  return {
    validation_method: 'acme-http-01',
    response_history: history.length === 0 ? null : history,
    response_url: last === undefined ? null : withoutQuery(last.url),
    response_status_code: last?.http?.status ?? null,
    response_page: null,
  };
}

/** Open MPIC's specification and its code differ in how the members of the history are called. */
function bothSpellings(url: string, status: number): object {
  return { status_code: status, url, response_status_code: status, response_url: url };
}

function dnsDetails(method: string, evidence: readonly Evidence[]): object {
  const lookup = evidence.find((one): one is LookupEvidence => one.kind === 'lookup');
  return {
    validation_method: method,
    records_seen: null,
    response_code: lookup === undefined ? null : (RCODES[lookup.outcome] ?? null),
    ad_flag: lookup?.ad ?? null,
    found_at: lookup?.matched === true ? lookup.name : null,
    cname_chain: null,
  };
}

/** RFC 1035 section 4.1.1, where the outcome says it. */
const RCODES: Readonly<Partial<Record<LookupEvidence['outcome'], number>>> = {
  answer: 0,
  nodata: 0,
  servfail: 2,
  nxdomain: 3,
  refused: 5,
};

function caaDetails(evidence: readonly Evidence[]): object {
  const caa = evidence.find((one): one is CaaEvidence => one.kind === 'caa');
  const present = caa === undefined || caa.decision === 'lookup-failed' ? null : caa.decision !== 'absent';
  return {
    caa_record_present: present,
    found_at: present === true ? (caa?.found ?? null) : null,
    records_seen: present === true && caa?.record !== undefined ? [caa.record] : null,
  };
}

function attempts(evidence: readonly Evidence[]): AttemptEvidence[] {
  return evidence.filter((one) => one.kind === 'attempt');
}

/** Where a redirect leads may carry in its query what only the inside may read. */
function withoutQuery(url: string): string {
  return url.split('?', 1)[0] ?? url;
}

/** The end of a validation is what decided it: what does not fit is left out at the beginning. */
function lastWithin(evidence: readonly Evidence[]): readonly Evidence[] {
  let bytes = 0;
  let first = Math.max(0, evidence.length - EVIDENCE_MAX);
  for (let at = evidence.length - 1; at >= first; at--) {
    bytes += Buffer.byteLength(JSON.stringify(evidence[at])) + 1;
    if (bytes > EVIDENCE_BYTES_MAX) first = at + 1;
  }
  return evidence.slice(first);
}
