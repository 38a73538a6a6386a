import type { Clock } from '../../../core/index.ts';
import type { Server } from '../../../net/index.ts';
import { CLASS, type Message, nameFromText, type TsigKey, TYPE } from '../../../wire/dns/index.ts';
import type { Provider, ProviderResult, TxtValue, Until } from '../types.ts';
import { askServers } from './ask.ts';
import { listQuery, textUpdate } from './messages.ts';
import { readList, readUpdated } from './outcome.ts';

/**
 * One record is added to its set, or deleted from it by its value (RFC 2136 sections 2.5.1 and 2.5.4): the name server does each whole,
 * so that nobody else's record is read, written or lost.
 */
export function createUpdateProvider(parts: {
  readonly servers: readonly Server[];
  /** Does it answer questions too? */
  readonly list: boolean;
  readonly key: TsigKey;
  readonly clock: Clock;
  readonly ttlS: number;
}): Provider {
  const { ttlS } = parts;

  async function ask<T>(
    message: () => Message,
    read: (reply: Message) => ProviderResult<T>,
    until: Until,
  ): Promise<ProviderResult<T>> {
    return askServers({ ...parts, message, read }, until);
  }

  const change = (kind: 'add' | 'remove', value: TxtValue, until: Until) =>
    ask(() => textUpdate(kind, value, ttlS), readUpdated, until);

  const list: Provider['list'] = ({ name }, until) => {
    const asked = { name: nameFromText(name), type: TYPE.TXT, class: CLASS.IN };
    return ask(
      () => listQuery(asked),
      (reply) => readList(reply, asked.name),
      until,
    );
  };

  return {
    add: (value, until) => change('add', value, until),
    remove: (value, until) => change('remove', value, until),
    ...(parts.list && { list }),
    close() {},
  };
}
