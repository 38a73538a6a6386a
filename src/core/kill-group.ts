/**
 * Ends a process group: the process that leads it, started with `detached`, and everything that it has started and that has not left.
 * Undefined, the id of what could not be started, ends nothing; a group that is gone already is no error.
 */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // nobody is left in it
  }
}
