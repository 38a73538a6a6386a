import { parseAddress } from '../../net/index.ts';
import type { Seen } from './examine.ts';
import type { Look } from './kit.ts';
import { OUTSIDE_LIMITS, REPORT_MAX } from './limits.ts';
import type { OutsideReport } from './report.ts';
import type { Traced } from './trace-run.ts';

/** The path to the first address of each family that did not answer, up to the hop where it ends. */
export async function collectTrace(
  look: Look,
  seen: OutsideReport,
  add: (more: Seen) => void,
): Promise<void> {
  const { tracer, timeScale, clock } = look.kit;
  if (tracer === undefined) return;
  const failed = ([6, 4] as const).flatMap((family) => {
    const one = seen.connects.find(
      ({ host, use, ...rest }) =>
        host === look.name && use !== 'closed' && rest.family === family && LOST.has(rest.outcome),
    );
    const address = one && parseAddress(one.address);
    return one === undefined || address === undefined ? [] : [{ ...one, address }];
  });
  const trace = async ({ address, family, port }: (typeof failed)[number]) => {
    // the look itself must not be cut by this
    const left = look.deadlineMs - clock.monotonic() - 500;
    const timeoutMs = Math.min(OUTSIDE_LIMITS.traceMs * timeScale, left);
    if (timeoutMs <= 0) return;
    const traced = await tracer.trace({ address, port, timeoutMs, signal: look.signal });
    if (traced === undefined) return add({ unmeasured: [{ what: 'trace', why: 'no-program' }] });
    const hops = readHops(traced);
    const reached = hops.some((hop) => hop.address === address.text);
    add({ traces: [{ address: address.text, family, port, tool: traced.tool, reached, hops }] });
  };
  await Promise.all(failed.map(trace));
}

const LOST: ReadonlySet<string> = new Set(['connect-timeout', 'unreachable', 'prohibited']);

type Hop = OutsideReport['traces'][number]['hops'][number];

/** Lines such as ` 3  2001:db8::1  1.2 ms !X`, ` 4  *` and tracepath's ` 2:  192.0.2.1   0.9ms asymm  3`. */
export function readHops({ output }: Pick<Traced, 'output'>): Hop[] {
  const hops = new Map<number, Hop>();
  for (const line of output.split('\n')) {
    const [, number = '', rest = ''] = /^\s*(\d{1,3})[:?]?\s+(.*)$/.exec(line.slice(0, 512)) ?? [];
    const ttl = Number(number);
    if (number === '' || ttl < 1 || ttl > REPORT_MAX.hops) continue;
    const words = rest.trim().split(/\s+/);
    const address = words.map((word) => parseAddress(word)).find((one) => one !== undefined)?.text;
    const ms = /(?:^|\s)(\d+(?:\.\d+)?)\s*ms\b/.exec(rest)?.[1];
    const note = words.find((word) => /^![A-Z0-9]{0,6}$/.test(word));
    // tracepath prints its own host as hop 1 with a question mark
    if (/^\s*\d+\?/.test(line)) continue;
    hops.set(ttl, {
      ttl,
      ...(address !== undefined && { address }),
      ...(ms !== undefined && { ms: Number(ms) }),
      ...(note !== undefined && { note }),
    });
  }
  return [...hops.values()].slice(0, REPORT_MAX.hops);
}
