/** English texts of the commands. */
export const cli = {
  pressCtrlC: () => 'Press Ctrl-C to stop.',
};
