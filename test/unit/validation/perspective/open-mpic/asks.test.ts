// Questions in Open MPIC's shapes: those of others as they really send them, and ours there and back without loss.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { CHALLENGE_TYPES, type ChallengeType, RETRY_RULES } from '../../../../../src/core/index.ts';
import { dns01Digest, type ValidationRequest } from '../../../../../src/validation/index.ts';
import { readAsk } from '../../../../../src/validation/perspective/open-mpic/ask-read.ts';
import { askBody } from '../../../../../src/validation/perspective/open-mpic/ask-write.ts';

const FRAME = { peer: 'other-ca', caaIssuers: ['ca.example'], own: true };
const KEY_AUTHORIZATION = `evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA.9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI`;
const DIGEST = dns01Digest(KEY_AUTHORIZATION);
const HEX = Buffer.from(DIGEST, 'base64url').toString('hex');

describe('what others ask for', () => {
  const common = { domain_or_ip_target: 'host.example', trace_identifier: 't1' };

  test('acme-http-01', () => {
    const request = read('dcv', {
      ...common,
      dcv_check_parameters: {
        validation_method: 'acme-http-01',
        token: 'evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA',
        key_authorization: KEY_AUTHORIZATION,
        require_exact_case: true,
        http_headers: null,
      },
    });
    assert.deepEqual(request, {
      identifier: { type: 'dns', value: 'host.example' },
      wildcard: false,
      type: 'http-01',
      token: 'evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA',
      keyAuthorization: KEY_AUTHORIZATION,
      subscriber: { accountUrls: [], thumbprint: '' },
      caa: { mode: 'off', issuers: [] },
      directory: '',
      owner: 'other-ca',
    });
  });

  for (const [method, type, hash] of [
    ['acme-dns-01', 'dns-01', DIGEST],
    ['acme-dns-01', 'dns-01', HEX],
    ['acme-tls-alpn-01', 'tls-alpn-01', HEX],
    ['acme-tls-alpn-01', 'tls-alpn-01', HEX.toUpperCase()],
    ['acme-tls-alpn-01', 'tls-alpn-01', DIGEST],
  ] as const) {
    test(`${method} with a digest alone, ${hash.length} characters of it`, () => {
      const request = read('dcv', {
        ...common,
        dcv_check_parameters: { validation_method: method, key_authorization_hash: hash },
      });
      assert.deepEqual([request.type, request.digest, request.keyAuthorization], [type, DIGEST, '']);
    });
  }

  test('dns-persistent', () => {
    const request = read('dcv', {
      ...common,
      domain_or_ip_target: '*.host.example',
      dcv_check_parameters: {
        validation_method: 'dns-persistent',
        dns_record_type: 'TXT',
        dns_name_prefix: '_validation-persist',
        issuer_domain_names: ['CA.example'],
        expected_account_uri: 'https://ca.example/acct/1',
      },
    });
    assert.equal(request.type, 'dns-persist-01');
    assert.equal(request.wildcard, true);
    assert.deepEqual(request.caa, { mode: 'off', issuers: ['ca.example'] });
    assert.deepEqual(request.subscriber.accountUrls, ['https://ca.example/acct/1']);
  });

  test('CAA, with names, without, and with null where something may be absent', () => {
    for (const [parameters, issuers] of [
      [
        { certificate_type: 'tls-server', caa_domains: ['Other.example'], allow_lookup_failure: true },
        ['other.example'],
      ],
      [{ caa_domains: null }, ['ca.example']],
      [{ caa_domains: [] }, ['ca.example']],
      [null, ['ca.example']],
      [undefined, ['ca.example']],
    ] as const) {
      const request = read('caa', { ...common, trace_identifier: null, caa_check_parameters: parameters });
      assert.deepEqual(request.caa, { mode: 'enforce', issuers, methodUnknown: true });
      assert.deepEqual(request.subscriber.accountUrls, [], 'no account is any account that a record names');
    }
  });

  test('an address, with and without brackets', () => {
    for (const target of ['[2001:db8::6]', '2001:db8::6']) {
      const request = read('dcv', {
        domain_or_ip_target: target,
        dcv_check_parameters: { validation_method: 'acme-tls-alpn-01', key_authorization_hash: HEX },
      });
      assert.deepEqual(request.identifier, { type: 'ip', value: '2001:db8::6' });
    }
  });

  test('members that nobody knows are passed over', () => {
    read('dcv', {
      ...common,
      x_other: { a: 1 },
      dcv_check_parameters: { validation_method: 'acme-dns-01', key_authorization_hash: DIGEST, more: [] },
    });
  });
});

