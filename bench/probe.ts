import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const CLOCK_TICKS_PER_SECOND = 100; // USER_HZ on Linux

/** What the kernel has accounted to a process so far. */
export type Usage = { cpuMs: number; writtenBytes: number; residentBytes: number };

/** CPU of all threads, bytes sent to the disk, and resident memory of a process, from /proc. */
export function usage(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return {
    cpuMs: (ticks / CLOCK_TICKS_PER_SECOND) * 1000,
    writtenBytes: number(`/proc/${pid}/io`, /^write_bytes: (\d+)/m),
    residentBytes: number(`/proc/${pid}/status`, /^VmRSS:\s+(\d+) kB/m) * 1024,
  };
}

export function connectable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function number(file: string, pattern: RegExp): number {
  return Number(pattern.exec(readFileSync(file, 'utf8'))?.[1]);
}
