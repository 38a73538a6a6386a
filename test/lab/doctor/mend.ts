// Mends hosts of the fault lab by the exact lines that the doctor gives, and takes that back.
import { concludeCheck } from '../../../src/cli/doctor/outcome.ts';
import type { Remedy, Step } from '../../../src/doctor/remedies/index.ts';
import type { Node } from '../../support/namespaces.ts';
import type { Output } from './agent.ts';
import type { Scenario, Setting } from './shape.ts';
import { standIn } from './stand-ins.ts';
import type { Looked, Played } from './world.ts';

/** What became of the first remedy on the host. */
export type Mended = {
  readonly remedy: Remedy;
  /** Why its lines were not run here: they were checked as text. */
  readonly text?: string | undefined;
  /** Lines that did not end with 0, and what they said. */
  readonly failed: readonly string[];
  /** What was seen then. */
  readonly after?: { readonly outside: Output; readonly inside: Looked['inside'] };
  /** The state of before that `undo` did not bring back, line by line; absent: nothing was taken back. */
  readonly left?: readonly string[];
};

/** The first thing that can be done on the machine itself; undefined where there is none. Pure. */
export function hostRemedy({ scenario, at, outside, inside, files }: Played): Remedy | undefined {
  const seen = { report: outside.report, others: [], again: undefined };
  const { findings } = concludeCheck({ name: at.name, seen, inside, files });
  return findings
    .find(({ id }) => id === scenario.expect.cause)
    ?.remedies.find((remedy) => remedy.at === 'host');
}

/** Why the lines of a remedy are only read here. */
export function onlyText({ scenario }: Played, { now }: Remedy): string | undefined {
  const { mend } = scenario;
  if (mend !== undefined && 'notHere' in mend) return mend.notHere;
  return mend?.byHand === undefined && now.some(isByHand) ? 'a person decides what to write' : undefined;
}

function isByHand(step: Step): boolean {
  return step.do === 'by-hand' || step.do === 'write';
}

/** A shell has to understand every line. */
export async function readLines({ web }: Setting, remedy: Remedy): Promise<readonly string[]> {
  const steps = [remedy.now, remedy.permanent, remedy.verify, remedy.undo, remedy.undoPermanent].flat();
  const lines = steps.flatMap((step) => (step.do === 'run' ? [step.line] : []));
  const told = await Promise.all(lines.map((line) => web.run(['sh', '-nc', line])));
  return told.flatMap(({ code, stderr }, index) => (code === 0 ? [] : [`${lines[index]}: ${stderr}`]));
}

/** What is done now, what keeps it, and what says that it has worked. */
export async function applied(
  { mend }: Scenario,
  setting: Setting,
  remedy: Remedy,
): Promise<readonly string[]> {
  // a person changes the file first: what follows in lines has it read
  if (mend !== undefined && 'byHand' in mend && remedy.now.some(isByHand)) {
    const lines = remedy.now.flatMap((step) => (step.do === 'write' ? [step.line] : []));
    const failed = await mend.byHand?.(setting, lines).then(() => undefined, String);
    if (failed !== undefined) return [failed];
  }
  const done = await runSteps(setting, [...remedy.now, ...remedy.permanent]);
  return done.length > 0 ? done : runSteps(setting, remedy.verify);
}

/** What of the state before is not there again. */
export async function takenBack(
  { mend }: Scenario,
  setting: Setting,
  remedy: Remedy,
  before: string,
): Promise<readonly string[]> {
  // what did not start before does not start again: what counts is what is there then
  const failed: string[] = [];
  for (const step of [...remedy.undo, ...remedy.undoPermanent])
    failed.push(...(await runSteps(setting, [step])));
  const stays = mend !== undefined && 'stays' in mend ? mend.stays : undefined;
  const lines = (state: string) => state.split('\n').filter((line) => stays?.test(line) !== true);
  const [old, now] = [lines(before), lines(await stateOf(setting.web))];
  const left = [
    ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
  return old.join('\n') === now.join('\n')
    ? []
    : [
        ...failed,
        ...left,
        ...(left.length === 0 ? [`another order from ${now.find((line, at) => line !== old[at])}`] : []),
      ];
}

/** Step by step, until one fails. */
async function runSteps(setting: Setting, steps: readonly Step[]): Promise<readonly string[]> {
  for (const step of steps) {
    const failed = await runStep(setting, step);
    if (failed !== undefined) return [failed];
  }
  return [];
}

async function runStep(setting: Setting, step: Step): Promise<string | undefined> {
  const { web } = setting;
  if (step.do === 'edit') {
    const argv = ['patch', '-p0', '-E', '-F0', '--no-backup-if-mismatch', '-d', '/', step.file.slice(1)];
    const { code, stdout } = await web.run(argv, { input: `${step.diff}\n` });
    return code === 0 ? undefined : `${step.file}: ${stdout}`;
  }
  // what a person does to keep it is done by a person
  if (step.do !== 'run') return undefined;
  const instead = standIn(step.line);
  if (instead !== undefined) {
    return instead(setting).then(
      () => undefined,
      (cause: unknown) => `${step.line}: ${String(cause)}`,
    );
  }
  const { code, stdout, stderr } = await web.run(['sh', '-c', step.line], {
    timeoutMs: LINE_MS,
    env: { SSL_CERT_FILE: ROOT, CURL_CA_BUNDLE: ROOT },
  });
  return code === 0 ? undefined : `${step.line}: ${code} ${stdout}${stderr}`;
}

const LINE_MS = 20_000;
/** The lab's CA, as the machine trusts public ones. */
const ROOT = '/run/root.pem';

/** Everything that a remedy may change: rules, addresses, routes, kernel settings, sockets and files. */
export async function stateOf(web: Node): Promise<string> {
  return chainsSorted((await web.script(STATE)).stdout.trim());
}

// without counters and ages, which pass by themselves, and what only says how an address or a route was set; copies of files stay
const STATE = `ip -o address show | sed 's/\\\\.*//; s/ nodad//; s/ *$//'
ip -6 route show | sed 's/ expires [0-9]*sec//; s/ onlink//'
sysctl -a 2>/dev/null | grep -E '^net\\.(ipv6\\.conf\\.(all|default|eth0)\\.(disable_ipv6|accept_ra|forwarding|proxy_ndp)|ipv4\\.tcp_mtu_probing|core\\.somaxconn) '
ss -Hltn | awk '{ print $4 }' | sort -u
find /etc -type f ! -name '*.before-sixfour' -exec sha256sum {} + | sort -k 2
nft -s list ruleset`;

/** In which order chains stand in a table says nothing, unlike that of the rules in each; ufw makes its own anew. */
function chainsSorted(text: string): string {
  const [head = '', ...tables] = text.split(/^(?=table )/m);
  const sorted = tables.map((table) => {
    const [first = '', ...chains] = table.split(/^(?=\tchain )/m);
    return [first, ...chains.map((chain) => chain.replace(/\}\n\}\n?$/, '}\n')).toSorted()].join('\n');
  });
  return [head, ...sorted.toSorted()].join('\n').replaceAll(/\n+/g, '\n');
}
