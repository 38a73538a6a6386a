// `sixfour check --here --apply` asks before it does and before it keeps: the real program, on a terminal of a real host.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { networksRefused } from '../support/namespaces.ts';
import { installed } from '../support/process.ts';
import { CTRL_C, CTRL_D, CTRL_U, ENTER, type Typist } from '../support/terminal.ts';
import { buildHost, CONFIGURATION, type Host, NAME } from './doctor-apply.ts';
import { CONTENT, TLS } from './doctor/site.ts';
import { labSkip } from './world.ts';

/** nginx without IPv6: one remedy mends both ports. */
const SERVERS = `server { listen 80; server_name ${NAME} www.${NAME}; ${CONTENT} }
server {
    listen 443 ssl;
    server_name ${NAME} www.${NAME}; ${TLS} ${CONTENT}
}`;

/** What is asked, and what is told of a change that is taken back. */
const ASKS = {
  en: {
    ask: /Do it\? \(yes\/no\)/,
    keep: /Keep it\?[^]*\(yes\/no\)/,
    left: /Left as it is/,
    back: /It is as it was/,
  },
  fr: {
    ask: /Le faire\s\? \(oui\/non\)/,
    keep: /Le conserver\s\?[^]*\(oui\/non\)/,
    left: /Laissé tel/,
    back: /comme avant/,
  },
  da: {
    ask: /Skal det gøres\? \(ja\/nej\)/,
    keep: /Skal det beholdes\?[^]*\(ja\/nej\)/,
    left: /Ladt/,
    back: /som det var før/,
  },
} as const;

describe('--apply asks', { skip: labSkip(await refused()) }, () => {
  let host: Host;
  before(async () => {
    host = await buildHost(SERVERS);
  });
  after(() => host.close());

  const configuration = async () => (await host.web.must(['cat', CONFIGURATION])).stdout;
  /** What is typed changes nothing, and the program ends with 1 and these words. */
  async function changesNothing(typist: Typist, ...words: readonly RegExp[]): Promise<void> {
    const { code, text } = await typist.end();
    assert.equal(code, 1, text);
    for (const word of words) assert.match(text, word);
    assert.doesNotMatch(text, /Warning|await/);
    assert.doesNotMatch(await configuration(), /\[::\]/);
  }

  for (const [key, typed] of [
    ['Ctrl-D', CTRL_D],
    ['Ctrl-C', CTRL_C],
  ] as const)
    it(`${key} at the question does nothing, and ends it`, async () => {
      const typist = host.onTerminal({ columns: 60 }, '--apply', '--lang', 'da');
      await typist.sees(ASKS.da.ask);
      typist.type(typed);
      await changesNothing(typist, ASKS.da.left, /Afbrudt; der gøres ikke mere/);
    });

  it('what is neither yes nor no does nothing, and is asked again; no leaves it', async () => {
    const typist = host.onTerminal({ columns: 60 }, '--apply', '--lang', 'fr');
    await typist.sees(ASKS.fr.ask);
    typist.type(`why${ENTER}`);
    await typist.sees(/oui \/ non/);
    typist.type(`${CTRL_U}non${ENTER}`);
    await leaveAll(typist, ASKS.fr);
    await changesNothing(typist, ASKS.fr.left);
  });

  it('Enter alone does nothing', async () => {
    const typist = host.onTerminal({ columns: 100 }, '--apply');
    await typist.sees(ASKS.en.ask);
    typist.type(ENTER);
    await leaveAll(typist, ASKS.en);
    await changesNothing(typist, ASKS.en.left);
  });

  it('what is done is taken back where Ctrl-C is the answer whether to keep it, and nothing more is asked', async () => {
    const typist = host.onTerminal({ columns: 100 }, '--apply', '--lang', 'fr');
    await typist.sees(ASKS.fr.ask);
    typist.type(`oui${ENTER}`);
    await typist.sees(ASKS.fr.keep);
    assert.match(await configuration(), /\[::\]:80/);
    typist.type(CTRL_C);
    await changesNothing(typist, ASKS.fr.back, /Interrompu/);
  });

  it('who presses Ctrl-C twice finds it taken back as by one', async () => {
    const typist = host.onTerminal({ columns: 100 }, '--apply');
    await typist.sees(ASKS.en.ask);
    typist.type(`yes${ENTER}`);
    await typist.sees(/Looking again/);
    typist.type(CTRL_C);
    await typist.sees(/Interrupted/);
    typist.type(CTRL_C);
    const { code, text } = await typist.end();
    // 3, but for the first key being there as late as the next question
    assert.ok(code === 3 || code === 1, text);
    assert.doesNotMatch(await configuration(), /\[::\]/, text);
    // what it leaves for whoever comes back
    const [, folder = ''] = /\((\/\S+)\/undo\.sh\)/.exec(text) ?? [];
    await host.web.must(['rm', '-rf', folder]);
  });

  it('what is done stays where that is wanted; what is typed before that is asked is no answer', async () => {
    const typist = host.onTerminal({ columns: 100 }, '--apply', '--lang', 'da');
    await typist.sees(ASKS.da.ask);
    typist.type(`ja${ENTER}`);
    await typist.sees(/Undersøger igen/);
    typist.type(ENTER);
    await typist.sees(ASKS.da.keep);
    typist.type(`j${ENTER}`);
    const { code, text } = await typist.end();
    assert.equal(code, 0, text);
    assert.match(await configuration(), /\[::\]:80/);
  });
});

/** Says no to all that is asked from here on. */
async function leaveAll(typist: Typist, { ask }: { readonly ask: RegExp }): Promise<void> {
  const over = typist.end().then(() => 'over' as const);
  for (;;) {
    const seen = await Promise.race([typist.sees(ask).then(() => 'asked' as const), over]);
    if (seen === 'over') return;
    typist.type(ENTER);
  }
}

async function refused(): Promise<string | undefined> {
  for (const program of ['nginx', 'nft', 'script'])
    if (!(await installed(program))) return `${program} is not installed`;
  return networksRefused();
}
