import type { AttemptEvidence, CaaEvidence, Evidence, LookupEvidence } from '../core/index.ts';
import type { Session } from './session.ts';
import { table, wrap } from './table.ts';
import { printable } from './terminal.ts';
import { duration } from './words.ts';

/** What evidence is shown with. */
export type Reader = Pick<Session, 'terminal' | 'messages'>;

/** What one place saw: each lookup a line, every attempt a row, then what CAA records mean. */
export function seenLines(reader: Reader, evidence: readonly Evidence[], indent: string): string[] {
  const { terminal } = reader;
  const attempts = evidence.filter((one) => one.kind === 'attempt');
  const line = (text: string) => wrap(terminal, printable(text), indent);
  return [
    ...evidence.filter((one) => one.kind === 'lookup').map((one) => line(lookupText(reader, one))),
    ...(attempts.length === 0 ? [] : attemptTable(reader, attempts, indent)),
    ...evidence.filter((one) => one.kind === 'caa').map((one) => line(caaText(reader, one))),
  ];
}

function caaText(
  reader: Reader,
  { name, found = '', record = '', reason = '', decision, mode }: CaaEvidence,
): string {
  return reader.messages.cli.evidence.caa[decision]({ name, found, record, reason, mode });
}

function attemptTable(reader: Reader, attempts: readonly AttemptEvidence[], indent: string): string[] {
  const { columns } = reader.messages.cli.evidence;
  return table(
    reader.terminal,
    [
      columns.family(),
      columns.address(),
      columns.port(),
      columns.hop(),
      columns.connect(),
      columns.tls(),
      columns.firstByte(),
      columns.total(),
      columns.outcome(),
    ],
    attempts.map((one) => [
      `IPv${one.family}`,
      one.address,
      String(one.port),
      String(one.hop),
      duration(one.times.connectMs),
      duration(one.times.tlsMs),
      duration(one.times.firstByteMs),
      duration(one.times.totalMs),
      outcome(reader, one),
    ]),
    indent,
    () => attempts.flatMap((one) => attemptLines(reader, one, indent)),
  );
}

/** For narrow terminals: an attempt and its outcome, its times below. */
function attemptLines(reader: Reader, attempt: AttemptEvidence, indent: string): string[] {
  const { columns, attempt: text } = reader.messages.cli.evidence;
  const { family, address, port, hop, times } = attempt;
  const parts: readonly [string, number | undefined][] = [
    [columns.connect(), times.connectMs],
    [columns.tls(), times.tlsMs],
    [columns.firstByte(), times.firstByteMs],
    [columns.total(), times.totalMs],
  ];
  const shown = parts.filter(([, ms]) => ms !== undefined).map(([title, ms]) => `${title} ${duration(ms)}`);
  const head = text({ family, address, port, hop, outcome: outcome(reader, attempt) });
  return [
    wrap(reader.terminal, printable(head), indent),
    wrap(reader.terminal, shown.join(', '), `${indent}  `),
  ];
}

function outcome(reader: Reader, attempt: AttemptEvidence): string {
  const texts = reader.messages.cli.evidence;
  const { http, tlsAlpn } = attempt;
  if (attempt.outcome === 'response' && tlsAlpn !== undefined)
    return tlsAlpn.protocol === 'agreed'
      ? texts.tlsAlpn[tlsAlpn.certificate]()
      : texts.alpn[tlsAlpn.protocol]();
  if (attempt.outcome !== 'response' || http === undefined) {
    const { outcome, phase, errno = '' } = attempt;
    return texts.outcome.other({ outcome, phase, errno });
  }
  if (http.location !== undefined)
    return texts.outcome.redirect({ status: http.status, location: http.location });
  return texts.outcome.response({ status: http.status, body: texts.body[http.body]() });
}

function lookupText(reader: Reader, lookup: LookupEvidence): string {
  const texts = reader.messages.cli.evidence;
  const { type, name } = lookup;
  const how =
    lookup.transport === 'built-in'
      ? texts.builtIn()
      : [lookup.server ?? '', lookup.transport ?? '', duration(lookup.ms)].filter(Boolean).join(', ');
  const chain = lookup.chain?.length ? [texts.chain({ chain: lookup.chain.join(' -> ') })] : [];
  const { status = '', link = '', reason = '' } = lookup.dnssec ?? {};
  const dnssec = status === '' ? [] : [texts.dnssec({ status, link, reason })];
  return texts.lookup({
    type,
    name,
    found: [foundText(reader, lookup), ...chain, ...dnssec].join(
      reader.messages.cli.commands.punctuation.also(),
    ),
    how,
  });
}

function foundText(reader: Reader, lookup: LookupEvidence): string {
  const { found } = reader.messages.cli.evidence;
  const ede = (lookup.ede ?? [])
    .map(({ code, text }) => ` [EDE ${code}${text === '' ? '' : ` ${text}`}]`)
    .join('');
  if (lookup.outcome === 'bogus') return found.refused() + ede;
  if (lookup.outcome !== 'answer') return `${lookup.rcode ?? lookup.outcome}${ede}`;
  if (lookup.addresses !== undefined && lookup.addresses.length > 0) {
    const more = Math.max(0, (lookup.records ?? 0) - lookup.addresses.length);
    return found.addresses({ list: lookup.addresses.join(', '), more }) + ede;
  }
  const matched =
    lookup.matched === undefined ? '' : `, ${lookup.matched ? found.matched() : found.notMatched()}`;
  return found.records({ count: lookup.records ?? 0 }) + matched + ede;
}
