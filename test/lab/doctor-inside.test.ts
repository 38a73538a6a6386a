// sixfour check --inside in a namespace: it changes nothing; and what it counts with --count, and that its rules are gone afterwards.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { insideReport } from '../../src/doctor/inside/index.ts';
import { buildNetwork, type Network } from '../support/namespaces.ts';
import { labSkip, worldRefused } from './world.ts';

const bin = fileURLToPath(new URL('../../bin/sixfour.js', import.meta.url));
const CONNECT = (host: string) =>
  `import { connect } from 'node:net';
   const socket = connect({ host: '${host}', port: 80 });
   socket.on('error', () => process.exit(0)).on('connect', () => process.exit(0));
   setTimeout(() => process.exit(0), 1500);`;
const START_MS = 20_000;

describe('a server looked at from inside', { skip: labSkip(await worldRefused()) }, () => {
  let network: Network;
  before(async () => {
    network = await buildNetwork({ nodes: ['web', 'ca'] });
  });
  after(() => network.close());

  it('nothing is changed: addresses, routes, rules and settings are as before', async () => {
    const web = network.node('web');
    const state = async () => {
      const { stdout } = await web.script(
        'ip -6 addr show; ip -6 route show table all; nft list ruleset; cat /proc/sys/net/ipv6/conf/*/disable_ipv6; ls -R /etc/sysctl.d /run 2>/dev/null || true',
      );
      return stdout.replaceAll(/(?:valid_lft|expires) \d+sec/g, '');
    };
    const was = await state();
    const { stdout } = await web.run([process.execPath, bin, 'check', '--inside', '--json']);
    const report = insideReport.parse(JSON.parse(stdout).inside);
    assert.ok(report.addresses.some(({ address }) => address === web.v6));
    assert.ok(report.routes.some(({ family, to }) => family === 6 && to === 'default'));
    assert.equal(await state(), was);
  });

  it('packets that arrive are counted, those that are stopped before are not, and the table is gone', async () => {
    const [web, ca, { router }] = [network.node('web'), network.node('ca'), network];
    // a cloud's firewall that lets IPv4 alone through
    await router.must(['nft', '-f', '-'], {
      input: 'table ip6 cloud { chain forward { type filter hook forward priority 0; tcp dport 80 drop; }; }',
    });
    const command = `${process.execPath} ${bin} check --inside --output /var/seen.json --count ${ca.v6} ${ca.v4}`;
    const count = web.start(['sh', '-c', `${command} & echo pid $!; wait`]);
    const [, pid = ''] = await count.until(/pid (\d+)/, START_MS);
    await count.until(/Ctrl-C/, START_MS);
    assert.match((await web.must(['nft', 'list', 'tables'])).stdout, /inet sixfour_probe/);
    await Promise.all(
      [ca.v4, ca.v6].map((own) => {
        const host = own === ca.v4 ? web.v4 : web.v6;
        return ca.must([process.execPath, '--input-type=module', '-e', CONNECT(host)]);
      }),
    );
    await web.must(['kill', '-TERM', pid]);
    await count.until(/--inside-report/, START_MS);
    const { stdout: json } = await web.must(['cat', '/var/seen.json']);
    assert.match((await web.must(['stat', '-c', '%a', '/var/seen.json'])).stdout, /^600$/m);
    const { arrivals } = insideReport.parse(JSON.parse(json));
    const of = (from: string, port: number) =>
      arrivals.find((one) => one.from === from && one.port === port)?.packets;
    assert.equal(of(ca.v4, 80), 1);
    assert.deepEqual([of(ca.v6, 80), of(ca.v6, 443), of(ca.v4, 443)], [0, 0, 0]);
    assert.doesNotMatch((await web.must(['nft', 'list', 'tables'])).stdout, /sixfour/);
    await router.must(['nft', 'delete', 'table', 'ip6', 'cloud']);
  });
});
