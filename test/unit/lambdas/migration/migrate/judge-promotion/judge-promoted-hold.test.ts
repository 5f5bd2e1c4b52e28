import type { ResumeAt } from '../../../../../../lambdas/migration/contract/payloads.ts';
import { judgePromotedHold } from '../../../../../../lambdas/migration/migrate/judge-promotion/judge-promoted-hold.ts';
import { MemoryAlarms } from '../../../../../fakes/migration/memory-alarms.ts';
import { anAlarm } from '../../../../../support/migration/evidence.ts';
import { aPool, hosts } from '../../../../../support/migration/legacy.ts';
import { Shop } from '../../../../../support/migration/shop.ts';

const alarmsWith = (...found: Parameters<typeof anAlarm>[0][]): MemoryAlarms => {
  const alarms = new MemoryAlarms();
  alarms.alarms.push(...found.map((overrides) => anAlarm(overrides)));
  return alarms;
};

describe('JudgePromotion', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await Shop.atStep(0);
  });
  const judge = (
    alarms: MemoryAlarms,
    reasons: readonly string[] = [],
    legacy: readonly string[] = [],
    resume: ResumeAt = 'NextStep',
  ) => judgePromotedHold({ run: shop.run, reasons, legacy, resume }, { ...shop.world, alarms });

  it('continues while every alarm is OK', async () => {
    expect(await judge(alarmsWith({}))).toEqual({
      verdict: 'pass',
      reasons: ['No alarm is in ALARM.'],
      legacy: [],
      frozenUntil: '',
    });
  });

  it('rolls back if an alarm is in ALARM, whatever the hold’s reasons say', async () => {
    const known = 'Alarm cluster-5xx is in ALARM: 3 datapoints';
    expect(await judge(alarmsWith({ state: 'ALARM', stateReason: '3 datapoints' }), [known])).toEqual({
      verdict: 'fail',
      reasons: [known],
      legacy: [],
      frozenUntil: '',
    });
  });

  it('waits for the end of a freeze before a step, and not before what has begun', async () => {
    const freeze = {
      timeZone: 'UTC',
      windows: [{ kind: 'weekly', from: 'Mon 00:00', until: 'Sun 00:00', why: '' }] as const,
    };
    const world = { ...shop.world, settings: { ...shop.settings, freeze }, alarms: alarmsWith({}) };
    const promoted = (resume: ResumeAt) =>
      judgePromotedHold({ run: shop.run, reasons: [], legacy: [], resume }, world);
    expect(await promoted('NextStep')).toMatchObject({
      verdict: 'frozen',
      frozenUntil: '2027-03-07T00:00:00Z',
    });
    expect(await promoted('ConfirmWeight')).toMatchObject({ verdict: 'pass', frozenUntil: '' });
  });

  it('judges after a freeze for a run that continues a stopped one, which has not taken over its journal yet', async () => {
    const asked = { reasons: [], legacy: [], resume: 'ShiftWeight' as const };
    const run = { ...shop.run, name: 'run-2' };
    const world = { ...shop.world, alarms: alarmsWith({}) };
    const continued = judgePromotedHold({ ...asked, run, continues: shop.run.name }, world);
    expect(await continued).toMatchObject({ verdict: 'pass' });
    await expect(judgePromotedHold({ ...asked, run }, world)).rejects.toMatchObject({ name: 'FenceLost' });
  });

  it('asks again if an alarm is gone, or CloudWatch does not answer', async () => {
    const away = new MemoryAlarms();
    away.failures.set('describe', new Error('AccessDenied'));
    for (const alarms of [alarmsWith(), away]) expect((await judge(alarms)).verdict).toBe('hold');
  });

  it('asks again if legacy has become too small meanwhile, unless nothing rolls back after it', async () => {
    shop.legacy.pools = [aPool({ hosts: hosts(2) })];
    const { verdict, legacy } = await judge(alarmsWith({}));
    expect(verdict).toBe('hold');
    expect(legacy).toEqual([
      expect.stringMatching(/\(legacy-too-small\): 2 healthy hosts now, of 6; 6 needed/),
    ]);
    expect((await judge(alarmsWith({}), [], legacy)).verdict).toBe('pass');
    expect((await judge(alarmsWith({}), [], [], 'CloseMigration')).verdict).toBe('pass');
  });
});
