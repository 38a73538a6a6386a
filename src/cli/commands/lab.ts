import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { type Fault, fail, fault, ok, type Result, systemClock } from '../../core/index.ts';
import { describeFault } from '../../i18n/index.ts';
import {
  type LabAnswer,
  type LabDns,
  type LabPlan,
  LISTEN_MAX,
  readScript,
  startLabDns,
  type TrustAnchor,
  trustAnchors,
} from '../../lab/index.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { refuse, type Session, usage } from '../session.ts';
import { listenForSignal } from '../signal.ts';
import { printable } from '../terminal.ts';
import { wrap } from '../table.ts';

export type LabDnsOptions = {
  readonly script?: string;
  readonly listen?: readonly string[];
  readonly port: string;
  readonly example?: boolean;
};

/** Not 53, which needs a privilege, nor 6453, where a server of this project answers. */
export const LAB_DNS_PORT = '8053';
const LOOPBACK = ['::1', '127.0.0.1'];

/** Answers DNS by a script until a signal ends it; or prints a script to begin with. */
export async function labDns(session: Session, options: LabDnsOptions): Promise<ExitCode> {
  const { terminal, messages } = session;
  const texts = messages.cli.lab;
  if ((options.script === undefined) !== (options.example === true)) {
    terminal.err(texts.scriptOrExample());
    return EXIT.usage;
  }
  if (options.script === undefined) {
    terminal.out(messages.cli.labExample().trimEnd());
    return EXIT.good;
  }
  const addresses = options.listen ?? LOOPBACK;
  const wrong = addresses.find((address) => isIP(address) === 0) ?? addresses[LISTEN_MAX];
  if (wrong !== undefined) return usage(session, texts.notAnAddress({ value: wrong }));
  const port = /^[0-9]{1,5}$/.test(options.port) ? Number(options.port) : -1;
  if (port < 0 || port > 0xffff) return usage(session, texts.notAPort({ value: options.port }));

  const plan = readPlan(options.script);
  if (!plan.ok) return refuseAll(session, plan.fault);
  const stopped = listenForSignal();
  const onAnswer = (answer: LabAnswer) => terminal.out(answerLine(session, answer));
  const started = await startLabDns({ plan: plan.value, addresses, port, clock: systemClock, onAnswer });
  if (!started.ok) return refuse(session, started.fault);
  const server = started.value;
  const [missing] = server.failed;
  // an address that was asked for by name must open; of the two families that are tried otherwise, one is enough
  if (missing !== undefined && options.listen !== undefined) {
    await server.close();
    return refuse(session, fault('listenFailed', missing));
  }
  announce(session, plan.value, server);
  await stopped();
  await server.close();
  return EXIT.good;
}

function readPlan(file: string): Result<LabPlan, readonly Fault[]> {
  const text = readText(file);
  return text.ok ? readScript(file, text.value) : fail([text.fault]);
}

function readText(file: string): Result<string> {
  try {
    return ok(readFileSync(file, 'utf8'));
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code ?? 'error';
    return fail(fault('labScriptUnreadable', { file, cause }));
  }
}

function refuseAll(session: Session, faults: readonly Fault[]): ExitCode {
  const errors = faults.map((one) => ({ code: one.code, message: describeFault(one, session.messages) }));
  if (session.json) session.terminal.out(JSON.stringify({ error: errors[0], errors }, null, 2));
  else for (const { message } of errors) session.terminal.err(wrap(session.terminal, printable(message)));
  return EXIT.usage;
}

function announce(session: Session, plan: LabPlan, server: LabDns): void {
  const { terminal } = session;
  const anchors = trustAnchors(plan);
  if (session.json) {
    const { listeners } = server;
    return terminal.out(JSON.stringify({ ready: true, listeners, trustAnchors: anchors }));
  }
  for (const line of banner(session, plan, server, anchors)) terminal.out(line);
}

function banner(
  { terminal, messages }: Session,
  plan: LabPlan,
  server: LabDns,
  anchors: readonly TrustAnchor[],
): string[] {
  const texts = messages.cli.lab;
  const zone = plan.zones[0];
  const name = zone === undefined || zone.apex.length === 0 ? '.' : zoneText(plan);
  const heading = (text: string) => terminal.paint('bold', text);
  return [
    texts.ready({ zones: plan.zones.length, rules: plan.rules.length }),
    ...server.failed.map((one) => {
      const reason = describeFault(fault('listenFailed', one), messages);
      return wrap(terminal, `! ${texts.notOpened({ address: one.address, reason })}`);
    }),
    '',
    heading(texts.listening()),
    ...server.listeners.map(({ address, port }) =>
      address.includes(':') ? `  [${address}]:${port}` : `  ${address}:${port}`,
    ),
    '',
    heading(texts.ask()),
    ...server.listeners.map(({ address, port }) => `  dig @${address} -p ${port} ${name} SOA`),
    '',
    ...(anchors.length === 0
      ? []
      : [heading(texts.anchors()), ...anchors.flatMap(({ ds, dnskey }) => [`  ${ds}`, `  ${dnskey}`]), '']),
    texts.stopHint(),
  ];
}

function zoneText(plan: LabPlan): string {
  const labels = plan.zones[0]?.apex ?? [];
  return printable(labels.map((label) => Buffer.from(label).toString('latin1')).join('.'));
}

/** One line for one answer; `--json`: the answer itself, its time as RFC 3339. */
function answerLine({ json, messages, terminal }: Session, answer: LabAnswer): string {
  const at = new Date(answer.at).toISOString();
  if (json) return JSON.stringify({ ...answer, at });
  const texts = messages.cli.lab.answer;
  const { rcode, answers, bytes } = answer;
  const said = [
    rcode === undefined ? texts.dropped() : texts.sent({ rcode, answers, bytes }),
    ...(answer.truncated ? [texts.truncated()] : []),
    ...(answer.delayMs > 0 ? [texts.late({ ms: answer.delayMs })] : []),
  ].join(', ');
  const rule =
    answer.rule === undefined || answer.fault === undefined
      ? ''
      : terminal.paint('yellow', ` (${texts.rule({ number: answer.rule, fault: answer.fault })})`);
  const client = answer.client.includes(':') ? `[${answer.client}]` : answer.client;
  const from = `${client}:${answer.clientPort}`;
  return `${at.slice(11, 23)} ${answer.transport} ${from} ${answer.type} ${printable(answer.name)}: ${said}${rule}`;
}
