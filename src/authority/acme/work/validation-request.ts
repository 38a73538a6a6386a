import { type ChallengeType, newId } from '../../../core/index.ts';
import type { Authorization, ValidationRecord } from '../../../store/index.ts';
import {
  CAA_OFF,
  type CaaTerms,
  type Subscriber,
  type ValidationReport,
  type ValidationRequest,
} from '../../../validation/index.ts';
import type { Settings } from '../acme.ts';
import { accountHashOf } from '../paths.ts';

/** What the validator is asked for an authorization: the terms are those of its directory. */
export function validationRequest(
  authorization: Pick<Authorization, 'identifier' | 'wildcard' | 'token' | 'directory' | 'accountId'>,
  type: ChallengeType,
  subscriber: Subscriber,
  settings: Pick<Settings, 'builtInNames' | 'directories' | 'dnsPersistVersion'>,
): ValidationRequest {
  const { identifier, wildcard, token, directory, accountId } = authorization;
  const builtIn = settings.builtInNames.has(identifier.value);
  return {
    identifier,
    wildcard,
    type,
    token,
    keyAuthorization: `${token}.${subscriber.thumbprint}`,
    subscriber,
    caa: builtIn || identifier.type === 'ip' ? CAA_OFF : caaTermsOf(directory, settings),
    ...(type === 'dns-persist-01' && {
      persist: {
        version: settings.dnsPersistVersion,
        hashPrefixes: [...new Set(subscriber.accountUrls.map(accountHashOf))],
      },
    }),
    directory,
    owner: accountId,
    ...(builtIn && { builtIn }),
  };
}

/** How CAA records count for what began in a directory. */
export function caaTermsOf(directory: string, { directories }: Pick<Settings, 'directories'>): CaaTerms {
  return directories.find(({ name }) => name === directory)?.caa ?? CAA_OFF;
}

/** As the store keeps it. */
export function recordOf(
  report: ValidationReport,
  authorization: Authorization,
  type: ChallengeType,
): ValidationRecord {
  const { verdict, rule, judgements, evidence, startedAt, finishedAt } = report;
  return {
    id: newId(startedAt),
    authorizationId: authorization.id,
    type,
    valid: verdict.valid,
    rule,
    judgements,
    evidence,
    error: verdict.valid ? null : verdict.fault,
    startedAt,
    finishedAt,
  };
}
