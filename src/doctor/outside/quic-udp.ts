import type { Family } from '../../core/index.ts';
import type { OutsideReport } from './report.ts';

/**
 * Does something show that datagrams leave this place over that family, and come back: a name server that was asked over UDP, or a
 * QUIC probe that somebody answered, if only by an ICMP error? Networks that let TCP out and not UDP are common. Pure.
 */
export function udpPasses(
  { answers, quics }: Pick<OutsideReport, 'answers' | 'quics'>,
  family: Family,
): boolean {
  return (
    answers.some((one) => one.family === family && one.transport === 'udp' && !SILENT.has(one.outcome)) ||
    quics.some((one) => one.family === family && CAME_BACK.has(one.outcome))
  );
}

const SILENT: ReadonlySet<string> = new Set(['timeout', 'unreachable', 'error']);
const CAME_BACK: ReadonlySet<string> = new Set(['answers', 'malformed', 'refused']);
