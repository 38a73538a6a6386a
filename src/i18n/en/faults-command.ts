/** English messages of faults of commands, settings and start-up. */
export const commandFaults = {
  serverNotRunning: (p: { data: string }) =>
    `No server is running on ${p.data}. Start one with: sixfour serve --data ${p.data}`,
};
export type CommandFaultMessages = typeof commandFaults;
