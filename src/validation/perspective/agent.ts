import type { Clock, Log, Region } from '../../core/index.ts';
import type { Validator } from '../types.ts';
import type { Handlers } from './call.ts';

export type AgentParts = {
  /** The engine of this place: `createValidator`, whose own limits bound what runs and waits. */
  readonly validator: Validator;
  readonly name: string;
  readonly region: Region;
  /** Issuer domain names by which CAA records mean the CA that asks, where a request names none; empty: it must. */
  readonly caaIssuers: readonly string[];
  /** Of this program, for `/configz`. */
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
};

/** Open MPIC's checker: GET `/healthz`, `/configz`; POST `/dcv`, `/caa`. */
export function createAgentHandlers(_parts: AgentParts): Handlers {
  throw new Error('not built yet');
}
