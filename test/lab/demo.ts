// `npm run demo`: walks the story of a name whose IPv6 is dead, from order to explained certificate, with real programs in
// network namespaces that vanish with it. Needs no root.
import { stdout } from 'node:process';
import { describe, installed } from '../support/process.ts';
import { beginStory, CHAPTERS, type Chapter, type Story } from './story.ts';
import { worldRefused } from './world.ts';

const colour = stdout.isTTY && process.env['NO_COLOR'] === undefined;
const paint = (code: number, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
const bold = (text: string): string => paint(1, text);
const dim = (text: string): string => paint(2, text);

process.exitCode = await demo();

async function demo(): Promise<number> {
  const missing =
    (await worldRefused()) ??
    ((await installed('certbot')) ? undefined : 'certbot is not installed: apt-get install certbot');
  if (missing !== undefined) {
    console.error(`The demo cannot run here: ${missing}`);
    console.error(
      'It needs Linux with: nginx-light bind9 certbot nftables iproute2 iputils-ping openssl (Debian packages), and no root.',
    );
    return 3;
  }
  const began = performance.now();
  console.log(bold('A certificate for a name whose IPv6 is dead\n'));
  console.log('      ca (sixfour) ── router and firewall ── web (nginx, certbot: www.lab.test)');
  console.log('                            │');
  console.log('                        dns (BIND)\n');
  stdout.write('Building four network namespaces, starting BIND, nginx and sixfour ... ');
  const story = await beginStory();
  console.log(`done in ${seconds(performance.now() - began)}.`);
  try {
    let good = true;
    for (const [index, chapter] of CHAPTERS.entries()) good = (await tell(story, chapter, index + 1)) && good;
    console.log(
      `\n${bold('The end')}, after ${seconds(performance.now() - began)}. Everything it made is gone again.`,
    );
    return good ? 0 : 1;
  } finally {
    await story.close();
  }
}

/** Tells one chapter; true when it ended as it must. */
async function tell(story: Story, chapter: Chapter, number: number): Promise<boolean> {
  console.log(`\n${bold(`${number}. ${chapter.title}`)}\n   ${chapter.change}\n`);
  await chapter.act(story);
  console.log(dim(indent(story.command(chapter.ask), '   web $ ')));
  stdout.write('   certbot is at work ... ');
  const done = await story.certbot(chapter.ask);
  const issued = done.code === 0;
  const verdict = issued ? paint(32, 'issued') : paint(31, 'refused');
  console.log(`${verdict} after ${seconds(done.ms)}`);
  if (!issued) console.log(clientsWords(done.stdout + done.stderr));
  else console.log(`   openssl verify: ${(await story.verify()).stdout.trim()}`);
  const { order, text } = await story.lastOrder();
  console.log(dim(`\n   ca $ sixfour order show ${order.id}`));
  console.log(indent(text.trimEnd(), '   '));
  if (issued === chapter.issued) return true;
  console.log(paint(31, `   This is not how the story goes:\n${describe(done)}`));
  return false;
}

/** What certbot says of a refusal, without its advice, in lines that fit. */
function clientsWords(output: string): string {
  const lines = output.split('\n').filter((line) => /^\s*(Domain|Type|Detail):/.test(line));
  const width = Math.min(stdout.columns ?? 120, 120) - 8;
  return (lines.length > 0 ? lines : output.trim().split('\n'))
    .flatMap((line) => line.trim().match(new RegExp(`.{1,${width}}(?:\\s|$)|\\S+`, 'g')) ?? [])
    .map((line) => `     | ${line}`)
    .join('\n');
}

function indent(text: string, by: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? by : by.replace(/[^ |]/g, ' ')) + line)
    .join('\n');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
