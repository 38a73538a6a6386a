import { EXIT } from './exit.ts';

/**
 * Listens for SIGINT and SIGTERM from now on, so that Ctrl-C during a start stops as cleanly as later; a second one ends the process.
 * The result waits for the first. While it waits the process stays, even where only timers of ours are left: they keep nothing alive.
 */
export function listenForSignal(): () => Promise<void> {
  const given = new Promise<void>((resolve) => {
    let first: number | undefined;
    const onSignal = () => {
      resolve();
      if (first === undefined) process.once('beforeExit', () => setTimeout(() => {}, TWIN_WAIT_MS));
      first ??= performance.now();
      // the launcher passes on the signal that a terminal sent to both: twins do not count as two
      if (performance.now() - first > SIGNAL_TWIN_MS) process.exit(EXIT.couldNotRun);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
  return async () => {
    const alive = setInterval(() => {}, ALIVE_MS);
    await given;
    clearInterval(alive);
  };
}

/** Signals so close together are one Ctrl-C that came on two ways. */
const SIGNAL_TWIN_MS = 500;
/** Signals mean death again once Node takes its handlers down: an end that was quick waits for the twin to have come. */
const TWIN_WAIT_MS = 100;
/** It does nothing: rarely is enough. */
const ALIVE_MS = 3_600_000;
