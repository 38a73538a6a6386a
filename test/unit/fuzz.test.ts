// The kept inputs of every decoder, and some thousands made of them: what scripts/fuzz does in earnest for millions
// (docs/fuzzing.md). And whether it would see a defect if there were one.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { decodeLine, encodeLine } from '../../scripts/fuzz/corpus.ts';
import { fuzz } from '../../scripts/fuzz/run.ts';
import { TARGETS } from '../../scripts/fuzz/targets/index.ts';
import type { Target } from '../../scripts/fuzz/types.ts';

const SEED = 20_261_120;
const INPUTS_PER_WEIGHT = 150;
const CORPUS = join(import.meta.dirname, '..', 'vectors', 'fuzz');
const CORPUS_BYTES_MAX = 1_000_000;
const OPTIONS = { seed: SEED, seconds: 60, keep: false } as const;

describe('what strangers send', { timeout: 120_000 }, () => {
  for (const target of TARGETS) {
    const count = INPUTS_PER_WEIGHT * target.weight;
    test(`${target.name}: what is kept, and ${count} inputs made of it`, async () => {
      const { defects, replayed, mutated, shapes } = await fuzz(target, { ...OPTIONS, count });
      assert.deepEqual(
        defects.map(({ what, input }) => `${what}\n${encodeLine(input)}`),
        [],
      );
      assert.equal(mutated, count);
      assert.ok(replayed > 3, `${replayed} replayed`);
      assert.ok(shapes > 3, `${shapes} shapes`);
    });
  }
});

describe('the fuzzer', () => {
  test('sees an error that no decoder may throw, and makes its input small', async () => {
    const { defects } = await fuzz(targetThat(throws), { ...OPTIONS, count: 2_000 });
    assert.equal(defects.length, 1);
    assert.match(defects[0]?.what ?? '', /^TypeError: a bug/);
    assert.equal(defects[0]?.input.length, 21);
  });

  test('sees a promise that is rejected', async () => {
    const { defects } = await fuzz(targetThat(rejects), { ...OPTIONS, count: 500 });
    assert.match(defects[0]?.what ?? '', /^RangeError: late/);
  });

  test('sees an input that takes long, every time', async () => {
    const { defects } = await fuzz(targetThat(dawdles), { ...OPTIONS, count: 200, inputMs: 25 });
    assert.match(defects[0]?.what ?? '', /^takes [0-9]+ ms/);
  });

  test('does the same for the same seed, and something else for another', async () => {
    const [once, again, other] = [await inputsOf(1), await inputsOf(1), await inputsOf(2)];
    assert.deepEqual(again, once);
    assert.ok([...other].filter((input) => !once.has(input)).length > 100);
    assert.ok(once.size > 150, 'not the same input over and over');
  });

  test('keeps inputs as text where they are, and each once', () => {
    for (const input of ['', 'a b', '"\\\n', '\u0000', '\u00fc', '\ud83d\ude00'])
      assert.equal(Buffer.from(decodeLine(`${encodeLine(Buffer.from(input))} a note`)).toString(), input);
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    assert.deepEqual(decodeLine(encodeLine(every)), every);
    const files = globSync(join(CORPUS, '*', '*.txt'));
    assert.ok(files.length >= TARGETS.length);
    let bytes = 0;
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      bytes += text.length;
      const inputs = text.split('\n').map((line) => line.split(' ', 1)[0]);
      assert.equal(new Set(inputs).size, inputs.length, `${file} has one twice`);
    }
    assert.ok(bytes < CORPUS_BYTES_MAX, `${bytes} bytes are kept`);
  });
});

function targetThat(run: Target['run']): Target {
  const name = 'nothing is kept of this one';
  return { name, kind: 'der', bytesMax: 2_000, weight: 1, vectors: ['der/good'], run };
}

function throws(input: Uint8Array): string {
  if (input.includes(0xee) && input.length > 20) throw new TypeError('a bug');
  return 'fine';
}

function rejects(input: Uint8Array): Promise<string> {
  return input.length % 16 === 0 ? Promise.reject(new RangeError('late')) : Promise.resolve('fine');
}

function dawdles(input: Uint8Array): string {
  const until = process.threadCpuUsage().user + 50_000;
  while (input.length % 32 === 0 && process.threadCpuUsage().user < until);
  return 'fine';
}

async function inputsOf(seed: number): Promise<ReadonlySet<string>> {
  const inputs = new Set<string>();
  const run = (input: Uint8Array) => {
    inputs.add(Buffer.from(input).toString('hex'));
    return String(input.length & 7);
  };
  await fuzz(targetThat(run), { ...OPTIONS, seed, count: 200 });
  return inputs;
}
