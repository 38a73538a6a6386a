import { createPerspectiveAuthority, openPerspectiveRoot } from '../../../authority/ca/index.ts';
import type { KeyAtRest } from '../../../authority/signer/index.ts';
import type { LoadedSettings } from '../../../config/index.ts';
import type { ListenerView, PerspectiveControl } from '../../../console/api/index.ts';
import { type Clock, fail, fault, type Log, ok, type Result } from '../../../core/index.ts';
import type { Store } from '../../../store/index.ts';
import {
  createCoordinator,
  createCoordinatorHandlers,
  createRemotePerspective,
  quorumPolicy,
  type QuorumSettings,
  type Validator,
} from '../../../validation/index.ts';
import { listenFailures } from '../listeners.ts';
import { VERSION } from '../../version.ts';
import type { Warning } from '../types.ts';
import { createCoordinatorIdentity } from './coordinator-identity.ts';
import { openEntrance } from './entrance.ts';
import { examineEverywhere } from './examine.ts';
import { openForeign } from './foreign.ts';
import { perspectivesHere } from './here.ts';
import { invitationOf } from './invitation.ts';
import { answerJoin } from './join.ts';
import { createMembers } from './members.ts';
import { memberStateView } from './state-view.ts';

/** Everything about perspectives on the server's side. */
export type Perspectives = {
  /** This server first, then all that have joined; this server alone while there are none. */
  readonly validator: Validator;
  readonly views: readonly ListenerView[];
  /** For the commands. */
  readonly control: PerspectiveControl;
  close(): Promise<void>;
};

/** Opens what the settings ask for. The coordinator closes `local`. Faults: settings that cannot be met, files, sockets. */
export async function createPerspectives(parts: {
  readonly loaded: LoadedSettings;
  readonly store: Store;
  readonly atRest: KeyAtRest;
  readonly organization: string;
  readonly local: Validator;
  readonly clock: Clock;
  readonly log: Log;
  readonly warn: (warning: Warning) => void;
}): Promise<Result<Perspectives>> {
  const { loaded, store, atRest, organization, local, clock, log, warn } = parts;
  const { perspectives: settings, validation } = loaded.settings;
  const policy = quorumPolicy(quorumSettings(settings));
  if (!policy.ok) return policy;
  const foreign = openForeign(loaded, { clock, log });
  if (!foreign.ok) return foreign;
  if (!(await isWanted(settings, store))) {
    return ok({ validator: local, views: [], control: perspectivesHere(loaded), close: () => local.close() });
  }
  const root = await openPerspectiveRoot(loaded.directory, atRest, organization, clock.now());
  if (!root.ok) return root;

  await store.perspectives.abandonReserved();
  const authority = createPerspectiveAuthority({ root: root.value, clock, log });
  const certifying = { authority, store: store.perspectives, clock };
  const identity = await createCoordinatorIdentity(certifying, (renewed) =>
    entrance?.setCredentials(renewed),
  );
  const members = createMembers({ ...certifying, log, identity, random: Math.random }, ({ row, call }) =>
    createRemotePerspective({
      name: row.name,
      region: row.region ?? 'RIPE',
      speaks: 'sixfour',
      call,
      clock,
      log,
    }),
  );
  const others = foreign.value.map((one) => one.perspective);
  const known = () => [...members.perspectives(), ...others];
  const coordinator = createCoordinator({
    local,
    perspectives: known,
    policy: policy.value,
    clock,
    log,
    timeScale: validation.time_scale,
  });
  const forOthers = createCoordinatorHandlers({
    perspectives: known,
    caaIssuers: loaded.settings.acme.caa_identities,
    version: VERSION,
    clock,
    log,
    timeScale: validation.time_scale,
  });
  const entrance =
    settings.addresses.length === 0
      ? undefined
      : await openEntrance({
          addresses: settings.addresses,
          port: settings.port,
          credentials: identity.credentials(),
          clock,
          members,
          join: (body) =>
            answerJoin(body, {
              ...certifying,
              log,
              joined: () => members.reload(),
            }),
          coordinator: forOthers.handlers,
        });
  const close = async () => {
    entrance?.drain();
    forOthers.close();
    await members.close();
    await entrance?.close();
    await coordinator.close();
    identity.close();
    for (const one of foreign.value) one.close();
  };
  const failure = entrance === undefined ? undefined : listenFailures(entrance, 'perspectives', warn);
  if (failure !== undefined) {
    await close();
    return failure;
  }
  await members.reload();

  const port = entrance?.bound[0]?.port;
  const alone = () => members.perspectives().length + others.length === 0 && mayBeAlone(settings);
  return ok({
    validator: {
      validate: (request) => (alone() ? local : coordinator).validate(request),
      checkCaa: (request) => (alone() ? local : coordinator).checkCaa(request),
      close: () => coordinator.close(),
    },
    views: (entrance?.bound ?? []).map(({ family, address, port }) => ({
      scheme: 'perspectives',
      family,
      address,
      port,
    })),
    control: {
      invite: () => Promise.resolve(invitationOf(loaded.settings, root.value, port)),
      async examine(what, signal) {
        const asked = members.all();
        if (asked.length === 0) return fail(fault('noPerspectives', {}));
        const examinations = await examineEverywhere(asked, what, { clock, signal });
        // those of the settings are asked for validations too, and never look
        const { name, decides } = policy.value;
        const demand = policy.value.demand(asked.length, clock.now());
        const quorum = others.length > 0 ? null : { rule: validation.rule, policy: name, decides, ...demand };
        return ok({ examinations, quorum });
      },
      changed: () => members.reload(),
      state(name) {
        const member = members.get(name);
        return member === undefined ? undefined : memberStateView(member.state());
      },
      foreign: () => foreign.value.map(({ name, region, url }) => ({ name, region, url })),
    },
    close,
  });
}

type PerspectiveSettings = LoadedSettings['settings']['perspectives'];

/** In the settings 0 stands for: what the policy itself says. */
function quorumSettings({ policy, minimum, quorum, regions }: PerspectiveSettings): QuorumSettings {
  return {
    policy,
    ...(minimum > 0 && { minimum }),
    ...(quorum > 0 && { quorum }),
    ...(regions > 0 && { regions }),
  };
}

/** Nobody can join, nobody has, nobody has to: then there is no authority to be made either. */
async function isWanted(settings: PerspectiveSettings, store: Store): Promise<boolean> {
  const named = settings.addresses.length > 0 || Object.keys(settings.foreign).length > 0;
  return named || !mayBeAlone(settings) || (await store.perspectives.list()).length > 0;
}

/** May a verdict rest on this server alone while nobody has joined? Not where the settings demand a number. */
function mayBeAlone({ policy, minimum }: PerspectiveSettings): boolean {
  return minimum === 0 && policy !== 'baseline-requirements' && policy !== 'at-least';
}
