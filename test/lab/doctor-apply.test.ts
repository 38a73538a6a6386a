// `sixfour check --here --apply` on a real host: what helps stays, what does not or cuts the connection is taken back.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Remedy } from '../../src/doctor/remedies/index.ts';
import { run } from '../../src/doctor/remedies/steps.ts';
import { buildNetwork, networksRefused, type Node } from '../support/namespaces.ts';
import { installed } from '../support/process.ts';
import { buildHost, CONFIGURATION, NAME } from './doctor-apply.ts';
import { CONTENT, TLS } from './doctor/site.ts';
import { labSkip } from './world.ts';

const CUT = fileURLToPath(new URL('./doctor-apply-cut.ts', import.meta.url));
const GUARD_MS = 60_000;
/** A node that nothing else keeps busy is ready at once; a shared one takes a while. */
const SLACK_MS = 60_000;

describe('what mends is applied', { skip: labSkip(await refused()) }, () => {
  it('nginx without IPv6 behind a rule that drops it is green after one run, and stays so', async () => {
    const host = await buildHost(`server { listen 80; server_name ${NAME} www.${NAME}; ${CONTENT} }
server {
    listen 443 ssl;
    server_name ${NAME} www.${NAME}; ${TLS} ${CONTENT}
}`);
    try {
      await host.web.script(`nft add table inet filter
nft add chain inet filter input '{ type filter hook input priority 0; policy accept; }'
nft add rule inet filter input meta nfproto ipv6 tcp dport 80 drop`);
      const before = await host.check();
      assert.equal(before.code, 1, before.stdout + before.stderr);
      const applied = await host.check('--apply', '--yes');
      assert.equal(applied.code, 0, applied.stdout + applied.stderr);
      const configuration = (await host.web.must(['cat', CONFIGURATION])).stdout;
      assert.match(configuration, /listen 80; listen \[::\]:80;/);
      assert.match(configuration, /\n {4}listen 443 ssl;\n {4}listen \[::\]:443 ssl;\n/);
      const saved = (await host.web.must(['cat', '/etc/nftables.conf'])).stdout;
      assert.match(saved, /^flush ruleset\n[^]*tcp dport 80 accept comment "sixfour"[^]*dport 80 drop/);
      const after = await host.check('--json');
      assert.equal(after.code, 0, after.stdout);
    } finally {
      await host.close();
    }
  });

  it('without --apply nothing is changed', async () => {
    const host = await buildHost(`server { listen 80; server_name ${NAME}; ${CONTENT} }`);
    try {
      const state = async () =>
        (await host.web.script(`cat ${CONFIGURATION}; nft list ruleset; ip address; ip -6 route; ls /etc`))
          .stdout;
      const before = await state();
      assert.equal((await host.check()).code, 1);
      assert.equal(await state(), before);
    } finally {
      await host.close();
    }
  });
});

