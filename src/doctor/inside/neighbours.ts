import { parseAddress } from '../../net/index.ts';
import type { InsideReport } from './report.ts';
import type { Machine } from './shell.ts';
import { jsonRows } from './survey-json.ts';
import type { Part } from './survey.ts';

type Neighbour = InsideReport['neighbours'][number];

/** Neighbours of both families: routers and those that do not answer first. */
export async function collectNeighbours(machine: Machine): Promise<Part> {
  const shown = await machine.run(['ip', '-j', 'neigh']);
  const rows = shown.ok ? jsonRows(shown.out) : undefined;
  if (rows === undefined) return { unread: [{ what: 'ip neigh', why: shown.why ?? 'unreadable' }] };
  const neighbours = rows.flatMap((row): Neighbour[] => {
    const parsed = parseAddress(String(row['dst']));
    const { dev, state } = row;
    if (parsed === undefined || typeof dev !== 'string') return [];
    const [name = ''] = Array.isArray(state) ? (state as string[]) : [];
    return [
      {
        family: parsed.family,
        address: parsed.text,
        ifname: dev,
        state: name,
        router: 'router' in row, // printed as `"router": null`
      },
    ];
  });
  return { neighbours: neighbours.toSorted((one, other) => weight(other) - weight(one)) };
}

function weight({ router, state }: Neighbour): number {
  return Number(router) * 2 + Number(state === 'FAILED' || state === 'INCOMPLETE');
}
