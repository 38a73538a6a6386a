import { spawn } from 'node:child_process';
import { killGroup } from '../../core/index.ts';
import { APPLY_LIMITS } from './limits.ts';

/** How one line ended. */
export type Ended =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: 'timeout' }
  | { readonly ok: false; readonly why: 'exit'; readonly code: number; readonly said: string }
  | { readonly ok: false; readonly why: 'spawn'; readonly error: string };

/** Runs one line of a remedy: as its words where it has no more than words, else by the shell that it was written for. */
export function execute(line: string, timeoutMs: number = APPLY_LIMITS.lineMs): Promise<Ended> {
  const [file = '', ...args] = wordsOf(line) ?? ['sh', '-c', line];
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      env: ENVIRONMENT,
      cwd: '/',
      detached: true, // a group of its own, which ends as a whole
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const keep = (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-APPLY_LIMITS.saidCharacters);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = setTimeout(() => {
      resolve({ ok: false, why: 'timeout' });
      killGroup(child.pid);
    }, timeoutMs);
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      resolve({ ok: false, why: 'spawn', error: error.code ?? error.message });
    });
    // `exit`, not `close`: a server that was started keeps the output open
    child.on('exit', (code) => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(code === 0 ? { ok: true } : { ok: false, why: 'exit', code: code ?? -1, said: said.trim() });
    });
  });
}

/** As of an administrator's login: services that it restarts look for their programs in it. */
const ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  HOME: '/root',
  DEBIAN_FRONTEND: 'noninteractive',
};

/** The words of a line, quotes taken away; undefined where it asks a shell for more than that. */
export function wordsOf(line: string): string[] | undefined {
  const words: string[] = [];
  let rest = line.trim();
  while (rest !== '') {
    const [word] = /^(?:[^\s'"\\$`|&;<>()*?#~!]|'[^']*'|"[^"\\$`]*")+/.exec(rest) ?? [];
    if (word === undefined) return undefined;
    const after = rest.slice(word.length);
    if (after !== '' && !/^\s/.test(after)) return undefined;
    words.push(
      word.replaceAll(
        /'([^']*)'|"([^"]*)"/g,
        (_, single?: string, double?: string) => single ?? double ?? '',
      ),
    );
    rest = after.trimStart();
  }
  return /^\w+=/.test(words[0] ?? '') ? undefined : words;
}
