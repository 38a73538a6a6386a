// What every `Provider` keeps to, wherever it writes (src/delegation/providers/types.ts). Each kind's test runs it on its own peer.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createStop, systemClock } from '../../src/core/index.ts';
import type {
  Provider,
  ProviderFailure,
  ProviderResult,
  Until,
} from '../../src/delegation/providers/types.ts';

export type ContractProvider = {
  readonly provider: Provider;
  /** A zone at the peer in which the tests may write what they like below `_acme-challenge`. */
  readonly zone: string;
  /** What the peer has, asked behind the provider's back: all TXT values of the name. */
  values(name: string): Promise<readonly string[]>;
  /** Another program that writes at the same peer, one value at a time; undefined where nothing else can. */
  readonly other?: {
    add(name: string, value: string): Promise<void>;
    remove(name: string, value: string): Promise<void>;
    /** The peer takes no other text than values of challenges. */
    readonly onlyDigests?: true;
  };
  /** The same place with credentials that are wrong. */
  readonly unauthorized?: Provider;
  /** The same kind at a peer that takes the question and never answers. */
  readonly silent?: Provider;
  /** The same kind at an address where nobody listens. */
  readonly absent?: Provider;
  /** The same place, asked for a zone that it does not have; `zone` is not at the peer. */
  readonly noZone?: { readonly zone: string };
  /** No text of any failure may hold one of these. */
  readonly secrets: readonly string[];
  close(): Promise<void>;
};

/** What not every kind, and not every peer, has: whoever lacks one says so, and the contract holds him to his word. */
type Lack = 'inSync' | 'list' | 'other' | 'unauthorized' | 'silent' | 'absent' | 'noZone';

type ContractOptions = {
  /** Why it cannot be run here, as `node:test` has it. */
  readonly skip?: string | false;
  /** How many values of one name the peer takes, where it keeps a limit. */
  readonly valuesMax?: number;
  /**
   * The peer takes record sets as a whole without compare-and-swap: of two values written at one moment one can be lost, whoever
   * writes. Such a kind promises nothing of two programs at one time.
   */
  readonly wholeSets?: boolean;
  readonly lacks?: readonly Lack[];
};

