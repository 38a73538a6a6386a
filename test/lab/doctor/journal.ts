// The system's journal in a node: real systemd-journald, with a journal of its own.
import { randomUUID } from 'node:crypto';
import type { Setting } from './shape.ts';

const READY_MS = 15_000;

/** Starts it; what is written to it then is read by `journalctl` there. */
export async function startJournal({ web }: Setting): Promise<void> {
  await web.write('/etc/machine-id', `${randomUUID().replaceAll('-', '')}\n`);
  await web.script('mkdir -p /run/systemd/journal /run/log/journal');
  web.start(['/lib/systemd/systemd-journald']);
  await web.script(
    `for i in $(seq ${READY_MS / 100}); do [ -S /run/systemd/journal/stdout ] && exit 0; sleep 0.1; done; exit 1`,
  );
}

/** A service that ends at once, and what it said goes to the journal. */
export async function logged({ web }: Setting, name: string, argv: readonly string[]): Promise<void> {
  const { code } = await web.run(['systemd-cat', '-t', name, ...argv], { timeoutMs: READY_MS });
  if (code === 0) throw new Error(`${name} ends without a complaint`);
}
