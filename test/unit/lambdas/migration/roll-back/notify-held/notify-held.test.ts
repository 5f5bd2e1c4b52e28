import type { RollBackRequest } from '../../../../../../lambdas/migration/contract/roll-back-payloads.ts';
import { notifyHeld } from '../../../../../../lambdas/migration/roll-back/notify-held/notify-held.ts';
import { restoreLegacy } from '../../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { shiftWeight } from '../../../../../../lambdas/migration/swap/move-records.ts';
import { RecordingTopic } from '../../../../../fakes/recording-topic.ts';
import { asked } from '../../../../../support/migration/acting.ts';
import {
  ALARM_FIRES,
  AT_50,
  AUTOMATIC,
  EXECUTION_ENDED,
  oneWay,
} from '../../../../../support/migration/one-way.ts';

describe('NotifyHeld pages people', () => {
  async function paging() {
    const world = await oneWay(AT_50);
    const topic = new RecordingTopic();
    const ports = { ...world, topic, rollBackArn: 'arn:aws:states:us-west-1:111122223333:stateMachine:x' };
    const page = async (request: Partial<RollBackRequest>, name: string) => {
      const rollBack = asked(world, request, name);
      const restore = await restoreLegacy(rollBack, world);
      return (await notifyHeld({ run: rollBack.run, restore }, ports)).notified;
    };
    return { world, topic, page };
  }

  it('once for an alarm at each share, and once for an execution that ended, whoever saw it', async () => {
    const { world, page } = await paging();
    const seen = [...AUTOMATIC, ALARM_FIRES].map((request, i) => page(request, `rb-${i}`));
    expect(await Promise.all(seen)).toEqual([true, true, false, false, false]);
    await shiftWeight({ run: world.run('run-1'), step: 2, continues: '' }, world);
    expect(await page(ALARM_FIRES, 'rb-9')).toBe(true);
  });

  it('with what happened, and each command as it is', async () => {
    const { topic, page } = await paging();
    await page(EXECUTION_ENDED, 'rb-1');
    const { subject, body } = topic.published[0] ?? { subject: '', body: '' };
    expect(subject).toBe('shop: ROLLBACK HELD after the one-way step, act now');
    expect(body).toContain('The cluster keeps 50 %.');
    expect(body).toContain('The execution run-1 ended: ABORTED');
    expect(body).toContain('- {"startAtPercent": 50}\n');
    expect(body).toContain('start the state machine shop-RollBack with this input');
    expect(body).toContain('- {"reason": "…"}\n');
    await page(ALARM_FIRES, 'rb-2');
    expect(topic.published[1]?.body).not.toContain('startAtPercent');
  });
});
