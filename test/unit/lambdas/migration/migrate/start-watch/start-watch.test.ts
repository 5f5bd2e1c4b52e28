import { startWatch } from '../../../../../../lambdas/migration/migrate/start-watch/start-watch.ts';
import { MemoryBeforeImageCopy } from '../../../../../fakes/migration/memory-before-image-copy.ts';
import { MemoryJournal } from '../../../../../fakes/migration/memory-journal.ts';
import { MemorySchedules } from '../../../../../fakes/migration/memory-schedules.ts';
import { RecordingTopic } from '../../../../../fakes/recording-topic.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

const run = { name: 'run-1', arn: 'arn:run-1', startedAt: '2027-03-01T00:00:00.000Z' };

function scene() {
  const ports = {
    settings: someSettings(),
    clock: { now: () => now },
    schedules: new MemorySchedules(),
    journal: new MemoryJournal(),
    copy: new MemoryBeforeImageCopy(),
    topic: new RecordingTopic(),
  };
  let now = Date.parse('2027-03-02T00:00:00Z');
  const said: unknown[] = [];
  const latch = { say: async (...words: unknown[]) => void said.push(words) };
  const starts = (of = run, silences = 0) =>
    startWatch({ run: of, silences, continues: '' }, { ...ports, latch });
  return { ...ports, said, starts, later: (ms: number) => (now += ms) };
}

describe('StartWatch', () => {
  it('makes a schedule that ends when the run must have ended', async () => {
    const { schedules, starts } = scene();
    const { summary } = await starts();
    const [[name, { request, end }] = ['', { request: undefined, end: 0 }]] = [...schedules.made];
    expect(request).toEqual({ run: 'run-1', arn: 'arn:run-1', schedule: name });
    expect(new Date(end).toISOString()).toBe('2028-02-29T00:00:00.000Z');
    expect(summary).toBe(`Watch looks each minute, by the schedule ${name}.`);
  });

  it('names it after the run: a second try makes no second one, another run its own', async () => {
    const { schedules, starts } = scene();
    await starts();
    await starts();
    expect(schedules.made.size).toBe(1);
    await starts({ ...run, startedAt: '2027-06-01T00:00:00.000Z' });
    expect(schedules.made.size).toBe(2);
  });

  it('gives it a name that EventBridge Scheduler takes, whatever the run is called', async () => {
    const { schedules, starts } = scene();
    await starts({ ...run, name: `ä+${'x'.repeat(78)}` });
    for (const name of schedules.made.keys()) expect(name).toMatch(/^[0-9a-zA-Z-_.]{1,64}$/);
  });

  it('notifies people if Watch was silent, once a day', async () => {
    const { topic, starts, later } = scene();
    await starts();
    expect(topic.published).toEqual([]);
    await starts(run, 1);
    later(1_200_000);
    await starts(run, 2);
    expect(topic.published.map(({ subject }) => subject)).toEqual(['shop: Watch was silent']);
    expect(topic.published[0]?.body).toMatch(
      /nobody had heard of Watch for 10 min.*schedule run-\w+ was made again/s,
    );
    later(86_400_000);
    await starts(run, 1);
    expect(topic.published).toHaveLength(2);
  });

  it('lets the health check on the cluster’s records go when a run begins, not later', async () => {
    const { said, starts, clock } = scene();
    await starts();
    await starts(run, 1);
    expect(said).toEqual([[false, clock.now()]]);
  });
});
