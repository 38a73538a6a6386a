import { fail, fault, ok, type Result } from '../../core/index.ts';
import type { ChallengeEvent, DelegatedName } from '../../store/index.ts';
import { delegate, DNS_01 } from '../names/index.ts';
import { VALUES_PER_NAME_MAX } from '../zone/index.ts';
import { type Challenge, challengeOf, readChallengeName, readLabel } from './challenge-name.ts';
import { comesFrom, coveringNames, decide, type Decision } from './decide.ts';
import { keyDigest, newClientKey, sameText } from './keys.ts';
import { EXPIRE_VALUES_ROWS, KEYS_PER_CLIENT_MAX, VALUE_LIFETIME_MS } from './limits.ts';
import { countRefusals } from './refusals.ts';
import { recordUses } from './uses.ts';
import type { Broker, BrokerParts, ChallengeRequest, Principal, Target } from './types.ts';

export function createBroker({ store, zones, publish, clock, log }: BrokerParts): Broker {
  const { challenges, clients, rules } = store;
  const refusals = countRefusals(() => clock.now());
  const used = recordUses((sha256, at, before) => clients.keyUsed(sha256, at, before), { clock, log });

  return {
    async authenticate({ user, key }, source) {
      const found = await clients.findKey(keyDigest(key));
      const known =
        found !== undefined &&
        (user === undefined || sameText(user, found.key.user) || sameText(user, found.client.name)) &&
        (found.key.expiresAt === undefined || clock.now() < found.key.expiresAt) &&
        comesFrom(found.key.networks, source);
      if (!known) return fail(fault('clientKeyUnknown', {}));
      used(found.key.sha256);
      return ok(found);
    },

    async resolve(name) {
      const plain = name.toLowerCase().replace(/\.$/, '');
      const [zone] = zones
        .filter((one) => plain.endsWith(`.${one.name}`))
        .toSorted((a, b) => b.name.length - a.name.length);
      const label = zone === undefined ? '' : plain.slice(0, -zone.name.length - 1);
      const found = zone === undefined ? readChallengeName(plain) : await atLabel(zone.name, label);
      return found === undefined ? fail(fault('notAChallengeName', { name: shown(name) })) : ok(found);
    },
    async resolveLabel(label) {
      const plain = label.toLowerCase();
      for (const zone of zones) {
        const found = await atLabel(zone.name, plain);
        if (found !== undefined) return ok(found);
      }
      return fail(fault('notAChallengeName', { name: shown(label) }));
    },

    async allowed(who, asked) {
      const decision = await judge(who, asked);
      return decision.ok ? ok(undefined) : decision;
    },

    async present(who, asked) {
      const { challenge, value } = asked;
      if (!VALUE.test(value)) return fail(fault('challengeValueRefused', {}));
      const decision = await judge(who, asked);
      if (!decision.ok) return decision;
      const outcome = await challenges.present(
        {
          challenge: challenge.challenge,
          clientId: who.client.id,
          ruleId: decision.value.rule.id,
          value,
          expiresAt: clock.now() + VALUE_LIFETIME_MS,
        },
        labelsOf(challenge, who.client.id),
        event(who, asked, 'presented'),
        VALUES_PER_NAME_MAX,
      );
      switch (outcome) {
        case 'presented':
          await publish([challenge.challenge]);
          return ok(undefined);
        case 'rule-gone':
          return refuse(who, asked, 'no-rule');
        case 'too-many':
          return fail(fault('tooManyChallengeValues', { name: challenge.name, max: VALUES_PER_NAME_MAX }));
        case 'label-taken':
          return fail(fault('labelTaken', { name: challenge.name }));
      }
    },

    async cleanUp(who, asked) {
      const { challenge, value } = asked;
      const own = { challenge: challenge.challenge, clientId: who.client.id, value };
      // without a rule too: what was its own it may take back
      if (await challenges.cleanUp(own, event(who, asked, 'cleaned'))) await publish([challenge.challenge]);
      return ok(undefined);
    },

    async allocate(wanted, clientId) {
      if (zones.length === 0) return fail(fault('delegationOff', {}));
      for (const challenge of wanted) {
        if (!(await challenges.allocate(labelsOf(challenge, clientId)))) {
          return fail(fault('labelTaken', { name: challenge.name }));
        }
      }
      await publish(wanted.map((one) => one.challenge));
      return ok(undefined);
    },

    async addKey({ client }, challenge, networks) {
      const made = newClientKey(client.id, clock.now(), { challenge: challenge.challenge, networks });
      const added = await clients.addKey(made.row, KEYS_PER_CLIENT_MAX);
      return added ? { user: made.row.user, key: made.key } : undefined;
    },

    async onlyChallenge({ client }) {
      const [rule, more] = await rules.list({ clientId: client.id }, { limit: 2 });
      return rule?.scope === 'exact' && more === undefined ? challengeOf(rule.name, DNS_01) : undefined;
    },

    targets: targetsOf,
    withdrawn: (gone) => (gone.length === 0 ? Promise.resolve() : publish(gone)),

    async expire() {
      const expired = await challenges.expire(clock.now(), EXPIRE_VALUES_ROWS);
      if (expired.length > 0) await publish(expired);
      return expired.length === 0;
    },
  };

  /** What stands at a label: as it was given, or, where it was not yet, as it reads. */
  async function atLabel(zone: string, label: string): Promise<Challenge | undefined> {
    const row = await challenges.findName(zone, label);
    if (row !== undefined) return readChallengeName(row.challenge);
    const read = readLabel(label);
    // only the label that the name would be given here: in a zone of hashes nothing is readable
    return read !== undefined && targetsOf(read).some((one) => one.zone === zone && one.label === label)
      ? read
      : undefined;
  }

  async function judge(
    who: Principal,
    asked: Omit<ChallengeRequest, 'value'>,
  ): Promise<Result<Extract<Decision, { outcome: 'allow' }>>> {
    const { client, key } = who;
    const { challenge, source, thumbprint } = asked;
    if (key.challenge !== null && key.challenge !== challenge.challenge) return refuse(who, asked, 'key');
    const { name, type } = challenge;
    const about = await rules.listAbout(coveringNames(name), client.id);
    const decision = decide(about, { clientId: client.id, name, type, source, thumbprint });
    return decision.outcome === 'allow' ? ok(decision) : refuse(who, asked, decision.reason);
  }

  async function refuse(
    who: Principal,
    asked: Omit<ChallengeRequest, 'value'>,
    reason: Extract<Decision, { outcome: 'deny' }>['reason'] | 'key',
  ): Promise<Extract<Result<never>, { ok: false }>> {
    const { name } = asked.challenge;
    if (refusals.isToBeRecorded(who.client.id)) {
      await challenges.record([{ ...event(who, asked, 'refused'), reason }]);
      log.info({ client: who.client.name, name, source: asked.source, reason }, 'a challenge was refused');
    }
    return fail(fault('notDelegatedTo', { client: who.client.name, name, reason }));
  }

  function event(
    { client }: Principal,
    { challenge, source }: Omit<ChallengeRequest, 'value'>,
    what: ChallengeEvent['event'],
  ): ChallengeEvent {
    const at = clock.now();
    return { at, clientId: client.id, challenge: challenge.challenge, event: what, source, reason: null };
  }

  function labelsOf(challenge: Challenge, clientId: string): DelegatedName[] {
    const createdAt = clock.now();
    return targetsOf(challenge).map(({ zone, label }) => {
      return { zone, label, challenge: challenge.challenge, clientId, createdAt };
    });
  }

  function targetsOf({ name, purpose }: Challenge): readonly Target[] {
    return zones.map((zone) => {
      const { target } = delegate(name, purpose, zone.style, zone.name);
      return { zone: zone.name, label: target.slice(0, -zone.name.length - 1), target };
    });
  }
}

/** RFC 8555 section 8.4: a SHA-256 digest in base64url. */
const VALUE = /^[A-Za-z0-9_-]{43}$/;

/** What a client sent, in a text that comes back to it. */
function shown(name: string): string {
  return name.slice(0, 260);
}
