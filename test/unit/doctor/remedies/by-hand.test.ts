// Lines that a person writes into the configuration of a web server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../../src/doctor/causes/index.ts';
import type { InsideReport } from '../../../../src/doctor/inside/index.ts';
import { type Remedy, REMEDIES, type Step } from '../../../../src/doctor/remedies/index.ts';
import { healthyInside, healthyReport, NAME, SIX } from '../../../support/doctor-reports.ts';

const RELOAD = ['nginx -t', 'nginx -s reload'];

test('they are those of the web server that is there, for both families, and it reads them', () => {
  const remedy = remedyOf('W', 'E9', [443]);
  assert.deepEqual(writtenOf(remedy), ['listen 443 ssl;', 'listen [::]:443 ssl;']);
  assert.deepEqual(linesOf(remedy.now), RELOAD);
  assert.deepEqual(linesOf(remedy.verify), [`curl -6 -sS --max-time 10 -o /dev/null https://${NAME}/`]);
  assert.deepEqual(writtenOf(remedyOf('W', 'E12', [80])), ['allow ::/0;']);
  const unknown = remedyOf('W', 'E12', [80], {}, { listens: [] });
  assert.deepEqual(writtenOf(unknown), ['allow ::/0;', 'Require ip ::/0']);
  assert.deepEqual(linesOf(unknown.now), []);
});

test('an upstream is named by where the application listens', () => {
  const six = { upstream: '[::1]:3000', listening: '127.0.0.1' };
  assert.deepEqual(writtenOf(remedyOf('W', 'E11', [80], six)), ['proxy_pass http://127.0.0.1:3000;']);
  const four = { upstream: '127.0.0.1:3000', listening: '::1' };
  assert.deepEqual(writtenOf(remedyOf('W', 'E11', [80], four)), ['proxy_pass http://[::1]:3000;']);
});

test('the challenge path is in the folder of the site, and all else is redirected where it was', () => {
  const listens = healthyInside().listens.map((one) => ({ ...one, root: '/srv/$&' }));
  const said = (key: string, id: string) => remedyOf(key, id, [80], {}, { listens });
  const [line = '', ...others] = writtenOf(said('X', 'F7'));
  assert.match(line, /^location \^~ \/\.well-known\/acme-challenge\/ \{.* root \/srv\/\$&; /);
  assert.deepEqual(others, []);
  const redirect = 'location / { return 301 https://$host$request_uri; }';
  assert.deepEqual(writtenOf(said('X1', 'F1')), [line, redirect]);
  assert.match(JSON.stringify(said('X2', 'F12').now[0]), /\/srv\/\$&\/\.well-known/);
  // where IPv6 is dead on both ports nobody fetches over it
  const askedBy = (id: string) => linesOf(said('X1', id).verify).map((one) => one.slice(0, 7));
  assert.deepEqual([askedBy('F1'), askedBy('F2')], [['curl -6', 'curl -4'], ['curl -4']]);
});

function remedyOf(
  key: string,
  id: string,
  ports: readonly number[],
  values: Finding['values'] = {},
  inside: Partial<InsideReport> = {},
): Remedy {
  const places = ports.map((port) => ({ host: NAME, address: SIX, family: 6 as const, port }));
  const finding: Finding = {
    id,
    certainty: 'proven',
    basis: 'both',
    places,
    values,
    rivals: [],
    decide: 'none',
  };
  const patient = { name: NAME, report: healthyReport(), inside: healthyInside(inside) };
  const [remedy] = REMEDIES.get(key)?.(finding, patient) ?? [];
  assert.ok(remedy, `no remedy ${key} of ${id}`);
  return remedy;
}

function writtenOf({ now }: Remedy): string[] {
  return now.flatMap((step) => (step.do === 'write' ? [step.line] : []));
}

function linesOf(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => (step.do === 'run' ? [step.line] : []));
}
