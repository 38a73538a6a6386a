import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { type Clock, killGroup } from '../../core/index.ts';
import { COMMAND_BYTES, COMMAND_MS, FILE_BYTES } from './limits.ts';

/** What collectors need of the machine that they look at. Nothing of it writes, nothing of it rejects; each call ends by its own limit. */
export type Machine = {
  /** A text file, at most `FILE_BYTES` of it; undefined where there is none or it may not be read. */
  readonly readFile: (path: string) => Promise<string | undefined>;
  /** Names in a directory, sorted; none where it cannot be read. */
  readonly list: (dir: string) => Promise<readonly string[]>;
  /** One program without a shell, at most `COMMAND_MS` and `COMMAND_BYTES`; `why` is a code of the report's `unread`. */
  readonly run: (
    argv: readonly string[],
  ) => Promise<{ readonly ok: boolean; readonly out: string; readonly why?: string }>;
};

/** The machine that this process runs on. Its programs get no environment but a path and the C locale, and nothing to read. */
export function createShell(clock: Clock): Machine {
  return {
    readFile,
    list: async (dir) => {
      try {
        return (await readdir(dir)).toSorted();
      } catch {
        return [];
      }
    },
    run: (argv) => run(argv, clock),
  };
}

const ENVIRONMENT = {
  // Debian's users have no sbin in theirs
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  // caddy would make a directory there: below a device nobody can
  HOME: '/dev/null',
};
const DENIED =
  /permission denied|operation not permitted|must be root|need to be root|not authorized|are you root/i;

/** Files below /proc say that they are empty: they are read until they end. A pipe or a device is not waited for. */
async function readFile(path: string): Promise<string | undefined> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    if (!(await file.stat()).isFile()) return undefined;
    const chunks: Buffer[] = [];
    let length = 0;
    while (length < FILE_BYTES) {
      const buffer = Buffer.alloc(Math.min(CHUNK_BYTES, FILE_BYTES - length));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      chunks.push(buffer.subarray(0, bytesRead));
      length += bytesRead;
    }
    return Buffer.concat(chunks).toString('utf8');
  } catch {
    return undefined;
  } finally {
    await file?.close().catch(() => {});
  }
}
const CHUNK_BYTES = 65_536;

function run(argv: readonly string[], clock: Clock): ReturnType<Machine['run']> {
  return new Promise((resolve) => {
    const [file = '', ...args] = argv;
    const child = spawn(file, args, {
      env: ENVIRONMENT,
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    let bytes = 0;
    let complaint = '';
    let ended = false;
    const end = (why?: string) => {
      if (ended) return;
      ended = true;
      cancel();
      killGroup(child.pid);
      child.stdout.destroy();
      child.stderr.destroy();
      const text = Buffer.concat(out).toString('utf8');
      resolve(why === undefined ? { ok: true, out: text } : { ok: false, out: text, why });
    };
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > COMMAND_BYTES) end('too-large');
      else out.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < CHUNK_BYTES) complaint += chunk.toString('latin1');
    });
    const cancel = clock.after(COMMAND_MS, () => end('timeout'));
    child.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ENOENT' ? 'absent' : 'failed'));
    child.on('close', (code) => {
      if (code === 0) end();
      else end(DENIED.test(complaint) ? 'needs-root' : 'failed');
    });
  });
}
