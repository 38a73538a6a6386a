// The lines of docs/native-api.md that bind a client to tokens, as they stand, against the claims that those platforms make.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseArgs } from 'node:util';
import { readIdentity } from '../../../../src/delegation/identity/index.ts';
import { boundSubjects } from '../../../../src/delegation/identity/subject.ts';
import { foreignCa } from '../../../support/client-certificates.ts';

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'native-api.md'), 'utf8');
const LINES = [...PAGE.matchAll(/^\$ sixfour client identity add (\w+) (.*)$/gm)];

/** Claims as these platforms document them. */
const TOKENS = [
  {
    iss: 'https://token.actions.githubusercontent.com',
    aud: 'sixfour.example.org',
    sub: 'repo:acme/site:ref:refs/heads/main',
    repository: 'acme/site',
    repository_id: '4711',
    repository_owner: 'acme',
  },
  {
    iss: 'https://gitlab.example.org',
    aud: 'sixfour.example.org',
    sub: 'project_path:acme/site:ref_type:branch:ref:main',
    project_id: '4711',
    ref_protected: 'true',
  },
  {
    iss: 'https://kubernetes.default.svc.cluster.local',
    aud: ['sixfour.example.org'],
    sub: 'system:serviceaccount:web:certs',
    'kubernetes.io': { namespace: 'web', serviceaccount: { name: 'certs', uid: 'u-1' } },
  },
] as const;

test('each line is taken, and binds its client to the token of that platform and to no other', async () => {
  const { pem } = await foreignCa('Cluster');
  const bound = LINES.map(([, , options = '']) => {
    const { values } = parseArgs({
      args: options.split(' '),
      options: {
        issuer: { type: 'string' },
        audience: { type: 'string' },
        subject: { type: 'string' },
        claim: { type: 'string', multiple: true, default: [] },
        'issuer-ca': { type: 'string' },
      },
    });
    const { issuer, audience, subject, claim } = values;
    const claims = Object.fromEntries(claim.map((one) => one.split('=')));
    const issuerCa = values['issuer-ca'] === undefined ? undefined : pem;
    const read = readIdentity({ issuer, audience, subject, claims, issuerCa, networks: [] });
    assert.ok(read.ok, options);
    return read.value;
  });
  assert.equal(bound.length, TOKENS.length);
  for (const [index, { issuer, audience, value, claims }] of bound.entries()) {
    for (const [other, token] of TOKENS.entries()) {
      const [aud] = [token.aud].flat();
      const all: Readonly<Record<string, unknown>> = token;
      const matches =
        token.iss === issuer &&
        aud === audience &&
        boundSubjects(token.sub).includes(value) &&
        Object.entries(claims).every(([name, wanted]) => all[name] === wanted);
      assert.equal(matches, index === other, `${value} ${token.sub}`);
    }
  }
});
