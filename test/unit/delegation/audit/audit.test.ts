// Each test tampers with a real database file, as whoever can write it could, and looks whether it shows.
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { suite, test, type TestContext } from 'node:test';
import { openKeyAtRest } from '../../../../src/authority/signer/index.ts';
import { auditorOf } from '../../../../src/cli/auditor.ts';
import { fail, fault, ok, silentLog } from '../../../../src/core/index.ts';
import { exportLines, readPublicKey, verifyExport } from '../../../../src/delegation/audit/index.ts';
import { auditHash, openSqliteStore, type Store, StoreError } from '../../../../src/store/index.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const MINUTE = 60_000;

async function world(t: TestContext) {
  const directory = tempDir(t);
  const file = join(directory, 'sixfour.sqlite');
  const clock = createVirtualClock();
  const atRest = await openKeyAtRest(directory, { kind: 'data-directory' });
  assert.ok(atRest.ok);
  const open = async () => {
    const store = await openSqliteStore({ file, log: silentLog, synchronous: 'OFF' });
    const auditor = auditorOf({ directory, store, atRest: async () => atRest, clock, log: silentLog });
    return { store, auditor };
  };
  let at = await open();
  t.after(() => at.store.close());
  const append = async (...objects: string[]) =>
    at.store.audit.append(
      objects.map((object) => {
        return { at: clock.now(), actor: 'administrator', action: 'rule.add', object, details: { object } };
      }),
    );
  return {
    directory,
    memory: join(directory, 'audit.checkpoint'),
    clock,
    append,
    store: () => at.store,
    auditor: () => at.auditor,
    async checkpoint() {
      const made = await at.auditor.checkpoint();
      assert.ok(made.ok);
      return made.value;
    },
    /** What is found: the first entry that does not fit and why, or what is wrong with the file, or nothing. */
    async found() {
      const verdict = await at.auditor.verify();
      assert.ok(verdict.ok);
      const { problem, memory } = verdict.value;
      return problem === null ? memory : `${problem.sequence} ${problem.problem}`;
    },
    /** Does something to the file while nobody else has it. */
    async tamper(how: (db: DatabaseSync) => void) {
      await at.store.close();
      const db = new DatabaseSync(file);
      how(db);
      db.close();
      at = await open();
    },
  };
}

/** Entries 1 to 6, of which 3 and 6 are signed. */
async function signedWorld(t: TestContext) {
  const at = await world(t);
  await at.append('a', 'b', 'c');
  assert.equal((await at.checkpoint())?.sequence, 3);
  await at.append('d', 'e', 'f');
  assert.equal((await at.checkpoint())?.sequence, 6);
  assert.equal(await at.found(), null);
  return at;
}

/** Writes the chain anew from an entry on, with digests that are right. */
function relink(db: DatabaseSync, from: number): void {
  const rows = db.prepare('SELECT * FROM audit_entries WHERE sequence >= ? ORDER BY sequence').all(from - 1);
  let previous = String(rows[0]?.['hash']);
  for (const row of rows.slice(1)) {
    const {
      sequence,
      at,
      actor,
      action,
      object,
      details_json: details,
    } = row as Record<string, string & number>;
    const hash = auditHash({
      previous,
      sequence: Number(sequence),
      at: Number(at),
      actor: String(actor),
      action: String(action),
      object: String(object),
      details: String(details),
    });
    db.prepare('UPDATE audit_entries SET previous = ?, hash = ? WHERE sequence = ?').run(
      previous,
      hash,
      Number(sequence),
    );
    previous = hash;
  }
}

