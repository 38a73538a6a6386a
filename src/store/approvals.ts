import { sql } from 'kysely';
import { auditStep } from './audit.ts';
import { type Driver, succeeds } from './driver.ts';
import { pageLimit } from './page.ts';
import { query, statement } from './statement.ts';

/** Whether an administrator lets a client answer a challenge; asked for, or answered. There is one of each client and challenge. */
export type Approval = {
  readonly clientId: string;
  readonly challenge: string;
  readonly state: 'pending' | 'approved' | 'denied';
  /** Where the request for it came from. */
  readonly source: string;
  readonly requestedAt: number;
  /** The end of its being asked for, or of the answer. */
  readonly expiresAt: number;
  readonly decidedAt: number | null;
  readonly decidedBy: string | null;
  /** When a value was first presented under it: then it stays, for rules that ask for the first use alone. */
  readonly usedAt: number | null;
};

export type ApprovalRow = {
  readonly client_id: string;
  readonly challenge: string;
  readonly state: Approval['state'];
  readonly source: string;
  readonly requested_at: number;
  readonly expires_at: number;
  readonly decided_at: number | null;
  readonly decided_by: string | null;
  readonly used_at: number | null;
};

type NewApproval = Pick<Approval, 'clientId' | 'challenge' | 'source' | 'requestedAt' | 'expiresAt'>;

export type ApprovalStore = {
  /**
   * Asks for one. False when it is asked for or answered already, when the client is gone, or when so many wait already, of this client or
   * of all.
   */
  request(
    approval: NewApproval & { readonly clientName: string },
    max: { readonly ofClient: number; readonly ofAll: number },
  ): Promise<boolean>;
  /** Whether it was asked for or not. False when the client is gone. */
  decide(
    approval: Pick<Approval, 'clientId' | 'challenge' | 'expiresAt'> & {
      readonly state: 'approved' | 'denied';
      readonly at: number;
      readonly by: string;
    },
  ): Promise<boolean>;
  find(clientId: string, challenge: string): Promise<Approval | undefined>;
  /** Those that are still good for something: what waits first, then by client and challenge. */
  list(filter: {
    state?: Approval['state'];
    clientId?: string;
    now: number;
    limit: number;
  }): Promise<readonly Approval[]>;
  /** Forgets those whose time is over, but for approvals that were used; `limit` of them. Returns how many. */
  purge(now: number, limit: number): Promise<number>;
};

export function createApprovalStore(driver: Driver): ApprovalStore {
  const statements = approvalStatements(driver);
  const audit = auditStep(driver);
  return {
    request({ clientName, ...approval }, { ofClient, ofAll }) {
      const { clientId, challenge, source, requestedAt: at, expiresAt } = approval;
      return succeeds(driver, [
        { query: statements.forget({ ...approval, now: approval.requestedAt }) },
        { query: statements.request({ ...approval, ofClient, ofAll }), expect: 'one' },
        audit({
          at,
          actor: `client:${clientName}`,
          action: 'approval.request',
          object: challenge,
          details: { clientId, source, expiresAt },
        }),
      ]);
    },
    decide(decision) {
      const { clientId, challenge, state, at, by, expiresAt } = decision;
      return succeeds(driver, [
        { query: statements.decide(decision), expect: 'one' },
        audit({
          at,
          actor: by,
          action: state === 'approved' ? 'approval.approve' : 'approval.deny',
          object: challenge,
          details: { clientId, expiresAt },
        }),
      ]);
    },
    async find(clientId, challenge) {
      return (await driver.read(statements.find({ clientId, challenge }))).map(toApproval)[0];
    },
    async list({ state, clientId, now, limit }) {
      let select = driver.db
        .selectFrom('approvals')
        .selectAll()
        .where((on) => on.or([on('expires_at', '>', now), on('used_at', 'is not', null)]))
        .orderBy('state', 'desc') // pending, denied, approved
        .orderBy('client_id')
        .orderBy('challenge')
        .limit(pageLimit({ limit }));
      if (state !== undefined) select = select.where('state', '=', state);
      if (clientId !== undefined) select = select.where('client_id', '=', clientId);
      return (await driver.read(query(select))).map(toApproval);
    },
    async purge(now, limit) {
      const result = await driver.write([{ query: statements.purge({ now, limit }) }]);
      return result.done ? Number(result.steps[0]) : 0;
    },
  };
}

