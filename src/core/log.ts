/**
 * The log, as every room sees it: pino satisfies it. Fields first, then a short constant text. Never a secret, never bytes
 * that came from a validation target. A client's mistakes are `debug`, so that nobody can flood the log from outside.
 */
export type Log = {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
};

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
