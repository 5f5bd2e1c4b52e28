import { startWatch } from '../../../../../../lambdas/migration/migrate/start-watch/start-watch.ts';
import { MemorySchedules } from '../../../../../fakes/migration/memory-schedules.ts';

const run = { name: 'run-1', arn: 'arn:run-1', startedAt: '2027-03-01T00:00:00.000Z' };

describe('StartWatch', () => {
  it('makes a schedule that ends when the run must have ended', async () => {
    const schedules = new MemorySchedules();
    const { summary } = await startWatch(run, schedules);
    const [[name, { request, end }] = ['', { request: undefined, end: 0 }]] = [...schedules.made];
    expect(request).toEqual({ run: 'run-1', arn: 'arn:run-1', schedule: name });
    expect(new Date(end).toISOString()).toBe('2028-02-29T00:00:00.000Z');
    expect(summary).toBe(`Watch looks each minute, by the schedule ${name}.`);
  });

  it('names it after the run: a second try makes no second one, another run its own', async () => {
    const schedules = new MemorySchedules();
    await startWatch(run, schedules);
    await startWatch(run, schedules);
    expect(schedules.made.size).toBe(1);
    await startWatch({ ...run, startedAt: '2027-06-01T00:00:00.000Z' }, schedules);
    expect(schedules.made.size).toBe(2);
  });

  it('gives it a name that EventBridge Scheduler takes, whatever the run is called', async () => {
    const schedules = new MemorySchedules();
    await startWatch({ ...run, name: `ä+${'x'.repeat(78)}` }, schedules);
    for (const name of schedules.made.keys()) expect(name).toMatch(/^[0-9a-zA-Z-_.]{1,64}$/);
  });
});
