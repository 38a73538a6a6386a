import {
  fail,
  type FaultPart,
  fault,
  type Identifier,
  identifierText,
  newId,
  ok,
  randomTexts,
  type Result,
} from '../../../core/index.ts';
import type { Authorization, NewAuthorization, NewOrder } from '../../../store/index.ts';
import type { Acme } from '../acme.ts';
import { type Exchange, found } from '../exchange.ts';
import { STANDING_READ_MAX, TOKEN_BYTES } from '../limits.ts';
import type { Allowed } from '../policy/allowances.ts';
import { domainsBetween, nearest } from '../policy/ancestors.ts';
import { challengeTypesFor, type Subject } from '../policy/challenge-types.ts';
import { refuseIdentifiers } from '../policy/names.ts';
import { subjectOf } from '../policy/subject.ts';

/**
 * The order with an authorization for each identifier: one that the account holds, or a new one, which names under one ancestor
 * share. The fault names what no challenge type of the directory can prove.
 */
export async function planOrder(
  exchange: Exchange,
  acme: Acme,
  pendingMax: number,
): Promise<Result<NewOrder>> {
  const { now, directory } = exchange;
  const { profile, notBefore, notAfter } = found(exchange.draft);
  const identifiers = found(exchange.identifiers);
  const accountId = found(exchange.account).id;
  const expiresAt = now + acme.settings.orderLifetimeMs;
  const held = await holdings(accountId, identifiers, exchange, acme);
  const allowed = await acme.allowances.read();
  const created = new Map<string, NewAuthorization>();
  const bad: FaultPart[] = [];

  const authorizations = identifiers.map((identifier, index) => {
    const reuse = held[index]?.id;
    if (reuse !== undefined) return { reuse };
    const subject = subjectToProve(identifier, exchange, acme, allowed);
    const key = `${identifierText(subject.identifier)} ${subject.wildcard} ${subject.standing}`;
    const create = created.get(key) ?? newAuthorization(subject, exchange, acme.settings, expiresAt);
    created.set(key, create);
    if (create.challengeTypes.length === 0) {
      const name = identifierText(identifier);
      bad.push({ identifier, fault: fault('identifierNotProvable', { name }) });
    }
    return { create };
  });
  if (bad.length > 0) return fail(refuseIdentifiers(bad));
  return ok({
    id: newId(now),
    accountId,
    directory: directory.name,
    profile,
    identifiers,
    notBefore,
    notAfter,
    createdAt: now,
    expiresAt,
    pendingMax,
    ...(exchange.ancestorDomains && { ancestorDomains: exchange.ancestorDomains }),
    authorizations,
  });
}

const newToken = randomTexts(TOKEN_BYTES, 'base64url');

export function newAuthorization(
  subject: Subject,
  { now, directory }: Exchange,
  { builtInNames }: Acme['settings'],
  expiresAt: number,
): NewAuthorization {
  const builtIn = builtInNames.has(subject.identifier.value);
  return {
    id: newId(now),
    ...subject,
    token: newToken(),
    challengeTypes: challengeTypesFor(subject, builtIn, directory.challengeTypes),
    expiresAt,
  };
}

/**
 * What the account has proven already: authorizations fresh enough (`authorizationReuseMs`), else standing ones (RFC 9444), as far as
 * they outlive the order.
 */
async function holdings(
  accountId: string,
  identifiers: readonly Identifier[],
  { now, directory }: Exchange,
  { store: { authorizations }, settings }: Acme,
): Promise<readonly (Authorization | undefined)[]> {
  const { authorizationReuseMs, orderLifetimeMs } = settings;
  const until = now + orderLifetimeMs;
  const fresh =
    authorizationReuseMs === 0
      ? []
      : await authorizations.findValid(accountId, directory.name, identifiers.map(subjectOf), until);
  const standing =
    directory.subdomainAuthorizations === true
      ? await authorizations.listStanding(accountId, directory.name, until, STANDING_READ_MAX)
      : [];
  return identifiers.map((identifier, index) => {
    const own = fresh[index];
    if (
      own !== undefined &&
      servesAgain(own, settings) &&
      now - (own.validatedAt ?? 0) <= authorizationReuseMs
    )
      return own;
    return nearest(
      standing.filter((one) => servesAgain(one, settings)),
      identifier,
    );
  });
}

/** draft-ietf-acme-dns-persist-01 section 7.8: no longer than the record's TTL, so it is read anew. The draft 02 knows no such limit. */
function servesAgain({ attemptedType }: Authorization, { dnsPersistVersion }: Acme['settings']): boolean {
  return attemptedType !== 'dns-persist-01' || dnsPersistVersion === '02';
}

/**
 * RFC 9444 section 4.2: where the client offered an ancestor, the widest domain up to it that this CA may issue for and that can be
 * proven for all names below; else the name itself.
 */
function subjectToProve(
  identifier: Identifier,
  { ancestorDomains, directory }: Exchange,
  { settings: { builtInNames } }: Acme,
  allowed: Allowed,
): Subject {
  const own: Subject = { ...subjectOf(identifier), standing: null };
  const offered = identifier.type === 'dns' ? ancestorDomains?.get(identifier.value) : undefined;
  if (offered === undefined) return own;
  for (const value of domainsBetween(offered, identifier.value)) {
    if (value === identifier.value || allowed.refuse({ type: 'dns', value }) !== undefined) continue;
    const wide: Subject = { identifier: { type: 'dns', value }, wildcard: false, standing: 'subdomains' };
    if (challengeTypesFor(wide, builtInNames.has(value), directory.challengeTypes).length > 0) return wide;
  }
  return own;
}
