// The whole road with real programs: certbot, nginx, BIND, packet filters and `sixfour serve`, with production time limits.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AttemptEvidence } from '../../src/core/index.ts';
import { describe as describeRun, installed } from '../support/process.ts';
import { beginStory, CHAPTERS, type Story } from './story.ts';
import { labSkip, worldRefused } from './world.ts';

const refused =
  (await worldRefused()) ?? ((await installed('certbot')) ? undefined : 'certbot is not installed');

describe('certbot obtains and renews while IPv6 is good, dropped, refused', {
  skip: labSkip(refused),
}, () => {
  let story: Story;
  before(async () => {
    story = await beginStory();
  });
  after(async () => {
    await story?.close();
  });

  for (const chapter of CHAPTERS) {
    it(`${chapter.title}: ${chapter.issued ? 'issued' : 'refused'}`, async () => {
      await chapter.act(story);
      const done = await story.certbot(chapter.ask);
      const { order, text } = await story.lastOrder();
      const said = `${describeRun(done)}\n${text}`;
      assert.equal(done.code === 0, chapter.issued, said);
      assert.equal(order.status, chapter.issued ? 'valid' : 'invalid', said);

      const validation = order.authorizations[0]?.validations[0];
      assert.ok(validation, said);
      const attempts = validation.evidence.filter((item): item is AttemptEvidence => item.kind === 'attempt');
      assert.deepEqual(
        attempts.map((attempt) => `${attempt.family} ${attempt.outcome}`),
        chapter.attempts,
      );
      for (const attempt of attempts) assert.ok(text.includes(attempt.address), text);
      if (chapter.issued) assert.match((await story.verify()).stdout, /: OK$/m);
      else refusalIsExplained(validation, done.stdout + done.stderr);

      const dry = await story.dryValidation();
      const { documented, boulder, v6 } = chapter.dry;
      assert.equal(dry.code, chapter.issued ? 0 : 1, JSON.stringify(dry.view, null, 2));
      assert.deepEqual(dry.view.judgements, { documented, boulder, 'per-hop': boulder });
      assert.deepEqual(dry.view.families, { 6: v6, 4: 'valid' });
    });
  }
});

/** The client reads which address refused; the administrator reads which rules would have passed. */
function refusalIsExplained(
  validation: { readonly judgements: Readonly<Record<string, string>> },
  clientSaw: string,
): void {
  assert.match(clientSaw, /fd64:0:0:2::2/);
  assert.match(clientSaw, /refused/i);
  assert.deepEqual(validation.judgements, { documented: 'invalid', boulder: 'valid', 'per-hop': 'valid' });
}
