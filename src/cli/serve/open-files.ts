import { readFileSync } from 'node:fs';

/**
 * How many files, sockets among them, this process may have open; undefined where the system does not say it (and where Node, which
 * raises its soft limit to the hard one at its start, has enough by default).
 */
export function openFilesMax(): number | undefined {
  let text: string;
  try {
    text = readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return undefined; // not Linux
  }
  const soft = /^Max open files +([0-9]+|unlimited)/m.exec(text)?.[1];
  return soft === undefined || soft === 'unlimited' ? undefined : Number(soft);
}
