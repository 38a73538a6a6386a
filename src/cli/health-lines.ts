import type { Health, ServerEvidence, ZoneEvidence } from '../delegation/health/index.ts';
import { describeFault } from '../i18n/index.ts';
import type { Session } from './session.ts';
import { table, wrap } from './table.ts';
import { printable } from './terminal.ts';

/** What was found wrong with a name, `good` where nothing was, and below it what each name server said. */
export function healthLines(
  session: Session,
  health: Health,
  { good, zones }: { readonly good: string; readonly zones: readonly ZoneEvidence[] },
): string[] {
  const { terminal, messages } = session;
  const texts = messages.cli.health;
  const { findings, familiesNotMeasured, notAsked } = health;
  return [
    ...(findings.length === 0
      ? [good]
      : [terminal.paint('bold', texts.findings({ count: findings.length }))]),
    ...findings.map((one) => wrap(terminal, `- ${printable(describeFault(one, messages))}`)),
    ...familiesNotMeasured.map((one) =>
      wrap(terminal, texts.unmeasured({ family: one === 6 ? 'IPv6' : 'IPv4' })),
    ),
    ...(notAsked.length > 0 ? [wrap(terminal, texts.notAsked({ addresses: notAsked.join(', ') }))] : []),
    '',
    ...servers(session, zones),
  ];
}

function servers({ terminal, messages }: Session, zones: readonly ZoneEvidence[]): string[] {
  const { columns } = messages.cli.health;
  const rows = zones.flatMap(({ zone = '', servers: all }) =>
    all.map((server) => {
      const answers = [said(server, 'udp'), said(server, 'tcp'), leads(server)];
      return [zone, server.host, server.address, ...answers];
    }),
  );
  const titles = [columns.zone(), columns.server(), columns.address()];
  return table(terminal, [...titles, columns.udp(), columns.tcp(), columns.says()], rows);
}

/** The outcome of the question that matters there. */
function said({ answers }: ServerEvidence, transport: 'udp' | 'tcp'): string {
  const answer = answers.find((one) => one.transport === transport && MAIN.has(one.question));
  return answer?.outcome ?? '';
}
const MAIN: ReadonlySet<string> = new Set(['record', 'values']);

function leads({ answers }: ServerEvidence): string {
  const answer = answers.find(({ question }) => question === 'record');
  if (answer?.target !== undefined) return `CNAME ${answer.target}`;
  return (answer?.nameServers ?? []).map((name) => `NS ${name}`).join(', ');
}
