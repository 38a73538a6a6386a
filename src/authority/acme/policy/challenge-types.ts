import type { ChallengeType, Identifier } from '../../../core/index.ts';
import type { Standing } from '../../../store/index.ts';

/** What is to be proven, and what the proof shall serve. */
export type Subject = {
  readonly identifier: Identifier;
  readonly wildcard: boolean;
  readonly standing: Standing | null;
};

/** The challenge types that can prove a subject, of those that its directory offers. None: it cannot be proven there. */
export function challengeTypesFor(
  { identifier, wildcard, standing }: Subject,
  builtIn: boolean,
  offered: readonly ChallengeType[] = OFFERED,
): readonly ChallengeType[] {
  // a built-in name is proven on this server itself: no DNS server has a say about `localhost`
  if (builtIn) return wildcard || standing === 'subdomains' ? [] : ['http-01'];
  if (standing === 'subdomains') return offered.filter((type) => PROVE_SUBDOMAINS.has(type));
  if (identifier.type === 'ip') return offered.filter((type) => PROVE_ADDRESSES.has(type));
  return wildcard ? offered.filter((type) => type.startsWith('dns-')) : offered;
}

const OFFERED: readonly ChallengeType[] = ['http-01', 'dns-01', 'tls-alpn-01'];

/** RFC 8738 section 4 and 5: the two that connect to the address; section 7: dns-01 never. */
const PROVE_ADDRESSES: ReadonlySet<ChallengeType> = new Set<ChallengeType>(['http-01', 'tls-alpn-01']);

/**
 * Control of a domain's DNS is control of every name below it; a file on one of its hosts is not (RFC 9444 section 7.2 leaves it to
 * the CA). Not dns-persist-01, whose records say by themselves whether they are meant for more than one name.
 */
const PROVE_SUBDOMAINS: ReadonlySet<ChallengeType> = new Set<ChallengeType>(['dns-01', 'dns-account-01']);