describe('what is not taken', () => {
  const dns = { validation_method: 'acme-dns-01', key_authorization_hash: DIGEST };
  const http = { validation_method: 'acme-http-01', token: 'abc', key_authorization: 'abc.def' };
  const rows: readonly (readonly ['dcv' | 'caa', unknown, string, string])[] = [
    ['dcv', undefined, 'invalid-request', 'JSON object expected'],
    ['dcv', [], 'invalid-request', 'JSON object expected'],
    ['dcv', 'x', 'invalid-request', 'JSON object expected'],
    ['dcv', { dcv_check_parameters: dns }, 'invalid-request', 'domain_or_ip_target'],
    ['dcv', { domain_or_ip_target: 'a.example' }, 'invalid-request', 'dcv_check_parameters'],
    [
      'dcv',
      asked('a.example', { validation_method: 'nonsense' }),
      'invalid-request',
      'dcv_check_parameters.validation_method',
    ],
    [
      'dcv',
      asked('a.example', { ...dns, key_authorization_hash: 'short' }),
      'invalid-request',
      'dcv_check_parameters.key_authorization_hash',
    ],
    [
      'dcv',
      asked('a.example', { ...http, token: '../secret' }),
      'invalid-request',
      'dcv_check_parameters.token',
    ],
    ['dcv', asked('a.example', { ...http, token: 'a/b' }), 'invalid-request', 'dcv_check_parameters.token'],
    ['dcv', asked('a.example/x', dns), 'invalid-domain-or-ip-target', ''],
    ['dcv', asked('192.0.2.4', dns), 'unsupported-target', 'acme-dns-01'],
    ['dcv', asked('*.a.example', http), 'unsupported-target', 'acme-http-01'],
    [
      'dcv',
      asked('a.example', { ...dns, validation_method: 'dns-account-01' }),
      'invalid-request',
      'x_sixfour.subscriber',
    ],
    [
      'dcv',
      { ...asked('a.example', dns), x_sixfour: { protocol: 2 } },
      'invalid-request',
      'x_sixfour.protocol',
    ],
    ['caa', { domain_or_ip_target: '192.0.2.4' }, 'unsupported-target', 'caa'],
    [
      'caa',
      { domain_or_ip_target: 'a.example', caa_check_parameters: { certificate_type: 's-mime' } },
      'invalid-certificate-type',
      's-mime',
    ],
    ...[
      'website-change',
      'dns-change',
      'contact-email-txt',
      'contact-email-caa',
      'contact-phone-txt',
      'contact-phone-caa',
      'ip-address',
      'reverse-address-lookup',
    ].map(
      (method) =>
        [
          'dcv',
          asked('a.example', { validation_method: method, challenge_value: 'x' }),
          'unsupported-validation-method',
          method,
        ] as const,
    ),
  ];
  for (const [check, body, issue, value] of rows) {
    test(`${check}: ${JSON.stringify(body)?.slice(0, 100)}: ${issue} ${value}`, () => {
      const result = readAsk(check, body, FRAME);
      assert.ok(!result.ok);
      assert.deepEqual(result.fault, { issue, value });
    });
  }

  test('CAA where nobody says whose', () => {
    const result = readAsk(
      'caa',
      { domain_or_ip_target: 'a.example' },
      { peer: 'x', caaIssuers: [], own: false },
    );
    assert.ok(!result.ok);
    assert.equal(result.fault.issue, 'missing-caa-domains');
  });

  test('anything at all, without an exception', () => {
    fc.assert(
      fc.property(fc.constantFrom('dcv', 'caa'), fc.jsonValue(), fc.jsonValue(), (check, value, inner) => {
        readAsk(check, value, FRAME);
        readAsk(
          check,
          {
            domain_or_ip_target: 'a.example',
            dcv_check_parameters: inner,
            caa_check_parameters: inner,
            x_sixfour: inner,
          },
          FRAME,
        );
      }),
    );
  });
});