describe('what does not stay is taken back', { skip: labSkip(await refused()) }, () => {
  it('a remedy that cuts the connection of who applies it', async () => {
    await withHost(async ({ web, far }) => {
      const talk = far.start([
        process.execPath,
        '-e',
        `require('net').connect({ host: '${web.v6}', port: 2222, localPort: 40022 }).on('connect', () => console.log('connected')).on('error', console.error)`,
      ]);
      await talk.until(/connected/, SLACK_MS);
      // a shell whose output goes over that connection: the kernel keeps what nobody acknowledges
      const done = await apply(web, {
        answer: 'yes',
        env: { SSH_CONNECTION: `${far.v6} 40022 ${web.v6} 2222` },
        now: ['nft add rule inet filter input ip6 saddr != ::1 drop', 'touch /run/chatter'],
      });
      assert.equal(done.code, 1, done.stdout + done.stderr);
      assert.match(done.stdout, /does not answer any more/);
      await rulesAreAsBefore(web);
    });
  });

  it('a remedy whose verification fails', async () => {
    await withHost(async ({ web }) => {
      const done = await apply(web, {
        answer: 'yes',
        now: ['nft add rule inet filter input accept'],
        verify: 'false',
      });
      assert.equal(done.code, 1, done.stdout + done.stderr);
      await rulesAreAsBefore(web);
    });
  });

  // a terminal that goes away says so; what is killed says nothing, and the guard's time has to pass
  for (const [signal, limitMs] of [
    ['SIGHUP', GUARD_MS / 2],
    ['SIGKILL', GUARD_MS + SLACK_MS],
  ] as const)
    it(`a remedy that nobody confirms, as who applied it was ended by ${signal}`, async () => {
      await withHost(async ({ web }) => {
        const service = start(web, { answer: 'never', now: ['nft add rule inet filter input accept'] });
        await service.until(/Looking again/, SLACK_MS);
        await sleep(500);
        assert.match((await web.must(['nft', 'list', 'ruleset'])).stdout, /\taccept\n/);
        const limit = performance.now() + limitMs;
        await service.stop(signal, GUARD_MS);
        while (/\taccept\n/.test((await web.must(['nft', 'list', 'ruleset'])).stdout)) {
          assert.ok(performance.now() < limit, 'it was not taken back');
          await sleep(500);
        }
        await rulesAreAsBefore(web);
        // what it leaves for whoever comes back
        const [, folder = ''] = /\((\/\S+)\/undo\.sh\)/.exec(service.output()) ?? [];
        await web.must(['rm', '-r', folder]);
      });
    });

  it('a remedy that stays is not taken back later', async () => {
    await withHost(async ({ web }) => {
      const done = await apply(web, { answer: 'yes', now: ['nft add rule inet filter input accept'] });
      assert.equal(done.code, 0, done.stdout + done.stderr);
      assert.match((await web.must(['nft', 'list', 'ruleset'])).stdout, /\taccept\n/);
      // nobody is left who could
      const limit = performance.now() + SLACK_MS;
      while ((await web.run(['pgrep', '-f', 'sixfour-apply'])).stdout !== '') {
        assert.ok(performance.now() < limit, 'the guard goes on');
        await sleep(200);
      }
    });
  });
});

type Applied = {
  readonly answer: 'yes' | 'never';
  readonly now: readonly string[];
  readonly verify?: string;
  readonly env?: Readonly<Record<string, string>>;
};

function inputOf({ answer, now, verify }: Applied): string {
  const remedy: Remedy = {
    id: 'F1',
    at: 'host',
    now: run(...now),
    permanent: [],
    verify: verify === undefined ? [] : run(verify),
    undo: run('nft flush chain inet filter input'),
    undoPermanent: [],
    values: { name: NAME, ports: '80', family: 'IPv6' },
  };
  return JSON.stringify({ remedy, answer });
}

function apply(node: Node, applied: Applied) {
  return node.run([process.execPath, CUT], {
    input: inputOf(applied),
    timeoutMs: GUARD_MS + SLACK_MS,
    ...(applied.env && { env: applied.env }),
  });
}

function start(node: Node, applied: Applied) {
  return node.start([
    'sh',
    '-c',
    `exec "$0" "$1" <<'END'\n${inputOf(applied)}\nEND\n`,
    process.execPath,
    CUT,
  ]);
}

async function withHost(use: (nodes: { readonly web: Node; readonly far: Node }) => Promise<void>) {
  const network = await buildNetwork({ nodes: ['web', 'far'] });
  try {
    const [web, far] = [network.node('web'), network.node('far')];
    await web.script(`nft add table inet filter
nft add chain inet filter input '{ type filter hook input priority 0; policy accept; }'`);
    // what SSH is on a host: whoever is connected is told all that happens
    const chatter = `const fs = require('fs'); require('net').createServer((socket) => { socket.on('error', () => {}); setInterval(() => { if (fs.existsSync('/run/chatter')) socket.write('more\\n'); }, 100); }).listen(2222, '::', () => console.log('ready'))`;
    await web.start([process.execPath, '-e', chatter]).until(/ready/, SLACK_MS);
    await use({ web, far });
  } finally {
    await network.close();
  }
}

async function rulesAreAsBefore(web: Node): Promise<void> {
  const rules = (await web.must(['nft', 'list', 'chain', 'inet', 'filter', 'input'])).stdout;
  assert.doesNotMatch(rules, /accept\n|drop\n/);
}

async function refused(): Promise<string | undefined> {
  for (const program of ['nginx', 'nft'])
    if (!(await installed(program))) return `${program} is not installed`;
  return networksRefused();
}
