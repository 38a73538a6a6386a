import { failureOf } from '../http/failure.ts';
import type { ProviderFailure } from '../types.ts';

/** What the SDK has thrown, read by the error's code and the answer's status: never by its text. */
export function explain(error: unknown, nowMs: number): ProviderFailure {
  const thrown: Thrown = error instanceof Error ? error : {};
  const status = thrown.$metadata?.httpStatusCode ?? thrown.$response?.statusCode;
  // no answer, and no error of the transport: the SDK could not read what came
  if (status === undefined) return { ok: false, outcome: 'malformed' };
  if (status >= 200 && status <= 299) return { ok: false, outcome: 'malformed', code: `HTTP ${status}` };
  const code = codeOf(thrown);
  const failure = failureOf({ status, headers: thrown.$response?.headers ?? {} }, code, nowMs);
  const outcome = OUTCOMES.get(code ?? '');
  return outcome === undefined ? failure : { ...failure, outcome };
}

/** What is read of an error of the SDK (`ServiceException` of @smithy/types, all of it optional). */
type Thrown = {
  readonly name?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>> };
  readonly $fault?: unknown;
  readonly Messages?: unknown;
};

/** An error that the service has named. Any other name is of JavaScript, or says that there was none. */
function codeOf({ name, $fault, Messages }: Thrown): string | undefined {
  // the one error that the API also sends bare, without a code, and that the SDK does not know then (InvalidChangeBatch, Messages)
  if (Messages !== undefined) return 'InvalidChangeBatch';
  return $fault === undefined || name === 'Unknown' ? undefined : name;
}

/** https://docs.aws.amazon.com/Route53/latest/APIReference/CommonErrors.html and the errors of each action. */
const OUTCOMES = new Map<string, ProviderFailure['outcome']>([
  ['InvalidChangeBatch', 'conflict'],
  ['NoSuchHostedZone', 'no-zone'],
  ['NoSuchChange', 'refused'],
  ['NotFound', 'refused'],
  ['Throttling', 'rate-limited'],
  ['ThrottlingException', 'rate-limited'],
  ['TooManyRequestsException', 'rate-limited'],
  ['RequestLimitExceeded', 'rate-limited'],
  ['PriorRequestNotComplete', 'rate-limited'],
  ['IncompleteSignature', 'unauthorized'],
  ['InvalidSignatureException', 'unauthorized'],
  ['MissingAuthenticationToken', 'unauthorized'],
  ['UnrecognizedClientException', 'unauthorized'],
  ['ExpiredToken', 'unauthorized'],
  ['ExpiredTokenException', 'unauthorized'],
  ['RequestExpired', 'refused'],
]);
