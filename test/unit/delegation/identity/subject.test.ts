import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundSubjects, isSubject } from '../../../../src/delegation/identity/subject.ts';

/** As the store finds it: an identity is bound to exactly one of the texts that a token's subject asks for. */
const matches = (bound: string, subject: string) => boundSubjects(subject).includes(bound);

test('what may be bound: a subject as it is, or a star for the whole last label behind two others', () => {
  for (const good of [
    'system:serviceaccount:web:certs',
    'system:serviceaccount:web:*',
    'repo:acme/site:ref:refs/heads/main',
    'repo:acme/site:ref:refs/heads/*',
    'repo:acme/site:environment:*',
    'project_path:acme/site:ref_type:branch:ref:main',
    '1080912345',
    'somebody@example.org',
  ])
    assert.ok(isSubject(good), good);
  for (const bad of [
    '',
    '*',
    'repo:*',
    'repo/*',
    '::*',
    'system::*',
    'repo:acme*',
    'repo:acme/site*',
    'repo:acme/*:ref:refs/heads/main',
    '*:serviceaccount:web:certs',
    'repo:acme/site:**',
    'repo:acme/site:*x',
    'repo:acme/site:ref:refs/heads/main\n',
  ])
    assert.ok(!isSubject(bad), JSON.stringify(bad));
});

test('the classic mistakes: no subject matches because it begins, ends or is spelled like another', () => {
  const branch = 'repo:acme/site:ref:refs/heads/main';
  assert.ok(matches(branch, branch));
  for (const other of [
    'repo:acme/site:ref:refs/heads/main2',
    'repo:acme/site:ref:refs/heads/mai',
    'repo:acme/site:ref:refs/heads/main/x',
    'repo:acme/site:ref:refs/tags/main',
    'repo:acme/site:pull_request',
    'repo:Acme/site:ref:refs/heads/main',
    'repo:acme-evil/site:ref:refs/heads/main',
    'repo:acme/site-evil:ref:refs/heads/main',
    ' repo:acme/site:ref:refs/heads/main',
    'xrepo:acme/site:ref:refs/heads/main',
  ])
    assert.ok(!matches(branch, other), other);
});

test('a star is one label: not none, not two, and of no other namespace', () => {
  const pods = 'system:serviceaccount:web:*';
  assert.ok(matches(pods, 'system:serviceaccount:web:certs'));
  for (const other of [
    'system:serviceaccount:web:',
    'system:serviceaccount:web',
    'system:serviceaccount:web:certs:more',
    'system:serviceaccount:web:certs/more',
    'system:serviceaccount:web2:certs',
    'system:serviceaccount:we:certs',
    'system:node:web:certs',
  ])
    assert.ok(!matches(pods, other), other);
  // what people write when they mean all of an organisation, and what it would be elsewhere
  assert.ok(!matches('repo:acme/*', 'repo:acme/site:ref:refs/heads/main'));
  assert.ok(!matches('repo:acme/*', 'repo:acme-evil/site'));
});
