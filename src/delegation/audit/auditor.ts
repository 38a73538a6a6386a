import { type Cancel, type Clock, type Log, ok, type Result } from '../../core/index.ts';
import type { AuditCheckpoint, AuditStore, NewAuditEntry } from '../../store/index.ts';
import { walkChain } from './chain.ts';
import { type AuditKey, newAuditKey, publicKeyTexts, readAuditKey, signCheckpoint } from './checkpoint.ts';
import { CHECKPOINT_ENTRIES_MAX, CHECKPOINT_EVERY_MS, CHECKPOINT_LOOK_MS, ENTRIES_READ } from './limits.ts';
import { readMemory, writeMemory } from './memory.ts';
import type { AuditMemory, Auditor, AuditVerdict, MemoryProblem, Sealing } from './types.ts';

/** Signs the chain, verifies it, and takes away what is old. The entries themselves are written by the store. */
export function createAuditor(parts: {
  readonly audit: AuditStore;
  /** Opened when it is first needed. */
  readonly atRest: () => Promise<Result<Sealing>>;
  readonly memory: AuditMemory;
  readonly clock: Clock;
  readonly log: Log;
}): Auditor {
  const { audit, memory, clock, log } = parts;
  let opened: { readonly key: AuditKey; readonly atRest: Sealing } | undefined;
  let cancel: Cancel | undefined;
  let working: Promise<unknown> = Promise.resolve();
  let closed = false;

  const checkpoint: Auditor['checkpoint'] = async () => {
    const keys = await open();
    if (!keys.ok) return keys;
    const { key, atRest } = keys.value;
    const [last, signed] = await Promise.all([audit.last(), audit.standingCheckpoint()]);
    if (last.sequence === 0 || last.sequence === signed?.sequence) return ok(undefined);
    // what the file remembers is about to be forgotten: what it has against the chain is written down, and signed
    const notice = await noticeOf(await readMemory(memory, atRest), await audit.lastCheckpoint());
    if (notice !== undefined) {
      log.error(notice, 'the end of the audit is not what it was');
      await audit.append([{ at: clock.now(), actor: 'server', object: 'audit', ...notice }]);
    }
    const { sequence, hash } = notice === undefined ? last : await audit.last();
    const made = signCheckpoint({ sequence, at: clock.now(), hash }, key);
    // first the file: what it remembers is durable already, and it may know more than the database, never less
    await writeMemory(memory, { sequence, hash }, atRest);
    await audit.addCheckpoint(made);
    return ok(made);
  };

  return {
    checkpoint,
    async verify() {
      const keys = await open();
      return keys.ok ? ok(await verifyAll(keys.value)) : keys;
    },
    async publicKey() {
      const keys = await open();
      return keys.ok ? ok(publicKeyTexts(keys.value.key.publicKey)) : keys;
    },
    async purge(before, actor) {
      const found = await audit.standingCheckpoint(before);
      if (found === undefined) return ok(undefined);
      const { sequence: upTo, hash } = found;
      const entry = {
        at: clock.now(),
        actor,
        action: 'audit.purge',
        object: 'audit',
        details: { upTo, hash },
      };
      const removed = await audit.purge(found, entry);
      if (removed === undefined) return ok(undefined);
      // that it was purged is signed at once
      const signed = await checkpoint();
      return signed.ok ? ok({ removed, upTo }) : signed;
    },
    start() {
      cancel ??= clock.after(CHECKPOINT_LOOK_MS, look);
    },
    async close() {
      closed = true;
      cancel?.();
      await working;
      await work(checkpoint);
    },
  };

  async function noticeOf(
    kept: Awaited<ReturnType<typeof readMemory>>,
    signed: AuditCheckpoint | undefined,
  ): Promise<Pick<NewAuditEntry, 'action' | 'details'> | undefined> {
    if (kept.outcome === 'read') {
      const { sequence, hash } = kept.remembered;
      const [there] = await audit.walk(sequence - 1, 1);
      const same = there?.sequence === sequence && there.hash === hash;
      return same ? undefined : { action: 'audit.rewritten', details: { sequence, hash } };
    }
    // before the first checkpoint there is no file
    if (kept.outcome === 'missing' && signed === undefined) return undefined;
    return { action: `audit.memory-${kept.outcome}`, details: { signed: signed?.sequence ?? null } };
  }

  function look(): void {
    working = work(async () => {
      const [end, signed] = await Promise.all([audit.last(), audit.standingCheckpoint()]);
      const entries = end.sequence - (signed?.sequence ?? 0);
      const due = entries >= CHECKPOINT_ENTRIES_MAX || clock.now() - (signed?.at ?? 0) >= CHECKPOINT_EVERY_MS;
      if (entries > 0 && due) return checkpoint();
    }).then(() => {
      if (!closed) cancel = clock.after(CHECKPOINT_LOOK_MS, look);
    });
  }

  async function work(what: () => Promise<unknown>): Promise<void> {
    try {
      await what();
    } catch (error) {
      log.error({ cause: String(error) }, 'the audit could not be signed');
    }
  }

  async function open(): Promise<Result<{ readonly key: AuditKey; readonly atRest: Sealing }>> {
    if (opened !== undefined) return ok(opened);
    const atRest = await parts.atRest();
    if (!atRest.ok) return atRest;
    let sealed = await audit.key();
    if (sealed === undefined) {
      const { pkcs8 } = newAuditKey();
      const made = atRest.value.seal(pkcs8, KEY_CONTEXT);
      // another process may have been first: then its key counts
      sealed = (await audit.addKey(made, clock.now())) ? made : await audit.key();
    }
    if (sealed === undefined) throw new Error('the key of the audit is not in the store');
    const pkcs8 = atRest.value.open(sealed, KEY_CONTEXT);
    if (!pkcs8.ok) return pkcs8;
    opened = { key: readAuditKey(pkcs8.value), atRest: atRest.value };
    return ok(opened);
  }

  async function verifyAll({ key, atRest }: { key: AuditKey; atRest: Sealing }): Promise<AuditVerdict> {
    // read before the chain: what is remembered then is in the chain already
    const kept = await readMemory(memory, atRest);
    const walk = walkChain(key.publicKey, kept.outcome === 'read' ? kept.remembered : undefined);
    let fits = true;
    for (let after = -1; fits; ) {
      const entries = await audit.walk(after, ENTRIES_READ);
      const [first, last] = [entries[0], entries.at(-1)];
      if (first === undefined || last === undefined) break;
      const checkpoints = await checkpointsOf(first.sequence, last.sequence);
      for (const entry of entries) {
        const here = checkpoints.get(entry.sequence);
        fits &&= walk.entry(entry) && (here === undefined || walk.checkpoint(here));
      }
      after = last.sequence;
    }
    const ahead = fits ? await audit.lastCheckpoint() : undefined;
    const verdict = walk.end(ahead);
    const wanted = ahead !== undefined || verdict.checkpoints > 0;
    const problem: Record<typeof kept.outcome, MemoryProblem | null> = {
      read: null,
      missing: wanted ? 'memory-missing' : null,
      broken: 'memory-broken',
    };
    return { ...verdict, memory: problem[kept.outcome] };
  }

  async function checkpointsOf(from: number, to: number) {
    const found = new Map<number, Awaited<ReturnType<AuditStore['checkpoints']>>[number]>();
    for (let next = from; next <= to; ) {
      const page = await audit.checkpoints(next, ENTRIES_READ);
      for (const one of page) if (one.sequence <= to) found.set(one.sequence, one);
      const last = page.at(-1);
      if (last === undefined || page.length < ENTRIES_READ) break;
      next = last.sequence + 1;
    }
    return found;
  }
}

const KEY_CONTEXT = 'audit/key';
