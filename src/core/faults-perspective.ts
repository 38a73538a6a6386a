import type { PerspectiveFaultMessages } from '../i18n/en/faults-perspective.ts';
import type { FaultEntry } from './fault-entry.ts';

/** Faults of perspectives: joining, running, managing. They never reach an ACME client. */
export const perspectiveFaults = {
  noSuchPerspective: entry(404, 'client', 'not-found'),
  perspectiveExists: entry(409, 'client', 'perspective-exists'),
  perspectiveNameRefused: entry(400, 'client', 'perspective-input'),
  perspectiveUrlRefused: entry(400, 'client', 'perspective-input'),
  noPerspectives: entry(409, 'client', 'no-perspectives'),
  perspectivesClosed: entry(409, 'client', 'perspectives-closed'),
  joinUnreachable: entry(503, 'client', 'join-unreachable'),
  joinPinWrong: entry(403, 'client', 'join-pin'),
  joinRefused: entry(403, 'client', 'join-refused'),
  invitationMalformed: entry(400, 'client', 'perspective-input'),
  agentNotJoined: entry(409, 'client', 'agent-not-joined'),
  agentJoinedAlready: entry(409, 'client', 'agent-joined'),
  agentFileBroken: entry(500, 'client', 'agent-file'),
  agentIsClient: entry(409, 'client', 'agent-is-client'),
  agentPlainExposed: entry(400, 'client', 'agent-plain'),
  agentPlainUsage: entry(400, 'client', 'agent-plain'),
} satisfies Record<keyof PerspectiveFaultMessages, FaultEntry>;

function entry(status: number, blame: FaultEntry['blame'], anchor: string): FaultEntry {
  return { problem: null, status, blame, anchor };
}
