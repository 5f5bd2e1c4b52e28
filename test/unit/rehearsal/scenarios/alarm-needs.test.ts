import {
  alarmsTogetherAtHalf,
  aMadeAlarm,
  anAlarmAtHalf,
  anAlarmBeforeStart,
  anAlarmWhileDraining,
  oneAlarmAtHalf,
} from '../../../../rehearsal/scenarios/migration/alarm-needs.ts';
import type {
  Failing,
  Foreseen,
  ForeseenEstate,
} from '../../../../rehearsal/scenarios/migration/foresight.ts';
import { Missing } from '../../../../rehearsal/scenarios/scenario.ts';
import { STEADY } from '../../../../rehearsal/world/load-balancer.ts';
import { foreseenShop, shopEstate } from '../../../support/shop.ts';
import { shopSnapshot } from '../../../support/shop-snapshot.ts';

const ALARMS = '111122223333/us-west-1/cloudwatch/describe-alarms.json';
const NOTHING: Foreseen = {
  health: STEADY,
  always: [],
  sometimes: [],
  together: 0,
  fired: 0,
  of: 1,
  latestSeconds: 0,
};

/** The shop, and what it was asked. */
function shopThat(foresees: Partial<Foreseen>): {
  readonly estate: ForeseenEstate;
  readonly asked: Failing[];
} {
  const asked: Failing[] = [];
  const answer = (failing: Failing) => {
    asked.push(failing);
    return { ...NOTHING, ...foresees };
  };
  return { estate: { ...shopEstate(), telling: [], foresees: answer }, asked };
}

const BAD = { failing: 0.2 };
const what = (found: object | Missing) => (found instanceof Missing ? found.what : 'nothing is missing');

describe('an alarm that a scenario needs', () => {
  it('fires when the cluster fails so, in the shop', () => {
    const shop = foreseenShop();
    expect(anAlarmAtHalf(BAD)(shop)).toMatchObject({ fired: 20, of: 20 });
    expect(anAlarmWhileDraining(BAD)(shop)).toMatchObject({ fired: 20, of: 20 });
    expect(oneAlarmAtHalf({ failing: 0.1, latencySeconds: 0.08 })(shop)).toMatchObject({
      always: ['shop-cluster-5xx'],
    });
    expect(alarmsTogetherAtHalf({ failing: 0.98, latencySeconds: 8 })(shop)).toMatchObject({ together: 5 });
    expect(anAlarmBeforeStart({ failing: 0.5, latencySeconds: 2.5 }, 200)(shop)).toMatchObject({ fired: 20 });
  });

  it('is missed by name, with what fails and where, if all are too weak', () => {
    const { MetricAlarms } = shopSnapshot().files.get(ALARMS) as { MetricAlarms: readonly object[] };
    const weak = MetricAlarms.map((alarm) => ({ ...alarm, Threshold: 1_000_000 }));
    const snapshot = shopSnapshot({ [ALARMS]: { MetricAlarms: weak } });
    expect(what(anAlarmAtHalf(BAD)(foreseenShop(snapshot)))).toMatch(
      /^an alarm that fires if 20 % of the cluster’s requests fail at 50 % for 3 h 0 min, and the others are slow: none of shop-cluster-5xx, .* does\. .*npm start -- matrix$/,
    );
  });

  it('is asked for the share at which the scenario plays, and for the time of day', () => {
    const { estate, asked } = shopThat({ fired: 1, always: ['a'] });
    anAlarmAtHalf(BAD)(estate);
    anAlarmWhileDraining(BAD)(estate);
    expect(asked.map(({ percent }) => percent)).toEqual([50, 100]);
    const [half, drain] = asked.map(({ after }) => after) as [number, number];
    expect(half).toBeGreaterThan(0);
    expect(drain).toBeGreaterThan(half);
  });

  it('is not one that fires by chance', () => {
    const { estate } = shopThat({ fired: 14, of: 20, sometimes: ['errors'] });
    expect(what(anAlarmAtHalf(BAD)(estate))).toContain('errors did so in only 14 of 20 draws');
  });

  it('is one alone, or there are several that fire together in each draw', () => {
    const two = { fired: 20, of: 20, always: ['errors'], sometimes: ['latency'] };
    expect(what(oneAlarmAtHalf(BAD)(shopThat(two).estate))).toContain('errors, latency do');
    const together = (number: number) =>
      what(alarmsTogetherAtHalf(BAD)(shopThat({ ...two, together: number }).estate));
    expect(together(2)).toBe('nothing is missing');
    expect(together(1)).toMatch(
      /^two alarms at least that fire within 60 s of each other if .*: of those that fire \(errors, latency\) the second may come later$/,
    );
  });
});

describe('an alarm that the stack makes', () => {
  const made = {
    name: 'shop-ClusterAlarm-Errors',
    arn: '',
    allowInsufficientData: false,
    isMade: true,
  } as const;
  const makes = ({ settings, ...estate }: ForeseenEstate): ForeseenEstate => ({
    ...estate,
    settings: { ...settings, alarms: [...settings.alarms, made] },
  });

  it('is asked of another app if the own one makes none', () => {
    const { estate, asked } = shopThat({});
    expect(aMadeAlarm(BAD)(estate)).toMatchObject({ first: { percent: 5 }, isOwn: false });
    expect(asked).toEqual([]);
  });

  it('fires at the first step, before alarms that the stack does not make', () => {
    const { estate, asked } = shopThat({ fired: 20, of: 20, always: [made.name] });
    expect(aMadeAlarm(BAD)(makes(estate))).toMatchObject({ first: { percent: 5 }, isOwn: true });
    expect(asked).toEqual([{ ...BAD, percent: 5, after: 0, seconds: 3600, all: false }]);
    const { estate: other } = shopThat({ fired: 20, of: 20, always: ['shop-cluster-5xx'] });
    expect(what(aMadeAlarm(BAD)(makes(other)))).toMatch(
      /^an alarm of `alarms\.make` that fires first if 20 %/,
    );
    expect(what(aMadeAlarm(BAD)(makes(shopThat({}).estate)))).toContain('an alarm that fires if 20 %');
  });
});
