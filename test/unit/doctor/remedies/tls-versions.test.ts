// Old TLS versions (F5) are mended where the versions are named: by an edit where the file is known, else by the line to write.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concludeCheck } from '../../../../src/cli/doctor/outcome.ts';
import type { InsideReport } from '../../../../src/doctor/inside/index.ts';
import { handshakeFact, healthyInside, healthyReport, NAME, SIX } from '../../../support/doctor-reports.ts';

const FILE = '/etc/nginx/sites-enabled/site';
const TEXT = `server {
  listen 443 ssl;
  server_name ${NAME};
  ssl_protocols SSLv3 TLSv1 TLSv1.1; # for the old scanner
  # ssl_protocols TLSv1;
}
`;
const OLD = healthyReport({
  handshakes: [handshakeFact({ host: NAME, address: SIX, family: 6, port: 443, version: 'TLSv1.1' })],
});

test('nginx: the line that names none of the versions of today, and taken back as it was', () => {
  const [found] = remedies(listensOf('nginx'), { [FILE]: TEXT });
  const [first, ...rest] = found?.now ?? [];
  assert.ok(first?.do === 'edit');
  assert.match(first.diff, /^-  ssl_protocols SSLv3 TLSv1 TLSv1\.1; # for the old scanner$/m);
  assert.match(first.diff, /^\+  ssl_protocols TLSv1\.2 TLSv1\.3; # for the old scanner$/m);
  assert.equal(first.diff.match(/^[-+] /gm)?.length, 2, 'and no other line');
  assert.deepEqual(linesOf(rest), ['nginx -t', 'nginx -s reload']);
  const [back] = found?.undo ?? [];
  assert.ok(back?.do === 'edit');
  assert.match(back.diff, /^\+  ssl_protocols SSLv3 TLSv1 TLSv1\.1; # for the old scanner$/m);
});

for (const [software, line] of [
  ['apache', 'SSLProtocol -all +TLSv1.2 +TLSv1.3'],
  ['haproxy', 'ssl-default-bind-options ssl-min-ver TLSv1.2'],
  ['traefik', 'minVersion: VersionTLS12'],
] as const) {
  test(`${software}: its own line to write`, () => {
    const [found] = remedies(listensOf(software));
    assert.deepEqual(
      found?.now.slice(0, 2).map((one) => (one.do === 'write' ? one.line : one.do)),
      ['by-hand', line],
    );
  });
}

test('from outside alone: what a person has to do', () => {
  const [found] = remedies();
  assert.deepEqual(
    found?.now.map(({ do: what }) => what),
    ['by-hand'],
  );
  assert.match(linesOf(found?.verify ?? [])[0] ?? '', new RegExp(`-servername ${NAME} -tls1_2`));
});

function listensOf(software: 'nginx' | 'apache' | 'haproxy' | 'traefik'): InsideReport {
  const well = healthyInside();
  return healthyInside({ listens: well.listens.map((one) => ({ ...one, software, file: FILE })) });
}

function remedies(inside?: InsideReport, files?: Record<string, string>) {
  const seen = { report: OLD, others: [], again: undefined };
  const { findings } = concludeCheck({ name: NAME, seen, inside, files });
  const found = findings.find(({ id }) => id === 'F5');
  assert.ok(found, JSON.stringify(findings.map(({ id }) => id)));
  return found.remedies.filter(({ id }) => id === 'W9');
}

function linesOf(steps: readonly { readonly do: string; readonly line?: string }[]): string[] {
  return steps.flatMap((step) => step.line ?? []);
}
