import { catalogue, type OpenMpicIssue } from '../../../i18n/index.ts';
import type { Reply } from '../call.ts';

/** Why a request is not taken. */
export type Issue = { readonly issue: OpenMpicIssue; readonly value: string };

/** 400, as Open MPIC writes it. What came is named only where it is a number or one of its own words. */
export function issueReply({ issue, value }: Issue): Reply {
  const message = catalogue('en').openMpic[issue]({ value });
  return json(400, {
    error: 'request-validation-failed',
    validation_issues: [{ issue_type: issue, message }],
  });
}

export function errorReply(status: number, error: string): Reply {
  return json(status, { error });
}

export function json(status: number, body: object): Reply {
  return { status, body: JSON.stringify(body) };
}

/** The bytes of a request as a value; undefined where they are not JSON in UTF-8. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    return undefined;
  }
}