describe('ours', () => {
  const name = fc.constantFrom('www.example', 'xn--bcher-kva.example', 'a.b.c.example');
  const request: fc.Arbitrary<ValidationRequest> = fc
    .record({
      type: fc.constantFrom(...CHALLENGE_TYPES),
      name,
      wildcard: fc.boolean(),
      mode: fc.constantFrom('off', 'advisory', 'enforce'),
      rule: fc.constantFrom(...RETRY_RULES),
      urls: fc.array(fc.webUrl(), { minLength: 1, maxLength: 3 }),
      directory: fc.constantFrom('default', 'short'),
    })
    .map(({ type, name: value, wildcard, mode, rule, urls, directory }) => ({
      identifier: { type: 'dns', value },
      wildcard: wildcard && !/http|alpn/.test(type),
      type,
      token: type === 'dns-persist-01' ? '' : (KEY_AUTHORIZATION.split('.')[0] ?? ''),
      keyAuthorization: type === 'dns-persist-01' ? '' : KEY_AUTHORIZATION,
      subscriber: { accountUrls: urls, thumbprint: 'thumbprint' },
      caa: { mode, issuers: ['ca.example', 'other.example'] },
      directory,
      owner: 'account-7',
      rule,
    }));

  test('a CAA check is the same there as here', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const there = read('caa', overTheWire(askBody('caa', asked, 'sixfour', 't')));
        const { token: _, keyAuthorization: _k, owner: _o, ...rest } = asked;
        assert.deepEqual(there, { ...rest, token: '', keyAuthorization: '', owner: 'other-ca account-7' });
      }),
    );
  });

  test('a validation is the same there as here, with the digest where that is all it takes', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const there = read('dcv', overTheWire(askBody('dcv', asked, 'sixfour', 't')));
        assert.equal(there.type, asked.type);
        assert.deepEqual(
          [there.identifier, there.wildcard, there.subscriber, there.directory, there.rule],
          [asked.identifier, asked.wildcard, asked.subscriber, asked.directory, asked.rule],
        );
        if (asked.type === 'http-01') assert.equal(there.keyAuthorization, KEY_AUTHORIZATION);
        else if (asked.type === 'dns-persist-01') assert.deepEqual(there.caa.issuers, asked.caa.issuers);
        else assert.equal(there.digest, DIGEST);
      }),
    );
  });

  test('another is told no more than Open MPIC has: no account, no rule, no directory', () => {
    for (const type of CHALLENGE_TYPES) {
      const text = JSON.stringify(askBody('dcv', plain(type), 'open-mpic', 't'));
      assert.ok(
        !text.includes('x_sixfour') && !text.includes('account-7') && !text.includes('thumbprint'),
        text,
      );
    }
  });

  test('the literal bodies that others get', () => {
    const literals: Readonly<Record<ChallengeType, object>> = {
      'http-01': { validation_method: 'acme-http-01', token: 'tok', key_authorization: 'tok.thumb' },
      'dns-01': { validation_method: 'acme-dns-01', key_authorization_hash: dns01Digest('tok.thumb') },
      'tls-alpn-01': {
        validation_method: 'acme-tls-alpn-01',
        key_authorization_hash: Buffer.from(dns01Digest('tok.thumb'), 'base64url').toString('hex'),
      },
      'dns-account-01': {
        validation_method: 'dns-change',
        challenge_value: dns01Digest('tok.thumb'),
        dns_record_type: 'TXT',
        // the draft's own example of an account URL and its label
        dns_name_prefix: '_ujmmovf2vn55tgye._acme-challenge',
        require_exact_match: true,
        require_exact_case: true,
      },
      'dns-persist-01': {
        validation_method: 'dns-persistent',
        issuer_domain_names: ['ca.example'],
        expected_account_uri: 'https://example.com/acme/acct/ExampleAccount',
      },
    };
    for (const type of CHALLENGE_TYPES) {
      assert.deepEqual(askBody('dcv', plain(type), 'open-mpic', 't1'), {
        domain_or_ip_target: 'host.example',
        trace_identifier: 't1',
        dcv_check_parameters: literals[type],
      });
    }
    assert.deepEqual(askBody('caa', { ...plain('dns-01'), wildcard: true }, 'open-mpic', 't1'), {
      domain_or_ip_target: '*.host.example',
      trace_identifier: 't1',
      caa_check_parameters: { certificate_type: 'tls-server', caa_domains: ['ca.example'] },
    });
  });
});

function plain(type: ChallengeType): ValidationRequest {
  return {
    identifier: { type: 'dns', value: 'host.example' },
    wildcard: false,
    type,
    token: 'tok',
    keyAuthorization: 'tok.thumb',
    subscriber: { accountUrls: ['https://example.com/acme/acct/ExampleAccount'], thumbprint: 'thumbprint' },
    caa: { mode: 'enforce', issuers: ['ca.example'] },
    directory: 'default',
    owner: 'account-7',
    rule: 'per-hop',
  };
}

function asked(target: string, parameters: object): object {
  return { domain_or_ip_target: target, dcv_check_parameters: parameters };
}

function read(check: 'dcv' | 'caa', body: unknown): ValidationRequest {
  const result = readAsk(check, body, FRAME);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value.request;
}

function overTheWire(body: object): unknown {
  return JSON.parse(JSON.stringify(body));
}
