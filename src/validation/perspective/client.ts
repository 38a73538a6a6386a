import type { Clock, Log, Region } from '../../core/index.ts';
import type { Call } from './call.ts';
import type { Perspective } from './types.ts';

export type RemotePerspectiveParts = {
  readonly name: string;
  readonly region: Region;
  /** Ours, which says who it is and what it saw; or another's, which is told and says no more than Open MPIC has. */
  readonly speaks: 'sixfour' | 'open-mpic';
  readonly call: Call;
  readonly clock: Clock;
  readonly log: Log;
};

/** A perspective behind a transport: asks in Open MPIC's shapes, and reads the answer strictly. */
export function createRemotePerspective(_parts: RemotePerspectiveParts): Perspective {
  throw new Error('not built yet');
}
