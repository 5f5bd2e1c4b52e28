import { notifyHook } from '../../../../../../lambdas/migration/roll-back/notify-hook/notify-hook.ts';
import { MemoryJournal } from '../../../../../fakes/migration/memory-journal.ts';
import { RecordingTopic } from '../../../../../fakes/recording-topic.ts';
import { shopSettings } from '../../../../../support/shop.ts';

const RUN = {
  name: 'rb-1',
  arn: 'arn:aws:states:us-west-1:111122223333:execution:shop-RollBack:rb-1',
  startedAt: '2027-01-04T08:00:00Z',
};
const HOOKS = {
  afterRollback: { kind: 'function', arn: 'arn:aws:lambda:…', timeLimitSeconds: 120 },
} as const;

function notifying() {
  const topic = new RecordingTopic();
  const ports = { settings: { ...shopSettings(), hooks: HOOKS }, journal: new MemoryJournal(), topic };
  const notify = (answer: string, failure = '') =>
    notifyHook({ run: RUN, migrationRun: 'run-1', seen: { answer, failure } }, ports);
  return { topic, notify };
}

describe('NotifyHook', () => {
  it('is silent about a pass', async () => {
    const { topic, notify } = notifying();
    expect(await notify('{"verdict":"pass"}')).toMatchObject({ verdict: 'pass', notified: false });
    expect(topic.published).toEqual([]);
  });

  it.each([
    ['{"verdict":"fail","reason":"the cache is cold"}', '', 'says fail: the cache is cold'],
    ['{"verdict":"hold"}', '', 'says hold'],
    ['', 'States.Timeout: ', 'did not answer within 2 min, its time limit'],
    ['', 'Error: broken', 'gave no answer: Error: broken'],
  ])('notifies people of anything else, and that legacy serves: %s%s', async (answer, failure, says) => {
    const { topic, notify } = notifying();
    expect(await notify(answer, failure)).toMatchObject({ notified: true });
    const [{ subject, body } = { subject: '', body: '' }] = topic.published;
    expect(subject).toBe('shop: the hook after the rollback did not say pass');
    expect(body).toContain('was rolled back: legacy serves');
    expect(body).toContain(says);
    expect(body).toContain(RUN.name);
    expect(body).toContain('heading AfterRollback');
  });

  it('notifies once, also if it is called again', async () => {
    const { topic, notify } = notifying();
    await notify('');
    expect(await notify('')).toMatchObject({ notified: false });
    expect(topic.published).toHaveLength(1);
  });
});
