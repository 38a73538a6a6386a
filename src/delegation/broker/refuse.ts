import { type Clock, fail, type Fault, fault, type Log, type Result } from '../../core/index.ts';
import type { Client, Rule, RuleUsage, Store } from '../../store/index.ts';
import type { Challenge } from './challenge-name.ts';
import { type Decision, type DenyReason, furthest } from './decide.ts';
import { type Failure, reasonOf } from './demands.ts';
import { APPROVAL_PENDING_MS, PENDING_MAX, PENDING_PER_CLIENT_MAX } from './limits.ts';
import { countRefusals } from './refusals.ts';
import { nextInTime } from './rule-time.ts';

/** What was asked for, by whom. */
export type Asked = { readonly client: Client; readonly challenge: Challenge; readonly source: string };
type Refused = Extract<Result<never>, { ok: false }>;

/** Says no: to the client with what it can do about it, to the records, and to whoever may approve. */
export type Refuse = {
  /** For what the rules themselves say; `key`: the key is for another name. */
  denied(
    asked: Asked,
    decision: Extract<Decision, { outcome: 'deny' }> | { reason: 'key' },
  ): Promise<Refused>;
  /** For what the store said to each rule that would have allowed it. */
  unmet(asked: Asked, failures: readonly Failure[]): Promise<Refused>;
};

export function createRefuse(parts: {
  readonly store: Pick<Store, 'rules' | 'challenges' | 'approvals'>;
  readonly clock: Clock;
  readonly log: Log;
}): Refuse {
  const { store, clock, log } = parts;
  const refusals = countRefusals(() => clock.now());
  return {
    denied: (asked, decision) =>
      refuse(asked, decision.reason, decision.reason === 'window' ? opening(decision.rules) : {}),
    async unmet(asked, failures) {
      const reason = furthest(failures.map(({ unmet }) => reasonOf(unmet)));
      const needsApproval = failures.some(({ unmet }) => unmet === 'approval');
      const answer = needsApproval ? await askForApproval(asked) : {};
      const detail = reason === 'approval' ? answer : await roomAgain(failures);
      return refuse(asked, reason, detail);
    },
  };

  async function refuse(asked: Asked, reason: DenyReason | 'key', detail: Detail): Promise<Refused> {
    const { client, challenge, source } = asked;
    const { name } = challenge;
    if (refusals.isToBeRecorded(client.id)) {
      const event = { at: clock.now(), clientId: client.id, by: client.name, challenge: challenge.challenge };
      await store.challenges.record([{ ...event, source, event: 'refused', reason }]);
      log.info({ client: client.name, name, source, reason }, 'a challenge was refused');
    }
    const { again, ...told } = detail;
    const seconds = again === undefined ? undefined : Math.ceil((again - clock.now()) / 1_000);
    const extra = seconds === undefined ? {} : { retryAfterSeconds: Math.max(1, seconds) };
    return fail(fault('notDelegatedTo', { client: client.name, name, reason, ...told }, extra));
  }

  function opening(rules: readonly Rule[]): Detail {
    const now = clock.now();
    const openings = rules.flatMap(({ conditions }) => nextInTime(conditions ?? {}, now) ?? []);
    return openings.length === 0 ? { opens: null } : at('opens', Math.min(...openings));
  }

  /** It is written down once: a client that asks again and again waits in one place. */
  async function askForApproval({ client, challenge, source }: Asked): Promise<Detail> {
    const known = await store.approvals.find(client.id, challenge.challenge);
    const requestedAt = clock.now();
    if (known !== undefined && known.expiresAt > requestedAt) {
      return known.state === 'denied' ? { deniedUntil: time(known.expiresAt) } : {};
    }
    const expiresAt = requestedAt + APPROVAL_PENDING_MS;
    const max = { ofClient: PENDING_PER_CLIENT_MAX, ofAll: PENDING_MAX };
    const who = { clientId: client.id, clientName: client.name };
    const request = { ...who, challenge: challenge.challenge, source, requestedAt, expiresAt };
    const waits = await store.approvals.request(request, max);
    if (!waits) log.warn({ client: client.name }, 'too many requests wait for approval: one was not kept');
    return {};
  }

  /** The rule that has room first. */
  async function roomAgain(failures: readonly Failure[]): Promise<Detail> {
    const quotas = failures.flatMap(({ rule, unmet }) =>
      unmet in NEXT ? [{ id: rule.id, unmet: unmet as keyof typeof NEXT }] : [],
    );
    const rooms = await Promise.all(
      quotas.map(async ({ id, unmet }) => {
        const { quota, next } = NEXT[unmet];
        return { quota, room: next(await store.rules.usage(id, clock.now())) };
      }),
    );
    const [first] = rooms.toSorted((a, b) => (a.room ?? Infinity) - (b.room ?? Infinity));
    if (first === undefined) return {};
    const { quota, room } = first;
    return room === null ? { quota, room: null } : { quota, ...at('room', room) };
  }
}

type Detail = Partial<Omit<Fault<'notDelegatedTo'>['params'], 'client' | 'name' | 'reason'>> & {
  /** When another try makes sense. */
  readonly again?: number;
};

const NEXT = {
  'quota-live': { quota: 'live', next: (usage: RuleUsage) => usage.nextLive },
  'quota-presents': { quota: 'presents', next: (usage: RuleUsage) => usage.nextPresents },
  'quota-names': { quota: 'names', next: (usage: RuleUsage) => usage.nextNames },
} as const;

function at<Key extends 'opens' | 'room'>(key: Key, moment: number) {
  return { [key]: time(moment), again: moment } as { [K in Key]: string } & { again: number };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
