// A new user on a server with three faults: nginx lacks `listen [::]:80`, ip6tables drops port 80, and the AAAA record is an old address.
// Three times: check, do what the first finding says, check again. In each language.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { z } from 'zod';
import type { checkOutcome } from '../../src/cli/doctor/outcome.ts';
import { buildHost, type Host, NAME } from './doctor-apply.ts';
import { CONTENT, TLS } from './doctor/site.ts';
import { labSkip, worldRefused } from './world.ts';

/** What `sixfour check --json` prints. */
type CheckView = z.infer<typeof checkOutcome>;
const RUNS = 3;
const LANGUAGES = { en: 'en_GB.UTF-8', fr: 'fr_FR.UTF-8', da: 'da_DK.UTF-8' } as const;

describe('check, mend, check', { skip: labSkip(await worldRefused()) }, () => {
  for (const [language, locale] of Object.entries(LANGUAGES)) {
    it(`three faults are mended by what the first finding says, in ${language}`, async () => {
      const host = await buildHost(
        `server { listen 80; server_name ${NAME} www.${NAME}; ${CONTENT} }
server { listen 443 ssl; listen [::]:443 ssl; server_name ${NAME} www.${NAME}; ${TLS} ${CONTENT} }`,
        (web) => zone(web.v6.replace(/::2$/, '::99'), web.v4),
      );
      try {
        await host.web.script(FIREWALL);
        const mended: string[] = [];
        for (let run = 0; run < RUNS; run++) {
          const { code, view, text } = await check(host, locale);
          if (code === 0) break;
          const [first] = view.findings;
          assert.ok(first, text);
          assert.ok(text.includes(first.title), `the report names ${first.title}: ${text}`);
          mended.push(first.id);
          await mend(host, first, text);
        }
        const { code, text } = await check(host, locale);
        assert.equal(code, 0, `after ${mended.join(', ')}: ${text}`);
        assert.deepEqual(mended.toSorted(), ['A2', 'D5', 'E4']);
        // and from elsewhere it is so
        const far = await host.network
          .node('far')
          .run(['curl', '-6sS', '-m', '5', '--resolve', `${NAME}:80:[${host.web.v6}]`, `http://${NAME}/`]);
        assert.match(far.stdout, /The site of/, far.stderr);
      } finally {
        await host.close();
      }
    });
  }
});

const FIREWALL = `ip6tables -P INPUT DROP; ip6tables -A INPUT -i lo -j ACCEPT; ip6tables -A INPUT -p ipv6-icmp -j ACCEPT
ip6tables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT; ip6tables -A INPUT -p tcp --dport 443 -j ACCEPT
ip6tables -A INPUT -p tcp --dport 80 -j DROP`;

function zone(v6: string, v4: string): string {
  return ['@', 'www'].flatMap((owner) => [`${owner} AAAA ${v6}`, `${owner} A ${v4}`]).join('\n');
}

/** As it is read, and as programs read it. */
async function check(
  host: Host,
  locale: string,
): Promise<{ readonly code: number | null; readonly view: CheckView; readonly text: string }> {
  const env = { LC_ALL: locale };
  const read = await host.checkIn(env);
  const told = await host.checkIn(env, '--json');
  assert.equal(told.code, read.code, told.stdout);
  return { code: read.code, view: JSON.parse(told.stdout) as CheckView, text: read.stdout + read.stderr };
}

/** Does what the first remedy says, by its exact lines, each of which the report has printed. */
async function mend(host: Host, { remedies }: CheckView['findings'][number], text: string): Promise<void> {
  const [remedy] = remedies;
  assert.ok(remedy, 'there is a remedy');
  const steps = [...remedy.now, ...remedy.permanent.filter(({ do: what }) => what === 'record')];
  for (const step of steps) {
    if (step.do === 'run') {
      assert.ok(text.includes(step.line), `${step.line} is printed: ${text}`);
      await host.web.script(step.line);
    } else if (step.do === 'edit') {
      await host.web.must(['patch', '-p0', '-d', '/', step.file.slice(1)], { input: step.diff });
    } else if (step.do === 'record') {
      assert.ok(text.includes(step.line), `${step.line} is printed: ${text}`);
      const address = /\sAAAA\s+(\S+)$/.exec(step.line)?.[1];
      if (address !== undefined) await host.publish(zone(address, host.web.v4));
    }
  }
}
