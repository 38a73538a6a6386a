import { type Clock, fail, fault, type Log, ok, type Result } from '../../core/index.ts';
import type { IdentifiedClient, Store } from '../../store/index.ts';
import { comesFrom, type Principal, recordUses } from '../broker/index.ts';
import { judgeCertificate } from './certificate.ts';
import { fetchKeys } from './issuer.ts';
import { createIssuerKeys } from './issuer-keys.ts';
import { ISSUER_RETRY_MS } from './limits.ts';
import { boundSubjects } from './subject.ts';
import { type Claims, readToken, verifyToken } from './token.ts';
import type { CertificateTrust, Identities } from './types.ts';

/** Proofs are judged by the rules of their kind; then by which client an identity is bound to what they prove. */
export function createIdentities(parts: {
  readonly store: Pick<Store, 'clientIdentities' | 'certificates'>;
  readonly trust: CertificateTrust;
  readonly clock: Clock;
  readonly log: Log;
}): Identities {
  const { store, trust, clock, log } = parts;
  const { clientIdentities } = store;
  const keys = createIssuerKeys((issuer, ca) => fetchKeys(issuer, ca, { clock, log }), clock);
  const used = recordUses((id, at, before) => clientIdentities.used(id, at, before), { clock, log });

  return {
    async byCertificate(shown, source) {
      const judged = await judgeCertificate(shown, trust, { store, clock });
      if (!judged.ok) return fail(fault('clientCertificateRefused', { reason: judged.reason }));
      const chosen = choose(await clientIdentities.findCertificate(judged.bindings), source);
      return typeof chosen === 'string'
        ? fail(fault('clientCertificateRefused', { reason: chosen }))
        : accept(chosen);
    },

    async byToken(token, source) {
      const read = readToken(token);
      if (!read.ok) return fail(fault('clientTokenRefused', { reason: read.reason }));
      const { issuer } = read;
      // nobody is asked who is not the issuer of an identity: a stranger's token makes us fetch nothing
      const known = await clientIdentities.issuerCa(issuer);
      if (known === undefined) return fail(fault('clientTokenRefused', { reason: 'issuer' }));
      const { issuerCa } = known;
      const present = await keys.of(issuer, issuerCa);
      if (present === undefined) return fail(UNAVAILABLE);
      let unavailable = false;
      const newer = async () => {
        const fetched = await keys.newer(issuer, issuerCa);
        unavailable = fetched === undefined;
        return fetched;
      };
      const verified = await verifyToken(token, issuer, present, newer, clock);
      if (!verified.ok) {
        // signed with a key that may be a new one: nobody can say now
        return fail(unavailable ? UNAVAILABLE : fault('clientTokenRefused', { reason: verified.reason }));
      }
      const { claims } = verified;
      const bound = await clientIdentities.findToken(issuer, boundSubjects(claims.subject));
      const meant = bound.filter(({ identity }) => identity.audience === claims.audience);
      const matching = meant.filter(({ identity }) => hasClaims(claims, identity.claims));
      const chosen = choose(matching, source);
      if (typeof chosen !== 'string') return accept(chosen);
      const reason =
        bound.length > 0 && meant.length === 0
          ? 'audience'
          : meant.length > 0 && matching.length === 0
            ? 'claims'
            : chosen;
      return fail(fault('clientTokenRefused', { reason }));
    },
  };

  /** The one client that they are bound to. Where they lead to several, nobody can say which is meant. */
  function choose(
    found: readonly IdentifiedClient[],
    source: string,
  ): IdentifiedClient | 'unbound' | 'ambiguous' | 'network' {
    const now = clock.now();
    const standing = found.filter(({ identity }) => identity.expiresAt === null || now < identity.expiresAt);
    if (standing.length === 0) return 'unbound';
    if (new Set(standing.map(({ client }) => client.id)).size > 1) return 'ambiguous';
    return standing.find(({ identity }) => comesFrom(identity.networks, source)) ?? 'network';
  }

  function accept({ client, identity }: IdentifiedClient): Result<Principal> {
    used(identity.id);
    return ok({ client, key: { challenge: identity.challenge, networks: identity.networks } });
  }
}

const UNAVAILABLE = {
  ...fault('tokenIssuerUnavailable', {}),
  retryAfterSeconds: ISSUER_RETRY_MS / 1_000,
};

/** A claim is a text, a number or true or false: its text is compared. Below another one it is named with a slash between. */
function hasClaims({ all }: Claims, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, value]) => {
    const claim = claimOf(all, name);
    return ['string', 'number', 'boolean'].includes(typeof claim) && String(claim) === value;
  });
}

function claimOf(all: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(all, name)) return all[name];
  const slash = name.indexOf('/');
  const inner = slash > 0 && Object.hasOwn(all, name.slice(0, slash)) ? all[name.slice(0, slash)] : undefined;
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? claimOf({ ...inner }, name.slice(slash + 1))
    : undefined;
}
