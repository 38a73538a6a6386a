import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { shellWord } from '../../core/index.ts';
import type { Planned } from './apply-files.ts';
import { APPLY_LIMITS } from './limits.ts';

/**
 * Who takes a change back: a shell script of its own that goes on where this process, its terminal or the network has gone. Without a
 * sign of progress for 60 s it undoes what was done, as `netplan try` does. It alone undoes, so that it is done once.
 */
export type Guard = {
  /** The script, to be read by whoever wants to know. */
  readonly file: string;
  readonly log: string;
  /** Something went well: the time begins anew. */
  renew(): Promise<void>;
  /** From now on undoing means the lines as well, not the files alone. */
  begun(): Promise<void>;
  /** The first line of all did nothing: there is nothing of lines to undo. */
  notBegun(): Promise<void>;
  /** The change stays; false where the guard was quicker. */
  keep(): Promise<boolean>;
  /** Takes it back now; false where that has not ended in time. */
  undo(): Promise<boolean>;
};

/** A folder that only this user may enter: copies of files, and the signs by which both sides understand each other. */
export async function guardFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'sixfour-apply-'));
}

export async function startGuard(
  folder: string,
  plans: readonly Planned[],
  lines: readonly string[],
): Promise<Guard> {
  const file = join(folder, 'undo.sh');
  const log = join(folder, 'undo.log');
  await writeFile(file, script(folder, plans, lines), { mode: 0o700 });
  const child = spawn('sh', [file], { cwd: '/', detached: true, stdio: 'ignore' });
  await once(child, 'spawn'); // nothing is changed without it
  child.unref();
  const sign = (name: string) => join(folder, name);
  return {
    file,
    log,
    renew: () => writeFile(sign('renew'), ''),
    begun: () => writeFile(sign('begun'), ''),
    notBegun: () => rm(sign('begun'), { force: true }),
    async keep() {
      // a folder is made by one of the two only
      const first = await mkdir(sign('decided')).then(
        () => true,
        () => false,
      );
      return first;
    },
    async undo() {
      await writeFile(sign('give-up'), '');
      const until = performance.now() + APPLY_LIMITS.undoMs;
      while (!existsSync(sign('undone'))) {
        if (performance.now() > until) return false;
        await sleep(POLL_MS);
      }
      return true;
    },
  };
}

/** What is left of a change that stays: nothing. One that was taken back keeps its log. */
export async function forget(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

const POLL_MS = 100;

function script(folder: string, plans: readonly Planned[], lines: readonly string[]): string {
  const seconds = APPLY_LIMITS.guardMs / 1_000;
  const each = APPLY_LIMITS.undoLineMs / 1_000;
  const files = plans.map(({ path, backup }) => {
    // nobody can have put a link there
    const beside = shellWord(join(dirname(path), `.sixfour-${randomBytes(6).toString('hex')}`));
    if (backup === undefined) return `rm -f ${shellWord(path)}`;
    return `cp -p ${shellWord(backup)} ${beside} && mv -f ${beside} ${shellWord(path)}`;
  });
  const undo = lines.map((line) => `  timeout ${each} sh -c ${shellWord(line)} </dev/null`);
  return `#!/bin/sh
# Takes back what "sixfour check --apply" did, unless it is told within ${seconds} s that it is good.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
trap '' HUP INT
cd ${shellWord(folder)} || exit 1
left=${seconds * TICKS}
while [ "$left" -gt 0 ]; do
  if [ -d decided ] || [ ! -d ${shellWord(folder)} ]; then exit 0; fi
  [ -e give-up ] && break
  if [ -e renew ]; then rm -f renew; left=${seconds * TICKS}; fi
  sleep ${1 / TICKS}
  left=$((left - 1))
done
mkdir decided 2>/dev/null || exit 0
{
${files.map((line) => `  ${line}`).join('\n') || '  :'}
if [ -e begun ]; then
${undo.join('\n') || '  :'}
fi
} >undo.log 2>&1
mkdir undone
`;
}

/** Of a second: busybox sleeps in fractions too. */
const TICKS = 2;
