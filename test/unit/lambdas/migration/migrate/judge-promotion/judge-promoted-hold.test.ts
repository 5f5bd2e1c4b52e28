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
  it('lets go on while every alarm is well', async () => {
    expect(await judge(alarmsWith({}))).toEqual({ verdict: 'pass', reasons: ['No alarm is in ALARM.'] });
  });

  it('goes back where an alarm is in ALARM, whatever the person was told', async () => {
    const told = 'Alarm cluster-5xx is in ALARM: 3 datapoints';
    expect(await judge(alarmsWith({ state: 'ALARM', stateReason: '3 datapoints' }), [told])).toEqual({
      verdict: 'fail',
      reasons: [told],
    });
  });

  it('asks again where an alarm is gone, or CloudWatch cannot be asked', async () => {
    const away = new MemoryAlarms();
    away.failures.set('describe', new Error('AccessDenied'));
    for (const alarms of [alarmsWith(), away]) expect((await judge(alarms)).verdict).toBe('hold');
  });
});
