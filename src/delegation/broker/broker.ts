import { fail, fault, ok, type Result } from '../../core/index.ts';
import type { ChallengeEvent, ChallengeStore as Challenges, DelegatedName, Rule } from '../../store/index.ts';
import { delegate, DNS_01 } from '../names/index.ts';
import { VALUES_PER_NAME_MAX } from '../zone/index.ts';
import { type Challenge, challengeOf, readChallengeName, readLabel } from './challenge-name.ts';
import { comesFrom, coveringNames, decide, type Decision } from './decide.ts';
import { type Failure, isOfRule, underRule } from './demands.ts';
import { keyDigest, newClientKey, sameText } from './keys.ts';
import { EXPIRE_VALUES_ROWS, KEYS_PER_CLIENT_MAX } from './limits.ts';
import { type Asked, createRefuse } from './refuse.ts';
import { recordUses } from './uses.ts';
import type { Broker, BrokerParts, ChallengeRequest, Principal, Target } from './types.ts';

export function createBroker({ store, zones, publish, clock, log }: BrokerParts): Broker {
  const { approvals, challenges, clients, rules, ownValues } = store;
  const refuse = createRefuse({ store, clock, log });
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
      const decision = await judge(who, asked, clock.now());
      if (!decision.ok) return decision;
      const failures: Failure[] = [];
      for (const rule of decision.value.rules) {
        const outcome = await write(who, asked, rule);
        if (outcome === 'presented') return published(who, asked);
        if (!isOfRule(outcome)) return unwritten(outcome, challenge);
        failures.push({ rule, unmet: outcome });
      }
      return refuse.unmet(askedBy(who, asked), failures);
    },

    async cleanUp(who, asked) {
      const { challenge, value } = asked;
      if (!isForKey(who, challenge)) return refuse.denied(askedBy(who, asked), { reason: 'key' });
      const own = { challenge: challenge.challenge, clientId: who.client.id, value };
      // without a rule too: what was its own it may take back
      const gone = await challenges.cleanUp(own, event(who, asked, 'cleaned'));
      return gone ? publish([challenge.challenge], [value]) : ok(undefined);
    },

    async withdraw(who, asked) {
      const { challenge, value } = asked;
      if (!isForKey(who, challenge)) return refuse.denied(askedBy(who, asked), { reason: 'key' });
      const own = { challenge: challenge.challenge, clientId: who.client.id, value };
      const gone = await ownValues.withdraw(own, event(who, asked, 'cleaned'));
      return gone ? publish([challenge.challenge], [value]) : ok(undefined);
    },

    async allocate(wanted, clientId) {
      if (zones.length === 0) return fail(fault('delegationOff', {}));
      for (const challenge of wanted) {
        if (!(await challenges.allocate(labelsOf(challenge, clientId)))) {
          return fail(fault('labelTaken', { name: challenge.name }));
        }
      }
      return publish(wanted.map((one) => one.challenge));
    },

    async addKey({ client }, challenge, networks) {
      const made = newClientKey(client.id, clock.now(), { challenge: challenge.challenge, networks });
      const added = await clients.addKey(made.row, KEYS_PER_CLIENT_MAX, {
        at: clock.now(),
        actor: `client:${client.name}`,
      });
      return added ? { user: made.row.user, key: made.key } : undefined;
    },

    async onlyChallenge({ client }) {
      const [rule, more] = await rules.list({ clientId: client.id }, { limit: 2 });
      return rule?.scope === 'exact' && more === undefined ? challengeOf(rule.name, DNS_01) : undefined;
    },

    targets: targetsOf,
    async withdrawn(gone) {
      if (gone.length > 0) await publish(gone);
    },

    async expire() {
      const expired = await challenges.expire(clock.now(), EXPIRE_VALUES_ROWS);
      if (expired.length > 0) await publish(expired);
      const forgotten = await approvals.purge(clock.now(), EXPIRE_VALUES_ROWS);
      return expired.length === 0 && forgotten === 0;
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

  /** Without a moment, whether it is allowed at any. */
  async function judge(
    who: Principal,
    asked: Omit<ChallengeRequest, 'value'>,
    at?: number,
  ): Promise<Result<Extract<Decision, { outcome: 'allow' }>>> {
    const { client } = who;
    const { challenge, source, thumbprint } = asked;
    if (!isForKey(who, challenge)) return refuse.denied(askedBy(who, asked), { reason: 'key' });
    const { name, type } = challenge;
    const about = await rules.listAbout(coveringNames(name), client.id);
    const decision = decide(about, { clientId: client.id, name, type, source, thumbprint, at });
    return decision.outcome === 'allow' ? ok(decision) : refuse.denied(askedBy(who, asked), decision);
  }

  function write(who: Principal, asked: ChallengeRequest, rule: Rule): ReturnType<Challenges['present']> {
    const { challenge, value } = asked;
    const { id: clientId } = who.client;
    return challenges.present(
      {
        challenge: challenge.challenge,
        clientId,
        value,
        ...underRule(rule, challenge.name, clock.now()),
      },
      labelsOf(challenge, clientId),
      event(who, asked, 'presented'),
      VALUES_PER_NAME_MAX,
    );
  }

  /** What no provider took is taken back: the client is told that it has nothing, and tries again. */
  async function published(who: Principal, asked: ChallengeRequest): Promise<Result<void>> {
    const { challenge } = asked.challenge;
    const done = await publish([challenge], [asked.value]);
    if (done.ok) return done;
    const own = { challenge, clientId: who.client.id, value: asked.value };
    if (await challenges.cleanUp(own, event(who, asked, 'cleaned'))) await publish([challenge]);
    return done;
  }

  function event(
    { client }: Principal,
    { challenge, source }: Omit<ChallengeRequest, 'value'>,
    what: ChallengeEvent['event'],
  ): ChallengeEvent {
    const at = clock.now();
    const { id: clientId, name: by } = client;
    return { at, clientId, by, challenge: challenge.challenge, event: what, source, reason: null };
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

/** A key may be for one challenge alone: whoever has it changes nothing of the client's others. */
function isForKey({ key }: Principal, { challenge }: Challenge): boolean {
  return key.challenge === null || key.challenge === challenge;
}

/** What was in the way of a value, whatever the rule. */
function unwritten(outcome: 'too-many' | 'label-taken', { name }: Challenge): Result<never> {
  return outcome === 'too-many'
    ? fail(fault('tooManyChallengeValues', { name, max: VALUES_PER_NAME_MAX }))
    : fail(fault('labelTaken', { name }));
}

function askedBy({ client }: Principal, { challenge, source }: Omit<ChallengeRequest, 'value'>): Asked {
  return { client, challenge, source };
}

/** RFC 8555 section 8.4: a SHA-256 digest in base64url. */
const VALUE = /^[A-Za-z0-9_-]{43}$/;

/** What a client sent, in a text that comes back to it. */
function shown(name: string): string {
  return name.slice(0, 260);
}
