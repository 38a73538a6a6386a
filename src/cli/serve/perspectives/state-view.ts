import type { PerspectiveStateView } from '../../../console/api/index.ts';
import { time } from '../../../console/api/index.ts';
import type { MemberState } from './member.ts';

/** A connection's state as the API and the commands show it. */
export function memberStateView(state: MemberState): PerspectiveStateView {
  const since = time(state.since);
  switch (state.connection) {
    case 'none':
      return { connection: 'none', since };
    case 'connected': {
      const { place, hello } = state;
      return {
        connection: 'connected',
        since,
        address: place.address,
        family: place.family,
        version: hello.version,
        heardAt: time(state.heardAt),
        certificateUntil: time(hello.certificateUntil),
      };
    }
    case 'lost':
      return { connection: 'lost', since, reason: state.end };
    case 'failed':
      return {
        connection: 'failed',
        since,
        tried: state.failures.map(({ place, reason }) => ({
          address: place?.address ?? null,
          family: place?.family ?? null,
          reason,
        })),
      };
    case 'refused': {
      const { reason, theirs } = state.reason;
      return { connection: 'refused', since, reason, ...(theirs !== undefined && { protocol: theirs }) };
    }
  }
}
