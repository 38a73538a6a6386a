import { type ChallengeType, fail, fault, type Identifier, ok, type Result } from '../../../core/index.ts';
import type { DryInputReason } from '../../../i18n/index.ts';
import { parseAddress } from '../../../net/index.ts';
import type { Store } from '../../../store/index.ts';
import type { DryTerms, Subscriber, ValidationRequest } from '../../../validation/index.ts';
import type { Settings } from '../acme.ts';
import { accountIdOf, directoryPaths } from '../paths.ts';
import { createAllowances } from '../policy/allowances.ts';
import { challengeTypesFor } from '../policy/challenge-types.ts';
import { readIdentifiers } from '../policy/names.ts';
import { subjectOf } from '../policy/subject.ts';
import { proverOf, subscriberOf } from '../policy/subscriber.ts';
import type { AcmeOptions } from '../types.ts';
import { type DryExpected, type DryExpectation, readExpected } from './dry-expected.ts';
import { validationRequest } from './validation-request.ts';

/** What an administrator wants to see validated without an order. */
export type DryAsk = DryExpectation & {
  /** A name, with `*.` for a wildcard, or an address. */
  readonly name: string;
  readonly type: ChallengeType;
  readonly directory: string;
  /** Id of an account here, or the URL of any. */
  readonly account?: string | undefined;
};

export type DryCompared = DryExpected['compared'];
/** What the validator is asked, and against what answers are compared: `token` alone says nothing of the account. */
export type DryRequest = {
  readonly request: ValidationRequest & { readonly dry: DryTerms };
  readonly compared: DryCompared;
};

type Parts = Required<
  Pick<AcmeOptions, 'bases' | 'directories' | 'dnsPersistVersion' | 'builtInNames' | 'testAddresses'>
> &
  Pick<AcmeOptions, 'isOwnHost'> & {
    readonly store: Pick<Store, 'accounts' | 'allowances'>;
    /** Name constraints of the issuing certificate; none means any name. */
    readonly permittedNames: readonly string[];
  };

/**
 * Turns such a wish into the request that an order would lead to: the same names, allowances, challenge types, CAA terms and
 * networks of a directory. What an order would be refused for is refused here.
 */
export function createDryRequests(parts: Parts): (ask: DryAsk) => Promise<Result<DryRequest>> {
  const directories = parts.directories.map(directoryPaths);
  const builtInNames = new Set(parts.builtInNames);
  const settings: RequestSettings = { ...parts, directories, builtInNames };

  return async (ask) => {
    const { type, name, directory } = ask;
    const found = directories.find((one) => one.name === directory);
    if (found === undefined) return fail(fault('noSuchDirectory', { directory }));
    const read = readIdentifiers([typed(name)], parts);
    if (!read.ok) return read;
    const identifier = read.value[0] as Identifier;
    const subject = { ...subjectOf(identifier), standing: null };
    if (builtInNames.has(subject.identifier.value)) return fail(inputFault('own-name', ask));
    const allowed = await createAllowances(parts.store.allowances, builtInNames, parts.permittedNames).read();
    const refused = allowed.refuse(identifier);
    if (refused !== undefined) return fail(refused);
    const offered = challengeTypesFor(subject, false, found.challengeTypes);
    if (!offered.includes(type))
      return fail(fault('challengeTypeNotOffered', { name, type, directory, offered: offered.join(', ') }));

    const prover = await readProver(ask, settings, parts);
    if (!prover.ok) return prover;
    const needsAccount = type === 'dns-account-01' || type === 'dns-persist-01';
    if (needsAccount && ask.account === undefined) return fail(inputFault('account-missing', ask));
    const expected = readExpected(type, ask, prover.value.thumbprint, parts.dnsPersistVersion);
    if (!expected.ok) return fail(inputFault(expected.fault, ask));
    const { token, keyAuthorization, digest, thumbprint, compared } = expected.value;
    const subscriber = { ...prover.value, thumbprint };
    const { wildcard } = subject;
    const authorization = { identifier: subject.identifier, wildcard, token, directory, accountId: OWNER };
    const request = {
      ...validationRequest(authorization, type, subscriber, settings),
      keyAuthorization,
      ...(digest !== undefined && { digest }),
      dry: { allFamilies: true, ...(compared === 'token' && { anyAccount: true }) },
    };
    return ok({ request, compared });
  };
}

/** Whose turn it is, where validations wait; no account has such an id. */
const OWNER = 'dry validation';

type RequestSettings = Pick<Settings, 'bases' | 'directories' | 'dnsPersistVersion' | 'builtInNames'>;

/** An address in any spelling that means one, and in brackets too: a person types it, not an ACME client. */
function typed(name: string): Identifier {
  const address = parseAddress(name.replace(/^\[(.*)\]$/, '$1'));
  return address === undefined ? { type: 'dns', value: name } : { type: 'ip', value: address.text };
}

/** Who proves it. Nobody in particular, without `account`: an address that no CAA record can name. */
async function readProver(
  { account: given, directory, type }: DryAsk,
  settings: RequestSettings,
  { store, isOwnHost }: Parts,
): Promise<Result<Subscriber>> {
  if (given === undefined) return ok(subscriberOf({ id: '-', thumbprint: '' }, directory, settings));
  const isUrl = /^https?:\/\//.test(given);
  const prefixes = new Set(settings.directories.map(({ prefix }) => prefix));
  const id = isUrl ? accountIdOf(given, { scheme: 'https', isOwnHost, prefixes }) : given;
  const account = id === undefined ? undefined : await store.accounts.get(id);
  if (account === undefined)
    return isUrl ? ok({ accountUrls: [given], thumbprint: '' }) : fail(fault('noSuchAccount', { id: given }));
  if (account.status !== 'valid') return fail(fault('accountNotValid', { status: account.status }));
  const known = subscriberOf(account, directory, settings, isUrl ? given : undefined);
  return ok(await proverOf(known, { type, accountId: account.id }, store.accounts, settings));
}

function inputFault(reason: DryInputReason, { name, type }: DryAsk) {
  return fault('dryValidationInput', { reason, name, type });
}
