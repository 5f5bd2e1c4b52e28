import { touchFence } from '../../../lambdas/migration/domain/advance.ts';
import { fenceIn, findFence } from '../../../lambdas/migration/domain/observed-zone.ts';
import { lowerTtl } from '../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { restoreLegacy } from '../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { StepsAfterTheMark } from '../../support/history/after-the-mark.ts';
import { type Sent, Story } from '../../support/history/story.ts';
import { asked, markedOwed } from '../../support/migration/acting.ts';

/** A run opens in every zone. */
async function begin({ history }: Story, name: string): Promise<void> {
  const run = history.run(name, 'Migrate');
  history.migrations.begunAt.set(name, Date.parse(run.startedAt));
  await lowerTtl(run, history.quiet);
}

/** The first batch of `run-1` in zone Z1SHOP, which is still on its way. */
async function firstBatch(story: Story): Promise<Sent> {
  const [first] = await story.sentBy((world) => lowerTtl(story.history.run('run-1', 'Migrate'), world));
  if (!first) throw new Error('Nothing was sent.');
  return first;
}

describe('A rollback that says that nothing is to be restored', () => {
  it('does not lie about a run that a late batch begins again, where fence, table and copy were taken away', async () => {
    const story = new Story();
    const { history } = story;
    const late = await firstBatch(story);
    await begin(story, 'run-1');
    story.after('roll-back-1: restored run-1', () => {
      story.happens('the fence is deleted');
      story.onceInSyncIsAsked(() => story.happens('table and copy are lost'));
    });
    story.after('roll-back-1: nothing-to-restore ', () => story.onceInSyncIsAsked(late));
    history.rollBacks.startAsked();
    await story.toItsEnd();
    expect(history.log.slice(-2)).toEqual(['roll-back-1: nothing-to-restore ', 'roll-back-1: SUCCEEDED']);
  });

  it('does not lie about the next run, though it has been handed on since that began', async () => {
    const story = new Story();
    const { history } = story;
    await begin(story, 'run-1');
    history.outages.zones = true;
    story.after('roll-back-1: HANDED ON', async () => {
      history.outages.zones = false;
      await history.rollBacks.last();
      await begin(story, 'run-4');
    });
    history.rollBacks.startAsked();
    await story.toItsEnd();
    expect(history.log.slice(-2)).toEqual([
      'roll-back-2: nothing-to-restore run-4',
      'roll-back-2: SUCCEEDED',
    ]);
  });
});

describe('A rollback of one run', () => {
  it('may restore what a late batch has begun again of another one that is over', async () => {
    const story = new Story();
    const { history } = story;
    const late = await firstBatch(story);
    await begin(story, 'run-1');
    await history.rollBacks.last();
    story.happens('the fence is deleted');
    await story.toItsEnd();
    await late();
    const next = history.run('run-4', 'Migrate');
    await expect(lowerTtl(next, history.quiet)).rejects.toMatchObject({ name: 'NotReady' });
    history.rollBacks.startOfMigration(next);
    await story.toItsEnd();
    expect(history.log.slice(-2)).toEqual(['roll-back-1: restored run-1', 'roll-back-1: SUCCEEDED']);
  });
});

describe('A rollback that is owed', () => {
  async function owed(): Promise<Story> {
    const story = new Story();
    await begin(story, 'run-1');
    await markedOwed({ ...story.history.quiet, journal: story.history.journal });
    story.history.journal.lose('run');
    return story;
  }

  it('is not forgotten where a late try claims the run anew in the journal that lost it: Watch looks at that', async () => {
    const story = await owed();
    story.happens('the run’s item is lost');
    await story.toItsEnd();
    await lowerTtl(story.history.run('run-1', 'Migrate'), story.history.quiet);
    await story.watch.judgeOwed();
  });

  it('is noticed where nobody resumes it', async () => {
    const story = await owed();
    await expect(story.watch.judgeOwed()).rejects.toThrow('the rollback of run-1 is forgotten');
  });
});

describe('What a person writes after a rollback is over', () => {
  it('is theirs, though the fence is swapped once more', async () => {
    const story = new Story();
    const { history } = story;
    await begin(story, 'run-1');
    await history.rollBacks.last();
    const [touching] = await story.sentBy(async (world) => {
      const [{ id, fenceName }] = world.settings.zones as [(typeof world.settings.zones)[0]];
      const { fence, record } = fenceIn(findFence(await world.zoneOf(id).read([fenceName]), fenceName));
      await world.zoneOf(id).swap(touchFence(fence, fenceName, record).changes, 'a touch');
    });
    story.happens('a person changes a record');
    await story.toItsEnd();
    expect(await touching?.()).toMatchObject({ accepted: true });
    await story.watch.judgeEnd();
  });
});

describe('Steps after a rollback was marked as owed', () => {
  const fence = { migration: 'shop', epoch: 3, phase: 'shift', weight: 5, execution: 'run-1' } as const;
  const marked = {
    journal: { owed: new Set(['run-1']) },
    log: [],
    migrations: { twins: new Map([['run-1', 1]]) },
  };

  it('are one for each process at most, which was past its look', () => {
    const steps = new StepsAfterTheMark();
    expect(steps.see(fence, marked)).toEqual([]);
    expect(steps.see(fence, marked)).toEqual([]);
    expect(steps.see(fence, marked)).toEqual([
      'run-1 went on to shift after its rollback was marked as owed',
    ]);
  });

  it('are none where the run is not owed', () => {
    const steps = new StepsAfterTheMark();
    const open = { ...marked, journal: { owed: new Set<string>() }, migrations: { twins: new Map() } };
    expect([steps.see(fence, open), steps.see(fence, open)]).toEqual([[], []]);
  });
});

describe('A rollback’s fence in a zone whose fence was deleted', () => {
  /** The rollback saw the zone as it was before run-1 began: it has nothing to change there but the fence. */
  async function standsThere(): Promise<Story> {
    const story = new Story();
    const opening = await firstBatch(story);
    const [restoring] = await story.sentBy((world) => restoreLegacy(asked(world), world));
    await opening();
    story.happens('the fence is deleted');
    await story.toItsEnd();
    expect(await restoring?.()).toMatchObject({ accepted: true });
    return story;
  }

  it('proves nothing of the names, which the rollback reads before the run is over', async () => {
    const story = await standsThere();
    await story.history.rollBacks.last();
    await story.toItsEnd();
    await story.watch.judgeEnd();
  });

  it('is noticed where nobody reads them', async () => {
    const story = await standsThere();
    const { history } = story;
    await history.journal.endRun('run-1', 'restored', history.tick());
    await expect(story.watch.judgeEnd()).rejects.toThrow('restored, but not legacy');
  });
});

describe('A name whose health check is gone', () => {
  it('is put back by a person for a rollback that begins late, too', async () => {
    const story = new Story();
    const { history } = story;
    await begin(story, 'run-1');
    story.happens('a health check is deleted');
    await story.toItsEnd();
    story.happens('a person changes a record');
    history.rollBacks.startAsked();
    await story.toItsEnd();
    expect(history.log.at(-1)).toBe('roll-back-1: SUCCEEDED');
  });
});
