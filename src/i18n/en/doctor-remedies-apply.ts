/** English texts of `sixfour check --here --apply`. */
export const apply = {
  flags: {
    here: () => 'this machine is the server: look at it from inside too',
    apply: () =>
      'with --here: do what mends it, each change asked for, verified, and taken back where it does not help',
    yes: () => 'with --apply: do not ask',
  },
  needsHere: () => '--apply changes this machine, so it goes with --here.',
  yesAlone: () => '--yes goes with --apply.',
  noJson: () =>
    '--apply tells what it does as it does it: leave out --json, and look again with it afterwards.',
  needsTerminal: () => '--apply asks on a terminal, and there is none. --yes does it without asking.',
  needsRoot: () => 'Only root may change this machine: run it with sudo. Nothing was changed.',
  nothing: () => 'There is nothing here that can be mended by a command on this machine.',
  measureFirst: (p: { titles: string }) =>
    `Not touched, as it is not sure which of several it is: ${p.titles}`,
  ask: () => 'Do it?',
  skipped: () => 'Left as it is.',
  doing: (p: { line: string }) => `... ${p.line}`,
  failed: (p: { line: string; why: string }) => `This ended with an error (${p.why}): ${p.line}`,
  changed: (p: { file: string }) =>
    `${p.file} is no longer what the change was made for, so it was not touched.`,
  looking: () => 'Looking again ...',
  stillThere: () => 'It is still there: this does not mend it.',
  worse: (p: { what: string }) => `Something that worked no longer does: ${p.what}.`,
  lost: () => 'The connection to you does not answer any more.',
  lookFailed: () => 'It could not be looked at again.',
  keep: (p: { seconds: number }) =>
    `It helps. Keep it? Without an answer it is taken back in ${p.seconds} s.`,
  notKept: () => 'It is not kept.',
  tooLate: () => 'The answer came too late: it has been taken back already.',
  kept: () => 'Done, and it helps.',
  permanentFailed: (p: { line: string }) => `It works now, but keeping it over a reboot failed at: ${p.line}`,
  byHand: () => 'For good, by hand:',
  undoing: () => 'Taking it back ...',
  undone: () => 'It is as it was before.',
  notUndone: (p: { file: string }) => `It could not be taken back whole. What was tried is in ${p.file}`,
  interrupted: () => 'Interrupted: what was begun is taken back.',
  guard: (p: { seconds: number; file: string }) =>
    `Should this terminal be lost, it is taken back within ${p.seconds} s (${p.file}).`,
  whys: {
    timeout: () => 'no end in time',
    exit: (p: { code: number }) => `exit code ${p.code}`,
    spawn: (p: { code: string }) => `could not be started: ${p.code}`,
  },
};
