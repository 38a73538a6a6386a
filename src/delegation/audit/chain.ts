import type { KeyObject } from 'node:crypto';
import { type AuditCheckpoint, type AuditEntry, auditHash } from '../../store/index.ts';
import { isSigned } from './checkpoint.ts';

/**
 * What does not fit, at the first entry that does not. `missing`: an entry is not there, or not in its place. `altered`: an entry is not what
 * its digest says. `unlinked`: it does not follow from the one before. `rewritten`: a signed checkpoint is of another entry of this number.
 * `signature`: a checkpoint is not signed by this key. `truncated`: the chain ends before an entry that is known to have been there.
 * `begin`: entries before the first one were not taken away by a purge. `unsigned`: an export without a checkpoint proves nothing.
 */
type ChainProblem =
  | 'begin'
  | 'missing'
  | 'altered'
  | 'unlinked'
  | 'rewritten'
  | 'signature'
  | 'truncated'
  | 'unsigned';

/** What is known of a chain that was walked. */
export type ChainVerdict = {
  readonly entries: number;
  readonly first: number;
  readonly last: number;
  readonly checkpoints: number;
  /** The last signed entry; null: none is. What comes after it is only chained. */
  readonly signed: number | null;
  readonly problem: { readonly sequence: number; readonly problem: ChainProblem } | null;
};

/** An entry that is known to have been there, whatever the chain says now. */
export type Remembered = Pick<AuditCheckpoint, 'sequence' | 'hash'>;

export type ChainWalk = {
  /** In the sequence in which they stand; false: something did not fit, and nothing more has to be shown. */
  entry(entry: AuditEntry): boolean;
  /** After the entry that it is about. */
  checkpoint(checkpoint: AuditCheckpoint): boolean;
  /** `ahead`: a checkpoint that nothing of this was about, where there is one. */
  end(ahead?: Remembered): ChainVerdict;
};

/** Walks a chain from its first entry to its last; keeps nothing of it but the end. */
export function walkChain(publicKey: KeyObject, remembered?: Remembered): ChainWalk {
  let before: AuditEntry | undefined;
  let [entries, first, checkpoints, purgedUpTo] = [0, 0, 0, 0];
  let signed: number | null = null;
  let problem: ChainVerdict['problem'] = null;
  let known = remembered?.sequence ?? 0;
  let rewritten: number | undefined;

  return {
    entry(entry) {
      const { sequence } = entry;
      if (before === undefined) {
        first = sequence;
        if (sequence === 0 && !isBeginning(entry)) return wrong(sequence, 'altered');
      } else {
        const expected = before.sequence + 1;
        if (sequence !== expected) return wrong(expected, 'missing');
      }
      if (sequence > 0 && auditHash(entry) !== entry.hash) return wrong(sequence, 'altered');
      if (before !== undefined && entry.previous !== before.hash) return wrong(sequence, 'unlinked');
      if (sequence === remembered?.sequence && entry.hash !== remembered.hash) {
        return wrong(sequence, 'rewritten');
      }
      if (entry.action === 'audit.purge') purgedUpTo = Math.max(purgedUpTo, numberOf(entry, 'upTo'));
      // found by the server itself, when it was about to sign what was put there instead
      if (entry.action === 'audit.rewritten') rewritten ??= numberOf(entry, 'sequence');
      entries++;
      before = entry;
      return true;
    },
    checkpoint(checkpoint) {
      const { sequence, hash } = checkpoint;
      if (!isSigned(checkpoint, publicKey)) return wrong(sequence, 'signature');
      if (before === undefined || before.sequence < sequence) {
        known = Math.max(known, sequence);
        return true; // of an entry that does not come: told at the end
      }
      if (before.sequence === sequence && before.hash !== hash) return wrong(sequence, 'rewritten');
      checkpoints++;
      signed = sequence;
      return true;
    },
    end(ahead) {
      known = Math.max(known, ahead?.sequence ?? 0);
      const last = before?.sequence ?? 0;
      if (before === undefined) wrong(0, 'missing');
      if (first > purgedUpTo) wrong(first, 'begin');
      if (known > last) wrong(last + 1, 'truncated');
      if (rewritten !== undefined) wrong(rewritten, 'rewritten');
      return { entries, first, last, checkpoints, signed, problem };
    },
  };

  function wrong(sequence: number, what: ChainProblem): false {
    problem ??= { sequence, problem: what };
    return false;
  }
}

/** Entry 0 holds a random digest and nothing else. */
function isBeginning({ at, actor, action, object, details, previous }: AuditEntry): boolean {
  return (
    at === 0 &&
    actor === 'server' &&
    action === 'audit.begin' &&
    object === 'audit' &&
    details === '{}' &&
    previous === ''
  );
}

function numberOf({ details }: AuditEntry, field: string): number {
  try {
    const value = (JSON.parse(details) as Record<string, unknown>)[field];
    return typeof value === 'number' ? value : 0;
  } catch {
    return 0;
  }
}
