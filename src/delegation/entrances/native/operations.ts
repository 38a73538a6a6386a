import type { z } from 'zod';
import { type Clock, ok, type Result } from '../../../core/index.ts';
import type { Store } from '../../../store/index.ts';
import type { Broker, Principal } from '../../broker/index.ts';
import { mayAnswer } from './may.ts';
import { accountOf, readQuestion } from './requests.ts';
import * as schemas from './schemas.ts';
import { named, refusedFor, toValue } from './views.ts';

export type OperationParts = {
  readonly broker: Broker;
  readonly store: Pick<Store, 'rules' | 'challenges' | 'ownValues'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly language: string;
};

/** What a request of an operation says, once it is checked. */
type Asked<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  readonly who: Principal;
  /** Address of whoever asks. */
  readonly source: string;
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
};

export type Operation = {
  readonly id: string;
  readonly method: 'GET' | 'PUT' | 'DELETE';
  /** Below the base, with `{name}`s of `params`. */
  readonly path: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** None where the request has no body. */
  readonly body?: z.ZodObject;
  /** Of 200; none for 204. */
  readonly answer?: z.ZodType;
  run(asked: Asked<z.ZodType, z.ZodType, z.ZodType>, parts: OperationParts): Promise<Result<unknown>>;
};

/** The whole API: the routes and the OpenAPI document are made from this table. */
export const OPERATIONS: readonly Operation[] = [
  operation({
    id: 'presentValue',
    method: 'PUT',
    path: '/challenges/{name}/values/{value}',
    summary:
      'Serve a value, or let it live on. Answered when it is durable and every listener serves it. Idempotent: it is there, and not counted',
    params: schemas.valueParams,
    query: schemas.noQuery,
    body: schemas.presentBody,
    answer: schemas.valueAnswer,
    async run({ who, source, params, body }, { broker, store, clock }) {
      const { value } = params;
      const thumbprint = accountOf(body.keyAuthorization, value);
      if (!thumbprint.ok) return thumbprint;
      const challenge = await broker.resolve(params.name);
      if (!challenge.ok) return challenge;
      const asked = { challenge: challenge.value, value, source, thumbprint: thumbprint.value };
      const done = await broker.present(who, asked);
      if (!done.ok) return done;
      const own = await store.ownValues.list(challenge.value.challenge, who.client.id, clock.now());
      const served = own.find((one) => one.value === value);
      // gone already: its rule was taken away at this moment
      if (served === undefined) return refusedFor(who, challenge.value);
      return ok({ ...named(challenge.value), ...toValue(served) } satisfies schemas.ValueAnswer);
    },
  }),
  operation({
    id: 'withdrawValue',
    method: 'DELETE',
    path: '/challenges/{name}/values/{value}',
    summary: "Serve the client's own value no more. Others' values stay; one that is not there is no failure",
    params: schemas.valueParams,
    query: schemas.noQuery,
    async run({ who, source, params: { name, value } }, { broker }) {
      const challenge = await broker.resolve(name);
      if (!challenge.ok) return challenge;
      return broker.withdraw(who, { challenge: challenge.value, value, source, thumbprint: undefined });
    },
  }),
  operation({
    id: 'showChallenge',
    method: 'GET',
    path: '/challenges/{name}',
    summary:
      'A challenge that the client may answer: its own values, how many live, and the record that its owner publishes',
    params: schemas.challengeParams,
    query: schemas.accountQuery,
    answer: schemas.challengeAnswer,
    async run({ who, source, params, query }, parts) {
      const { broker, store, clock } = parts;
      const challenge = await broker.resolve(params.name);
      if (!challenge.ok) return challenge;
      const { name, type, purpose } = challenge.value;
      const question = { name, type, purpose, source, thumbprint: query.accountThumbprint };
      const may = await mayAnswer(who, question, parts);
      const { challenge: at } = challenge.value;
      const values = await store.ownValues.list(at, who.client.id, clock.now());
      const hidden = may.denied === 'key' || (may.allowed === 'no' && values.length === 0);
      if (hidden) return refusedFor(who, challenge.value, may.denied);
      const live = await store.challenges.liveValues(at, clock.now());
      return ok({
        ...named(challenge.value),
        publish: may.publish,
        values: values.map(toValue),
        liveValues: live.length,
      } satisfies schemas.ChallengeAnswer);
    },
  }),
  operation({
    id: 'explainName',
    method: 'GET',
    path: '/names/{fqdn}',
    summary: 'May the client answer the challenge of this name, and if not, why. Nothing is recorded',
    params: schemas.nameParams,
    query: schemas.nameQuery,
    answer: schemas.nameAnswer,
    async run({ who, source, params, query }, parts) {
      const read = readQuestion(params.fqdn, query);
      if (!read.ok) return read;
      const question = { ...read.value, source, thumbprint: query.accountThumbprint };
      const { denied: _denied, ...answer } = await mayAnswer(who, question, parts);
      return ok(answer satisfies schemas.NameAnswer);
    },
  }),
];

/** Types the parts of one operation by its own schemas. */
function operation<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodObject>(
  one: Omit<Operation, 'params' | 'query' | 'body' | 'run'> & {
    readonly params: P;
    readonly query: Q;
    readonly body?: B;
    run(asked: Asked<P, Q, B>, parts: OperationParts): Promise<Result<unknown>>;
  },
): Operation {
  return one;
}
