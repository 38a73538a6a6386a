// RFC 8657 through the ACME server: CAA records that name an account or the ways of proof.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { proveByDns01, useDnsAcme } from '../../support/dns-acme.ts';

describe('RFC 8657', () => {
  const server = useDnsAcme({
    bases: ['https://ca.example:6464', 'https://ca2.example:6464'],
    directories: [
      {
        name: 'default',
        profile: 'default',
        profiles: ['default'],
        caa: { mode: 'enforce', issuers: ['ca.example'] },
      },
      { name: 'other', profile: 'default', profiles: ['default'] },
    ],
  });

  const cases: readonly (readonly [string, (kid: string) => string, RegExp | undefined])[] = [
    ['section 3: the URL that the client uses', (kid) => `accounturi=${kid}`, undefined],
    [
      "section 3: the URL under the server's name",
      (kid) => `accounturi=https://ca.example:6464/acme/account/${idOf(kid)}`,
      undefined,
    ],
    [
      'section 3: the URL under its other name',
      (kid) => `accounturi=https://ca2.example:6464/acme/account/${idOf(kid)}`,
      undefined,
    ],
    [
      'section 3: the URL in another directory',
      (kid) => `accounturi=https://ca.example:6464/acme/other/account/${idOf(kid)}`,
      undefined,
    ],
    [
      'section 3: the URL on another port',
      (kid) => `accounturi=https://ca.example/acme/account/${idOf(kid)}`,
      /another account/,
    ],
    ['section 3: the URL of another account', (kid) => `accounturi=${kid}0`, /another account/],
    [
      'section 3: the URL in other letters',
      (kid) => `accounturi=${kid.replace('http', 'HTTP')}`,
      /another account/,
    ],
    ['section 3: twice', (kid) => `accounturi=${kid}; accounturi=${kid}`, /more than one accounturi/],
    ['section 4: this kind of proof', () => 'validationmethods=dns-01', undefined],
    ['section 4: among others', () => 'validationmethods=http-01,ca-own,dns-01', undefined],
    ['section 4: another kind', () => 'validationmethods=http-01', /not the kind of challenge used/],
    ['section 4: no list', () => 'validationmethods=dns-01,,', /cannot be read/],
    ['section 4: twice', () => 'validationmethods=dns-01; validationmethods=dns-01', /more than one list/],
    ['both fit', (kid) => `accounturi=${kid}; validationmethods=dns-01`, undefined],
    ['one of both does not', (kid) => `accounturi=${kid}; validationmethods=http-01`, /kind of challenge/],
  ];
  for (const [index, [title, parameters, says]] of cases.entries()) {
    test(`${title}: ${says === undefined ? 'valid' : 'caa'}`, async () => {
      const client = await server().client();
      const name = `p${index}.test`;
      server().dns.set(name, { CAA: [{ tag: 'issue', value: `ca.example; ${parameters(client.kid)}` }] });
      const [challenge] = await proveByDns01(server(), client, await client.newOrder([name]));
      const { status, error } = challenge?.body ?? {};
      assert.equal(status, says === undefined ? 'valid' : 'invalid', error?.detail);
      if (says === undefined) return;
      assert.equal(error.type, 'urn:ietf:params:acme:error:caa');
      assert.match(error.detail, says);
    });
  }
});

function idOf(kid: string): string {
  return kid.split('/').at(-1) ?? '';
}
