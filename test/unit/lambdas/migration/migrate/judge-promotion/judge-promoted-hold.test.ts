import { judgePromotedHold } from '../../../../../../lambdas/migration/migrate/judge-promotion/judge-promoted-hold.ts';
import { MemoryAlarms } from '../../../../../fakes/migration/memory-alarms.ts';
import { anAlarm } from '../../../../../support/migration/evidence.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

const settings = someSettings();
const alarmsWith = (...found: Parameters<typeof anAlarm>[0][]): MemoryAlarms => {
  const alarms = new MemoryAlarms();
  alarms.alarms.push(...found.map((overrides) => anAlarm(overrides)));
  return alarms;
};
const judge = (alarms: MemoryAlarms, reasons: readonly string[] = []) =>
  judgePromotedHold({ reasons }, { settings, alarms });

describe('JudgePromotion', () => {
  it('continues while every alarm is OK', async () => {
    expect(await judge(alarmsWith({}))).toEqual({ verdict: 'pass', reasons: ['No alarm is in ALARM.'] });
  });

  it('rolls back if an alarm is in ALARM, whatever the hold’s reasons say', async () => {
    const known = 'Alarm cluster-5xx is in ALARM: 3 datapoints';
    expect(await judge(alarmsWith({ state: 'ALARM', stateReason: '3 datapoints' }), [known])).toEqual({
      verdict: 'fail',
      reasons: [known],
    });
  });

  it('asks again if an alarm is gone, or CloudWatch does not answer', async () => {
    const away = new MemoryAlarms();
    away.failures.set('describe', new Error('AccessDenied'));
    for (const alarms of [alarmsWith(), away]) expect((await judge(alarms)).verdict).toBe('hold');
  });
});
