import type { DelegatedType } from '../../store/index.ts';
import { decodeLabel, delegate, DNS_01, type Purpose, readHostName } from '../names/index.ts';

/** What is answered: a challenge of a host name, and the name at which the CA asks for it. */
export type Challenge = {
  /** The host name, in lower-case A-labels. */
  readonly name: string;
  readonly type: DelegatedType;
  readonly purpose: Purpose;
  /** `_acme-challenge.www.example.com`. */
  readonly challenge: string;
};

/** The challenge of a host name; undefined for what is not answered by values that come and go. */
export function challengeOf(name: string, purpose: Purpose): Challenge | undefined {
  if (purpose.type === 'dns-persist-01') return undefined;
  const { challenge } = delegate(name, purpose, 'readable', '');
  return { name, type: purpose.type, purpose, challenge };
}

/**
 * Reads the name at which a CA asks: `_acme-challenge.NAME`, or `_ACCOUNT._acme-challenge.NAME`; a final dot and upper case do not
 * matter. Undefined for any other name: nothing else is ever answered.
 */
export function readChallengeName(text: string): Challenge | undefined {
  const match = CHALLENGE.exec(text.toLowerCase());
  const typed = match?.[2] ?? '';
  // what is certified is a name without a wildcard: a star in this place is a mistake, not a wish
  if (match === null || typed.startsWith('*')) return undefined;
  const name = readHostName(typed);
  if (!name.ok || name.value.name !== typed.replace(/\.$/, '')) return undefined;
  const account = match[1];
  return challengeOf(name.value.name, account === undefined ? DNS_01 : { type: 'dns-account-01', account });
}

/** What a readable label stands for; undefined where it is none, or hides its name. */
export function readLabel(label: string): Challenge | undefined {
  const decoded = decodeLabel(label);
  return decoded.outcome === 'name' ? challengeOf(decoded.name, decoded.purpose) : undefined;
}

const CHALLENGE = /^(?:_([a-z2-7]{16})\.)?_acme-challenge\.(.+)$/;