function approvalStatements(driver: Driver) {
  return {
    forget: statement(driver, (db, p: { clientId: string; challenge: string; now: number }) =>
      db
        .deleteFrom('approvals')
        .where('client_id', '=', p.clientId)
        .where('challenge', '=', p.challenge)
        .where('expires_at', '<=', p.now)
        .where('used_at', 'is', null),
    ),
    request: statement(driver, (db, p: NewApproval & { ofClient: number; ofAll: number }) => {
      const waiting = db
        .selectFrom('approvals as others')
        .select((eb) => eb.fn.countAll<number>().as('waiting'))
        .where('others.state', '=', sql.lit('pending'))
        .where('others.expires_at', '>', p.requestedAt);
      return db
        .insertInto('approvals')
        .columns(['client_id', 'challenge', 'state', 'source', 'requested_at', 'expires_at'])
        .expression(
          db
            .selectFrom('clients')
            .select([
              'clients.id',
              sql.val(p.challenge).as('challenge'),
              sql.lit('pending').as('state'),
              sql.val(p.source).as('source'),
              sql.val(p.requestedAt).as('requested_at'),
              sql.val(p.expiresAt).as('expires_at'),
            ])
            .where('clients.id', '=', p.clientId)
            .where(waiting, '<', p.ofAll)
            .where(waiting.where('others.client_id', '=', p.clientId), '<', p.ofClient),
        )
        .onConflict((conflict) =>
          conflict
            .columns(['client_id', 'challenge'])
            // one that was used and is over: what it was used for stays
            .doUpdateSet({
              state: 'pending',
              source: p.source,
              requested_at: p.requestedAt,
              expires_at: p.expiresAt,
              decided_at: null,
              decided_by: null,
            })
            .where('approvals.expires_at', '<=', p.requestedAt),
        );
    }),
    decide: statement(driver, (db, p: Parameters<ApprovalStore['decide']>[0]) =>
      db
        .insertInto('approvals')
        .columns([
          'client_id',
          'challenge',
          'state',
          'source',
          'requested_at',
          'expires_at',
          'decided_at',
          'decided_by',
        ])
        .expression(
          db
            .selectFrom('clients')
            .select([
              'clients.id',
              sql.val(p.challenge).as('challenge'),
              sql.val(p.state).as('state'),
              sql.lit('').as('source'),
              sql.val(p.at).as('requested_at'),
              sql.val(p.expiresAt).as('expires_at'),
              sql.val(p.at).as('decided_at'),
              sql.val(p.by).as('decided_by'),
            ])
            .where('clients.id', '=', p.clientId),
        )
        .onConflict((conflict) =>
          conflict.columns(['client_id', 'challenge']).doUpdateSet({
            state: p.state,
            expires_at: p.expiresAt,
            decided_at: p.at,
            decided_by: p.by,
            used_at: sql<number | null>`case when ${p.state} = 'approved' then approvals.used_at end`,
          }),
        ),
    ),
    find: statement(driver, (db, p: { clientId: string; challenge: string }) =>
      db
        .selectFrom('approvals')
        .selectAll()
        .where('client_id', '=', p.clientId)
        .where('challenge', '=', p.challenge),
    ),
    purge: statement(driver, (db, p: { now: number; limit: number }) =>
      db
        .deleteFrom('approvals')
        .where((eb) =>
          eb(
            eb.refTuple('client_id', 'challenge'),
            'in',
            eb
              .selectFrom('approvals as old')
              .select(['old.client_id', 'old.challenge'])
              .where('old.used_at', 'is', null)
              .where('old.expires_at', '<=', p.now)
              .limit(p.limit)
              .$asTuple('client_id', 'challenge'),
          ),
        ),
    ),
  };
}

function toApproval(row: ApprovalRow): Approval {
  return {
    clientId: row.client_id,
    challenge: row.challenge,
    state: row.state,
    source: row.source,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
    usedAt: row.used_at,
  };
}