suite('what is done to the file shows', () => {
  const rows: readonly [what: string, tamper: string | ((db: DatabaseSync) => void), found: string][] = [
    ['an entry is altered', "UPDATE audit_entries SET actor = 'server' WHERE sequence = 4", '4 altered'],
    ['its time', 'UPDATE audit_entries SET at = at + 1 WHERE sequence = 4', '4 altered'],
    ['its details', "UPDATE audit_entries SET details_json = '{}' WHERE sequence = 4", '4 altered'],
    [
      'what stood in one field stands in another',
      "UPDATE audit_entries SET action = 'rule.ad', object = 'dd' WHERE sequence = 4",
      '4 altered',
    ],
    [
      'and its digest with it',
      (db) => {
        db.exec("UPDATE audit_entries SET actor = 'server' WHERE sequence = 4");
        relink(db, 4);
        db.exec("UPDATE audit_entries SET previous = 'x' WHERE sequence = 5");
      },
      '5 altered',
    ],
    [
      'and its own digest alone',
      (db) => {
        const row = db.prepare('SELECT * FROM audit_entries WHERE sequence = 4').get() ?? {};
        const hash = auditHash({
          previous: String(row['previous']),
          sequence: 4,
          at: Number(row['at']),
          actor: 'server',
          action: String(row['action']),
          object: String(row['object']),
          details: String(row['details_json']),
        });
        db.prepare("UPDATE audit_entries SET actor = 'server', hash = ? WHERE sequence = 4").run(hash);
      },
      '5 unlinked',
    ],
    [
      'and the whole chain after it',
      (db) => {
        db.exec("UPDATE audit_entries SET actor = 'server' WHERE sequence = 2");
        relink(db, 2);
      },
      '3 rewritten',
    ],
    [
      'and the checkpoints with it, but not the file beside them',
      (db) => {
        db.exec(
          "UPDATE audit_entries SET actor = 'server' WHERE sequence = 2; DELETE FROM audit_checkpoints",
        );
        relink(db, 2);
      },
      '6 rewritten',
    ],
    [
      'a checkpoint is made to fit',
      (db) => {
        db.exec("UPDATE audit_entries SET actor = 'server' WHERE sequence = 2");
        relink(db, 2);
        db.exec(
          'UPDATE audit_checkpoints SET hash = (SELECT hash FROM audit_entries e WHERE e.sequence = audit_checkpoints.sequence)',
        );
      },
      '3 signature',
    ],
    ['an entry is deleted', 'DELETE FROM audit_entries WHERE sequence = 2', '2 missing'],
    [
      'and the others moved up',
      'DELETE FROM audit_entries WHERE sequence = 2; UPDATE audit_entries SET sequence = sequence - 1 WHERE sequence > 2',
      '2 altered',
    ],
    [
      'two change places',
      `UPDATE audit_entries SET sequence = -1 WHERE sequence = 4;
       UPDATE audit_entries SET sequence = 4 WHERE sequence = 5; UPDATE audit_entries SET sequence = 5 WHERE sequence = -1`,
      '4 altered',
    ],
    [
      'two change all they hold but their numbers, and are digested anew',
      (db) => {
        db.exec(`UPDATE audit_entries SET object = CASE sequence WHEN 4 THEN 'e' ELSE 'd' END,
          details_json = CASE sequence WHEN 4 THEN '{"object":"e"}' ELSE '{"object":"d"}' END WHERE sequence IN (4, 5)`);
        relink(db, 4);
      },
      '6 rewritten',
    ],
    ['the end is cut off', 'DELETE FROM audit_entries WHERE sequence > 4', '5 truncated'],
    [
      'and the checkpoints of it',
      'DELETE FROM audit_entries WHERE sequence > 4; DELETE FROM audit_checkpoints WHERE sequence > 4',
      '5 truncated',
    ],
    ['the beginning is cut off', 'DELETE FROM audit_entries WHERE sequence < 3', '3 begin'],
    ['all is deleted', 'DELETE FROM audit_entries; DELETE FROM audit_checkpoints', '0 missing'],
    [
      'the chain begins with something else',
      "UPDATE audit_entries SET hash = 'a' WHERE sequence = 0",
      '1 unlinked',
    ],
    [
      'an entry is put in',
      (db) => {
        db.exec('UPDATE audit_entries SET sequence = sequence + 100 WHERE sequence > 4');
        db.exec('UPDATE audit_entries SET sequence = sequence - 99 WHERE sequence > 100');
        db.exec(
          "INSERT INTO audit_entries SELECT 5, at, 'x', action, object, details_json, previous, hash FROM audit_entries WHERE sequence = 4",
        );
        relink(db, 5);
      },
      '6 rewritten',
    ],
  ];
  for (const [what, how, expected] of rows) {
    test(what, async (t) => {
      const at = await signedWorld(t);
      await at.tamper((db) => (typeof how === 'string' ? db.exec(how) : how(db)));
      assert.equal(await at.found(), expected);
    });
  }

  test('what was put in the place of what was cut off does not hide it, once signed either', async (t) => {
    const at = await signedWorld(t);
    await at.tamper((db) =>
      db.exec(
        'DELETE FROM audit_entries WHERE sequence > 4; DELETE FROM audit_checkpoints WHERE sequence > 4',
      ),
    );
    await at.append('x', 'y', 'z');
    assert.equal(await at.found(), '6 rewritten');
    await at.checkpoint();
    const last = await at.store().audit.last();
    assert.deepEqual(
      [last.action, (JSON.parse(last.details) as { sequence: number }).sequence],
      ['audit.rewritten', 6],
    );
    assert.equal(
      (await at.store().audit.lastCheckpoint())?.sequence,
      last.sequence,
      'that it was found is signed',
    );
    assert.equal(await at.found(), '6 rewritten');
    await at.append('later');
    await at.checkpoint();
    assert.equal(await at.found(), '6 rewritten');
  });

  test('checkpoints that are left of an end that was cut off keep nothing from being signed', async (t) => {
    const at = await signedWorld(t);
    await at.tamper((db) => db.exec('DELETE FROM audit_entries WHERE sequence > 3'));
    await at.append('x');
    const signed = async () => (await at.store().audit.checkpoints(0, 9)).map(({ sequence }) => sequence);
    at.auditor().start();
    await at.clock.advance(6 * MINUTE);
    for (let i = 0; i < 400 && (await signed()).length < 3; i++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.deepEqual(await signed(), [3, 5, 6]);
    const last = await at.store().audit.last();
    assert.deepEqual([last.sequence, last.action], [5, 'audit.rewritten']);
    assert.equal(await at.found(), '6 truncated');
  });

  test('with an audit that was emptied nothing is changed any more', async (t) => {
    const at = await signedWorld(t);
    await at.tamper((db) => db.exec('DELETE FROM audit_entries'));
    const { clients } = at.store();
    const client = { id: 'c', name: 'c', createdAt: 0 };
    const key = { sha256: 'x', user: 'u', clientId: 'c', challenge: null, networks: [], createdAt: 0 };
    await assert.rejects(clients.add(client, key), StoreError);
    assert.deepEqual(await clients.list(), []);
    await assert.rejects(at.append('g'), StoreError);
    assert.equal(await at.found(), '0 missing');
  });

  test('the way out that the document tells begins another chain, in which that is told', async (t) => {
    const at = await signedWorld(t);
    const text = readFileSync(join(import.meta.dirname, '../../../../docs/audit.md'), 'utf8');
    const statements = /^```sql\n([\s\S]*?)^```$/m.exec(text)?.[1];
    assert.ok(statements);
    await at.tamper((db) => db.exec(`DELETE FROM audit_entries; ${statements}`));
    await at.append('g');
    await at.checkpoint();
    assert.equal((await at.store().audit.last()).action, 'audit.rewritten');
    assert.equal(await at.found(), '6 rewritten');
    await at.append('h');
    await at.checkpoint();
    await at.clock.advance(MINUTE);
    assert.ok((await at.auditor().purge(at.clock.now(), 'administrator:ada')).ok);
    assert.equal(await at.found(), null);
  });

  test('the file beside the database is gone, or is another', async (t) => {
    const at = await signedWorld(t);
    const kept = readFileSync(at.memory);
    rmSync(at.memory);
    assert.equal(await at.found(), 'memory-missing');
    writeFileSync(at.memory, '{"sequence":1}', { mode: 0o600 });
    assert.equal(await at.found(), 'memory-broken');
    writeFileSync(at.memory, kept, { mode: 0o600 });
    assert.equal(await at.found(), null);
    // the next checkpoint makes it anew, and does not keep it to itself
    rmSync(at.memory);
    await at.append('g');
    await at.checkpoint();
    assert.deepEqual((await at.store().audit.last()).action, 'audit.memory-missing');
    assert.equal(await at.found(), null);
  });

  test('a key at rest that is another opens nothing', async (t) => {
    const at = await signedWorld(t);
    const other = await openKeyAtRest(tempDir(t), { kind: 'data-directory' });
    assert.ok(other.ok);
    const { directory, clock } = at;
    const stranger = auditorOf({
      directory,
      store: at.store(),
      atRest: async () => other,
      clock,
      log: silentLog,
    });
    const verdict = await stranger.verify();
    assert.equal(verdict.ok ? '' : verdict.fault.code, 'sealBroken');
    const shut = auditorOf({
      directory,
      store: at.store(),
      atRest: async () => fail(fault('credentialMissing', {})),
      clock,
      log: silentLog,
    });
    assert.equal((await shut.checkpoint()).ok, false);
  });
});

suite('checkpoints', () => {
  test('are made as time goes by, after many entries, at the end; and not for nothing', async (t) => {
    const at = await world(t);
    const auditor = at.auditor();
    const signed = async () => (await at.store().audit.lastCheckpoint())?.sequence;
    const after = async (ms: number, expected: number | undefined, why?: string) => {
      await at.clock.advance(ms);
      // what the timer began reads and writes: some turns of the loop, and as many more as it needs
      for (let i = 0; i < 5 || (i < 1_000 && (await signed()) !== expected); i++) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      assert.equal(await signed(), expected, why);
    };
    auditor.start();
    await after(MINUTE, undefined);
    await at.append('a');
    await after(MINUTE, 1, 'the first at once: nothing was ever signed');
    await at.append('b');
    await after(MINUTE, 1);
    await after(4 * MINUTE, 2);
    await at.append(...Array.from({ length: 1_000 }, (_, index) => `${index}`));
    await after(MINUTE, 1_002);
    await after(10 * MINUTE, 1_002);
    assert.equal((await at.store().audit.checkpoints(0, 99)).length, 3);
    await at.append('c');
    await auditor.close();
    assert.equal(await signed(), 1_003);
    assert.equal(await at.found(), null);
  });
});

suite('a purge', () => {
  test('takes away what is older than a checkpoint, says so, and what is left is whole', async (t) => {
    const at = await world(t);
    assert.deepEqual(await at.auditor().purge(at.clock.now() + 1, 'administrator:ada'), ok(undefined));
    await at.append('a', 'b');
    await at.checkpoint();
    await at.clock.advance(MINUTE);
    const between = at.clock.now();
    await at.append('c');
    await at.checkpoint();
    assert.deepEqual(await at.auditor().purge(between, 'administrator:ada'), ok({ removed: 2, upTo: 2 }));
    const [[first], last] = await Promise.all([at.store().audit.walk(-1, 1), at.store().audit.last()]);
    assert.deepEqual([first?.sequence, last.action, last.actor], [2, 'audit.purge', 'administrator:ada']);
    assert.equal(await at.found(), null);
    await at.tamper((db) => db.exec('DELETE FROM audit_entries WHERE sequence = 2'));
    assert.equal(await at.found(), '3 begin', 'no more than it says');
  });

  test('where the end was cut off, goes by a checkpoint whose entry is there, and never empties the chain', async (t) => {
    const at = await signedWorld(t);
    await at.tamper((db) => db.exec('DELETE FROM audit_entries WHERE sequence > 4'));
    const purged = await at.auditor().purge(at.clock.now() + 1, 'administrator:ada');
    assert.deepEqual(purged, ok({ removed: 3, upTo: 3 }));
    assert.equal((await at.store().audit.walk(-1, 1))[0]?.sequence, 3);
    await at.append('g');
  });
});

async function linesOf(store: Store): Promise<string[]> {
  const lines = exportLines(await store.audit.walk(-1, 999), await store.audit.checkpoints(0, 999));
  return lines.map((line) => JSON.stringify(line));
}

async function* stream(lines: readonly string[]) {
  yield* lines;
}

suite('an export', () => {
  test('is verified with the public key alone', async (t) => {
    const at = await signedWorld(t);
    const key = await at.auditor().publicKey();
    assert.ok(key.ok);
    const publicKey = createPublicKey(key.value.pem);
    const lines = await linesOf(at.store());
    const verdict = async (changed: readonly string[], by = publicKey) => {
      const done = await verifyExport(stream(changed), by);
      if (!done.ok) return done.fault.code;
      const { problem, signed } = done.value;
      return problem === null ? signed : `${problem.sequence} ${problem.problem}`;
    };
    assert.equal(lines.length, 9);
    assert.equal(await verdict(lines), 6);
    assert.equal(await verdict([...lines, '']), 6);
    assert.equal(await verdict(lines.slice(0, -1)), 3, 'what is not signed is told');
    assert.equal(await verdict(lines.filter((line) => line.includes('entry'))), '0 unsigned');
    assert.equal(await verdict(lines.toSpliced(5, 1)), '4 missing');
    assert.equal(await verdict(lines.map((line) => line.replace('"d"', '"x"'))), '4 altered');
    assert.equal(await verdict([...lines.slice(0, 5), 'x', ...lines.slice(5)]), 'auditLineUnreadable');
    assert.equal(await verdict([]), '0 missing');
    const other = await signedWorld(t);
    const stranger = await other.auditor().publicKey();
    assert.ok(stranger.ok);
    assert.equal(await verdict(lines, createPublicKey(stranger.value.pem)), '3 signature');
    assert.equal(readPublicKey('x', 'f').ok, false);
  });
});
