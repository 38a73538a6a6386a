import type { InsideReport } from '../../doctor/inside/index.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';

/** What was seen on the machine, short: the four or five things that decide whether anybody gets in. */
export function insideLines(session: Session, report: InsideReport): string[] {
  const { headings, columns } = session.messages.doctor.inside;
  return [
    ...section(
      session,
      headings.addresses(),
      [columns.interface, columns.address, columns.scope, columns.flags],
      {
        rows: report.addresses
          .filter(({ scope }) => scope !== 'host')
          .map(({ ifname, address, prefix, scope, flags }) => [
            ifname,
            `${address}/${prefix}`,
            scope,
            flags.filter((flag) => flag !== 'permanent').join(', '),
          ]),
      },
    ),
    ...section(session, headings.routes(), [columns.family, columns.via, columns.interface, columns.from], {
      rows: report.routes
        .filter(({ to }) => to === 'default')
        .map(({ family, via = '', ifname = '', protocol = '', type }) => [
          `IPv${family}`,
          type === 'unicast' ? via : type,
          ifname,
          protocol,
        ]),
    }),
    ...section(
      session,
      headings.listeners(),
      [columns.port, columns.families, columns.address, columns.process],
      {
        rows: listenerRows(report),
      },
    ),
    ...(report.chains.length === 0
      ? []
      : section(session, headings.rules(), [columns.table, columns.chain, columns.rule], {
          rows: ruleRows(report),
        })),
    ...(report.outbound.length === 0
      ? []
      : section(session, headings.outbound(), [columns.family, columns.outcome, columns.from], {
          rows: report.outbound.map(({ family, outcome, source = '' }) => [`IPv${family}`, outcome, source]),
        })),
    ...(report.arrivals.length === 0
      ? []
      : section(session, headings.arrivals(), [columns.family, columns.port, columns.from, columns.packets], {
          rows: report.arrivals.map(({ family, port, from, packets }) => [
            `IPv${family}`,
            String(port),
            from,
            String(packets),
          ]),
        })),
  ];
}

/** Neither addresses nor listeners: every machine has its loopback. */
export function isUnread({ addresses, listeners }: InsideReport): boolean {
  return addresses.length === 0 && listeners.length === 0;
}

/** Rows of one kind that are printed; a server has some twenty. */
const ROWS = 24;

function section(
  { terminal, messages }: Session,
  heading: string,
  titles: readonly (() => string)[],
  { rows }: { readonly rows: readonly (readonly string[])[] },
): string[] {
  const { inside } = messages.doctor;
  const shown = rows.slice(0, ROWS);
  const left = rows.length - shown.length;
  return [
    terminal.paint('bold', heading),
    ...(rows.length === 0
      ? [`  ${inside.none()}`]
      : table(
          terminal,
          titles.map((title) => title()),
          shown,
          '  ',
        )),
    ...(left > 0 ? [`  ${inside.more({ count: left })}`] : []),
    '',
  ];
}

/** One row for a port and address; a socket for both families says so. What only this machine reaches is left out. */
function listenerRows({ listeners }: InsideReport): string[][] {
  const open = listeners.filter(
    ({ protocol, address }) => protocol === 'tcp' && !/^(?:127\.|::1$)/.test(address),
  );
  const rows = open
    .toSorted((one, other) => one.port - other.port || other.family - one.family)
    .map(({ family, address, port, v6only, process = '' }) => {
      const both = family === 6 && address === '::' && v6only === false;
      return [String(port), both ? 'IPv6, IPv4' : `IPv${family}`, address, process];
    });
  return [...new Map(rows.map((row) => [row.join(' '), row])).values()];
}

/** Rules and policies on the way in that drop or reject, in the order in which they are asked. */
function ruleRows({ chains }: InsideReport): string[][] {
  const inwards = chains.filter(
    ({ hook }) => hook !== 'output' && hook !== 'postrouting' && hook !== 'forward',
  );
  return inwards.flatMap(({ table: name, name: chain, policy, rules }) => [
    ...rules
      .filter(({ verdict }) => verdict === 'drop' || verdict === 'reject')
      .map(({ text }) => [name, chain, text]),
    ...(policy === 'drop' ? [[name, chain, 'policy drop']] : []),
  ]);
}
