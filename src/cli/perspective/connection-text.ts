import type { PerspectiveStateView, PerspectiveView } from '../../console/api/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import { moment } from '../words.ts';

type Texts = Catalogue['cli']['perspective'];

/** A perspective's state in one phrase; `brief` fits a column of a table on 80 characters while all is well. */
export function connectionText(
  texts: Texts,
  { kind, status, state }: PerspectiveView,
  length: 'whole' | 'brief' = 'whole',
): string {
  const { connection } = texts;
  if (kind === 'foreign') return connection.asked();
  if (status !== 'joined') return connection[status]();
  if (kind === 'client') return connection.joined();
  if (state === null) return connection.unknown();
  if (length === 'brief' && state.connection === 'connected') {
    return connection.connectedBrief({ family: state.family });
  }
  return stateText(texts, state);
}

function stateText(texts: Texts, state: PerspectiveStateView): string {
  const { connection, ends, refused } = texts;
  const since = moment(state.since);
  switch (state.connection) {
    case 'none':
      return connection.none();
    case 'connected':
      return connection.connected({ family: state.family, since });
    case 'lost':
      return connection.lost({ since, reason: wordFor(ends, state.reason) });
    case 'failed':
      return connection.failed({
        tried: state.tried.map(({ address, reason }) => `${address ?? ''} ${reason}`.trim()).join(', '),
      });
    case 'refused': {
      if (state.reason !== 'version') return connection.refused({ reason: wordFor(refused, state.reason) });
      const theirs = String(state.protocol ?? '?');
      return connection.refused({ reason: refused.version({ theirs }) });
    }
  }
}

/** The text of a code that came over the API; the code itself where there is none. */
function wordFor(words: Readonly<Record<string, unknown>>, code: string): string {
  const word = Object.hasOwn(words, code) ? words[code] : undefined;
  return typeof word === 'function' ? (word as () => string)() : code;
}
