import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type LookupOutcome, silentLog, systemClock } from '../../../../src/core/index.ts';
import { describeFault } from '../../../../src/i18n/index.ts';
import { createFetcher, createTlsProber, type Question, type Resolver } from '../../../../src/net/index.ts';
import { createValidator, dns01Digest } from '../../../../src/validation/index.ts';
import { worldPolicy } from '../world.ts';
import { plainTerms } from '../../../support/validation-request.ts';

const KEY_AUTHORIZATION =
  'evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA.9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI';
const GOOD = dns01Digest(KEY_AUTHORIZATION);
const SECRET = 'what-the-record-holds-is-never-repeated';

describe('dns-01', () => {
  const cases: readonly (readonly [string, LookupOutcome, readonly string[], string])[] = [
    ['the one right record', 'answer', [GOOD], 'valid'],
    ['the right one among others', 'answer', [SECRET, GOOD, 'x'.repeat(5_000)], 'valid'],
    ['wrong records', 'answer', [SECRET, `${GOOD} `, GOOD.toUpperCase()], 'validationTxtWrong'],
    ['an answer without a record', 'answer', [], 'validationTxtMissing'],
    ['no record of the type', 'nodata', [], 'validationTxtMissing'],
    ['no such name', 'nxdomain', [], 'validationTxtName'],
    ['a failing server', 'servfail', [], 'validationTxtLookup'],
    ['no answer in time', 'timeout', [], 'validationTxtLookup'],
    ['a loop of aliases', 'loop', [], 'validationTxtLookup'],
  ];
  for (const [title, outcome, texts, wanted] of cases) {
    test(`${title}: ${wanted}`, async () => {
      const { report, questions } = await validate(outcome, texts);
      assert.equal(report.verdict.valid ? 'valid' : report.verdict.fault.code, wanted);
      assert.deepEqual(
        questions.map(({ name, type }) => `${name} ${type}`),
        ['_acme-challenge.www.example TXT'],
      );
      const judgement = wanted === 'valid' ? 'valid' : 'invalid';
      assert.deepEqual(report.judgements, {
        documented: judgement,
        boulder: judgement,
        'per-hop': judgement,
      });
      const [evidence] = report.evidence;
      assert.ok(evidence?.kind === 'lookup');
      assert.equal(evidence.matched, wanted === 'valid');
      assert.equal(evidence.records, texts.length);
      assert.ok(!JSON.stringify(report).includes(SECRET));
      if (!report.verdict.valid)
        assert.match(describeFault(report.verdict.fault), /_acme-challenge\.www\.example/);
    });
  }
});

async function validate(outcome: LookupOutcome, texts: readonly string[]) {
  const questions: Question[] = [];
  const resolver: Resolver = {
    lookup(question) {
      questions.push(question);
      const { name, type, hop } = question;
      return Promise.resolve({
        evidence: { kind: 'lookup', at: 0, hop, name, type, outcome, tries: 1, ms: 1 },
        addresses: [],
        texts: texts.map((text) => new TextEncoder().encode(text)),
        records: [],
      });
    },
  };
  const validator = createValidator({
    resolverFor: () => resolver,
    fetcher: createFetcher({ clock: systemClock }),
    tlsProber: createTlsProber({ clock: systemClock }),
    policyFor: () => worldPolicy,
    rule: 'documented',
    clock: systemClock,
    log: silentLog,
  });
  const report = await validator.validate({
    identifier: { type: 'dns', value: 'www.example' },
    wildcard: true,
    type: 'dns-01',
    token: 'token',
    keyAuthorization: KEY_AUTHORIZATION,
    ...plainTerms,
  });
  await validator.close();
  return { report, questions };
}