/** `make` opens a peer, real or played, and the provider at it. */
export function providerContract(
  kind: string,
  make: () => Promise<ContractProvider>,
  { skip = false, valuesMax = 5, wholeSets = false, lacks = [] }: ContractOptions = {},
): void {
  describe(`contract of Provider: ${kind}`, { skip, timeout: 300_000 }, () => {
    let subject: ContractProvider;
    before(async () => {
      subject = await make();
    });
    after(async () => {
      subject?.provider.close();
      for (const other of [subject?.unauthorized, subject?.silent, subject?.absent]) other?.close();
      await subject?.close();
    });

    const has = {
      inSync: () => subject.provider.inSync,
      list: () => subject.provider.list,
      other: () => subject.other,
      unauthorized: () => subject.unauthorized,
      silent: () => subject.silent,
      absent: () => subject.absent,
      noZone: () => subject.noZone,
    };
    /** The case with the thing that it needs; of who lacks it, that he does. */
    function itHas<L extends Lack>(
      need: L,
      title: string,
      run: (thing: NonNullable<ReturnType<(typeof has)[L]>>) => Promise<void>,
    ): void {
      if (lacks.includes(need))
        return void it(`has no ${need}, as it says: ${title}`, () => assert.equal(has[need](), undefined));
      it(title, async () => {
        const thing = has[need]() as ReturnType<(typeof has)[L]>;
        assert.ok(thing, `it lacks ${need}, and did not say so`);
        await run(thing);
      });
    }

    const at = (label: string) => `_acme-challenge.${label}.${subject.zone}`;
    const of = (name: string, value: string) => ({ zone: subject.zone, name, value });
    const add = (name: string, value: string) => subject.provider.add(of(name, value), soon());
    const remove = (name: string, value: string) => subject.provider.remove(of(name, value), soon());
    const there = async (name: string) => (await subject.values(name)).toSorted();

    it('adds a value, and takes it away', async () => {
      const name = at('plain');
      good(await add(name, digest('plain')));
      assert.deepEqual(await there(name), [digest('plain')]);
      good(await remove(name, digest('plain')));
      assert.deepEqual(await there(name), []);
    });

    itHas('inSync', 'a change is done, where it says when, before long', async (inSync) => {
      const name = at('sync');
      for (const { change } of [good(await add(name, digest('s'))), good(await remove(name, digest('s')))]) {
        if (change === undefined) continue;
        const until = soon();
        while (!good(await inSync(change, until))) {
          assert.ok(systemClock.monotonic() < until.deadlineMs, 'never in sync');
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    });

    it('adding what is there, and removing what is not, changes nothing and is no failure', async () => {
      const name = at('twice');
      for (let i = 0; i < 2; i++) good(await add(name, digest('a')));
      assert.deepEqual(await there(name), [digest('a')]);
      good(await remove(name, digest('never')));
      assert.deepEqual(await there(name), [digest('a')]);
      for (let i = 0; i < 2; i++) good(await remove(name, digest('a')));
      assert.deepEqual(await there(name), []);
      good(await remove(at('nothing-at-all'), digest('a')));
    });

    it('several values of one name stand side by side, each by itself', async () => {
      const name = at('several');
      const values = Array.from({ length: valuesMax }, (_, i) => digest(`several ${i}`));
      for (const value of values) good(await add(name, value));
      assert.deepEqual(await there(name), values.toSorted());
      good(await remove(name, values[1] ?? ''));
      assert.deepEqual(await there(name), values.filter((_, i) => i !== 1).toSorted());
      for (const value of values) good(await remove(name, value));
      assert.deepEqual(await there(name), []);
    });

    it('names do not touch each other: a name, one below it, and one that ends alike', async () => {
      const names = [at('one'), at('two.one'), at('theone'), `_acme-challenge.${subject.zone}`];
      for (const [i, name] of names.entries()) good(await add(name, digest(`name ${i}`)));
      for (const [i, name] of names.entries())
        assert.deepEqual(await there(name), [digest(`name ${i}`)], name);
      good(await remove(names[0] ?? '', digest('name 0')));
      assert.deepEqual(await there(names[0] ?? ''), []);
      for (const i of [1, 2, 3]) assert.deepEqual(await there(names[i] ?? ''), [digest(`name ${i}`)]);
      for (const [i, name] of names.entries()) good(await remove(name, digest(`name ${i}`)));
    });

    itHas('list', 'tells all values of a name, whoever wrote them', async (list) => {
      const name = at('listed');
      const listed = async () => good(await list({ zone: subject.zone, name }, soon())).toSorted();
      assert.deepEqual(await listed(), []);
      good(await add(name, digest('ours')));
      await subject.other?.add(name, digest('theirs'));
      const all = subject.other === undefined ? [digest('ours')] : [digest('ours'), digest('theirs')];
      assert.deepEqual(await listed(), all.toSorted());
      good(await remove(name, digest('ours')));
      await subject.other?.remove(name, digest('theirs'));
      assert.deepEqual(await listed(), []);
    });

    itHas('other', 'what another program wrote stays, with quotes and spaces too', async (other) => {
      const name = at('foreign');
      const text = 'v=other; say "hello" \\ done';
      const foreign = other.onlyDigests ? [digest('foreign')] : [text, digest('foreign')];
      for (const value of foreign) await other.add(name, value);
      good(await add(name, digest('ours')));
      assert.deepEqual(await there(name), [...foreign, digest('ours')].toSorted());
      good(await remove(name, digest('ours')));
      assert.deepEqual(await there(name), foreign.toSorted());
      for (const value of foreign) await other.remove(name, value);
    });

    const both = 'of two programs that change one name at the same time, neither loses a value';
    if (!wholeSets)
      itHas('other', both, async (other) => {
        const name = at('both');
        const ours = Array.from({ length: valuesMax - 1 }, (_, i) => digest(`ours ${i}`));
        const theirs = Array.from({ length: valuesMax - 1 }, (_, i) => digest(`theirs ${i}`));
        const writing = async () => {
          for (const value of theirs) await other.add(name, value);
          await other.remove(name, theirs[0] ?? '');
        };
        const asking = async () => {
          for (const value of ours) await insisting(() => add(name, value));
          await insisting(() => remove(name, ours[0] ?? ''));
        };
        await Promise.all([writing(), asking()]);
        assert.deepEqual(await there(name), [...ours.slice(1), ...theirs.slice(1)].toSorted());
        for (const value of ours) await insisting(() => remove(name, value));
        assert.deepEqual(await there(name), theirs.slice(1).toSorted());
        for (const value of theirs) await other.remove(name, value);
      });

    it('changes of different names may be under way together', async () => {
      const names = Array.from({ length: 5 }, (_, i) => at(`parallel${i}`));
      const all = async (run: (name: string) => Promise<unknown>) => {
        await Promise.all(names.map(run));
      };
      await all((name) => insisting(() => add(name, digest(name))));
      for (const name of names) assert.deepEqual(await there(name), [digest(name)]);
      await all((name) => insisting(() => remove(name, digest(name))));
      for (const name of names) assert.deepEqual(await there(name), []);
    });

    itHas('unauthorized', 'wrong credentials are said to be, and nothing is written', async (provider) => {
      const value = of(at('stranger'), digest('stranger'));
      for (const done of [await provider.add(value, soon()), await provider.remove(value, soon())]) {
        assert.equal(failed(done).outcome, 'unauthorized', JSON.stringify(done));
      }
      assert.deepEqual(await there(value.name), []);
    });

    itHas('noZone', 'a zone that is not there is said to be', async ({ zone }) => {
      const value = { zone, name: `_acme-challenge.www.${zone}`, value: digest('nowhere') };
      assert.equal(failed(await subject.provider.add(value, soon())).outcome, 'no-zone');
      assert.equal(failed(await subject.provider.remove(value, soon())).outcome, 'no-zone');
    });

    itHas(
      'silent',
      'a peer that never answers is given up by the deadline, and at the signal',
      async (provider) => {
        const value = of(at('silent'), digest('silent'));
        const asked: ((until: Until) => Promise<ProviderResult<unknown>>)[] = [
          (until: Until) => provider.add(value, until),
          (until: Until) => provider.remove(value, until),
          ...(provider.list === undefined ? [] : [provider.list.bind(provider, value)]),
        ];
        for (const ask of asked) {
          const late = await ended(ask(soon(300)));
          assert.equal(failed(late).outcome, 'timeout');
          const { signal, stop } = createStop();
          const pending = ask({ deadlineMs: systemClock.monotonic() + 3_600_000, signal });
          setTimeout(stop, 50);
          failed(await ended(pending));
        }
      },
    );

    it('what is asked after the deadline, or after the signal, fails at once', async () => {
      const name = at('late');
      const { signal, stop } = createStop();
      stop();
      failed(await ended(subject.provider.add(of(name, digest('late')), soon(-1))));
      failed(await ended(subject.provider.add(of(name, digest('late')), { ...soon(), signal })));
    });

    itHas('absent', 'a peer that is not there is said to be', async (provider) => {
      const { outcome } = failed(await provider.add(of(at('absent'), digest('absent')), soon()));
      assert.equal(outcome, 'unreachable');
    });

    function failed(done: ProviderResult<unknown>): ProviderFailure {
      assert.ok(!done.ok, 'it is a failure');
      const text = JSON.stringify(done);
      for (const secret of subject.secrets) assert.ok(!text.includes(secret), 'a secret is told');
      assert.match(done.code ?? '', /^[\x20-\x7e]{0,100}$/);
      return done;
    }
  });
}

/** As the caller does: a conflict, or being asked too often, is a reason to try again. */
async function insisting(run: () => Promise<ProviderResult<unknown>>): Promise<void> {
  for (let tries = 1; ; tries++) {
    const done = await run();
    if (done.ok) return;
    const again = done.outcome === 'conflict' || done.outcome === 'rate-limited';
    assert.ok(again && tries < 20, JSON.stringify(done));
    await new Promise((resolve) => setTimeout(resolve, done.retryAfterMs ?? 20 * tries));
  }
}

/** A value as a dns-01 challenge has it. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function soon(inMs = 20_000): Until {
  return { deadlineMs: systemClock.monotonic() + inMs, signal: createStop().signal };
}

function good<T>(done: ProviderResult<T>): T {
  assert.ok(done.ok, JSON.stringify(done));
  return done.value;
}

/** Far later than any deadline in a test: only what hangs gets there. */
async function ended<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const hanging = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it did not end')), 60_000);
  });
  return Promise.race([promise, hanging]).finally(() => clearTimeout(timer));
}
