import { fail, ok, type Result } from '../../core/index.ts';
import type { Address } from '../../net/index.ts';
import { COUNT_MS } from './limits.ts';
import type { InsideReport } from './report.ts';
import type { Machine } from './shell.ts';
import { isRecord, jsonValue } from './survey-json.ts';

type Arrivals = InsideReport['arrivals'];

/** Counting rules that are there until `remove`. */
type ArrivalCounter = {
  /** What has arrived so far, of each address at each port; undefined where it could not be read. */
  readonly read: () => Promise<Arrivals | undefined>;
  readonly remove: () => Promise<void>;
};

/**
 * Counts the first packets of connections from some addresses to some ports, before any filter sees them: whether a look from there arrives
 * at all. The one thing here that changes the machine, and only where it was asked for: a table of nft of our own. It drops nothing; and
 * where nobody is left to remove it, it stops counting by itself, as its addresses have a timeout. The fault is a code of `unread`.
 */
export async function countArrivals(
  { run }: Pick<Machine, 'run'>,
  from: readonly Address[],
  ports: readonly number[],
): Promise<Result<ArrivalCounter, string>> {
  const remove = async () => void (await run(['nft', `delete table ${TABLE}`]));
  const made = await run(['nft', rulesFor(from, ports)]);
  if (!made.ok) {
    if (made.why === 'timeout') await remove();
    return fail(made.why ?? 'failed');
  }
  const read = async () => {
    const shown = await run(['nft', '-j', `list table ${TABLE}`]);
    return shown.ok ? countsIn(shown.out) : undefined;
  };
  return ok({ read, remove });
}

const TABLE = 'inet sixfour_probe';
/** Before connection tracking and every filter of iptables, nft or firewalld. */
const PRIORITY = -400;

/** One transaction: what a run that was killed has left goes with it. */
function rulesFor(from: readonly Address[], ports: readonly number[]): string {
  const seconds = Math.ceil((2 * COUNT_MS) / 1_000);
  const sets = [6, 4].flatMap((family) => {
    const own = from.filter((one) => one.family === family).map(({ text }) => `${text} timeout ${seconds}s`);
    const name = `from${family}`;
    return [
      `add set ${TABLE} ${name} { type ipv${family}_addr; flags timeout; }`,
      ...(own.length === 0 ? [] : [`add element ${TABLE} ${name} { ${own.join(', ')} }`]),
    ];
  });
  const rules = from.flatMap(({ family, text }) =>
    ports.map((port) => {
      const source = `${family === 6 ? 'ip6' : 'ip'} saddr`;
      // the set is what times out, the address beside it what is counted apart
      const match = `iifname != "lo" ${source} @from${family} ${source} ${text} tcp dport ${port}`;
      const first = 'tcp flags & (fin | syn | rst | ack) == syn';
      return `add rule ${TABLE} arrivals ${match} ${first} counter comment "${family} ${port} ${text}"`;
    }),
  );
  return [
    `add table ${TABLE}`,
    `delete table ${TABLE}`,
    `add table ${TABLE}`,
    ...sets,
    `add chain ${TABLE} arrivals { type filter hook prerouting priority ${PRIORITY}; policy accept; }`,
    ...rules,
  ].join('; ');
}

function countsIn(text: string): Arrivals | undefined {
  const value = jsonValue(text);
  const listed = isRecord(value) ? value['nftables'] : undefined;
  if (!Array.isArray(listed)) return undefined;
  return (listed as { rule?: { comment?: string; expr?: { counter?: { packets?: number } }[] } }[]).flatMap(
    ({ rule }) => {
      const [family, port, from] = (rule?.comment ?? '').split(' ');
      const packets = rule?.expr?.find(({ counter }) => counter !== undefined)?.counter?.packets;
      if (from === undefined || typeof packets !== 'number') return [];
      return [{ family: family === '6' ? (6 as const) : (4 as const), port: Number(port), from, packets }];
    },
  );
}
