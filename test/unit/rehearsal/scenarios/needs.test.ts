import { SCENARIOS } from '../../../../rehearsal/all-scenarios.ts';
import { estateOf } from '../../../../rehearsal/estate/migration/estate.ts';
import { MIGRATION_SCENARIOS } from '../../../../rehearsal/scenarios/migration/index.ts';
import {
  aGroupBehindLegacy,
  aNameWithHealthCheck,
  anAlarmOnTheCluster,
  aWeightedCname,
  aWeightedName,
  aWildcardForAll,
  aZoneInAnotherAccount,
  theOnlyApproval,
} from '../../../../rehearsal/scenarios/migration/needs.ts';
import { all, Missing, playableOn } from '../../../../rehearsal/scenarios/scenario.ts';
import { ALARMS } from '../../../../rehearsal/snapshot/kinds/cloudwatch.ts';
import { patched } from '../../../../rehearsal/snapshot/patch.ts';
import { SHOP_ZONE, shopEstate, shopPatch, shopSettings } from '../../../support/shop.ts';
import { shopSnapshot } from '../../../support/shop-snapshot.ts';

const estate = shopEstate();
const NO_ALARM = 'an alarm that watches the errors or the latency of the cluster’s load balancer';

/** The shop with these alarms alone. */
function withAlarms(alarms: object): typeof estate {
  const { snapshot } = estate;
  const find = (...[kind, place]: Parameters<typeof snapshot.find>) =>
    (kind as unknown) === ALARMS ? alarms : snapshot.find(kind, place);
  return { ...estate, snapshot: { ...snapshot, find } } as unknown as typeof estate;
}

describe('what scenarios need of the shop', () => {
  it('is found by its configuration and its snapshot', () => {
    expect(aWeightedName(estate)).toEqual({ zoneId: SHOP_ZONE, name: 'www.shop.test.' });
    expect(aWeightedCname(estate)).toMatchObject({ name: 'img.shop-cdn.test.' });
    expect(aGroupBehindLegacy(estate)).toEqual({ name: 'legacy-shop', size: 6 });
    expect(aZoneInAnotherAccount(estate)).toMatchObject({
      role: 'arn:aws:iam::444455556666:role/shop-cutover-dns',
      asked: ['Z0SHOPEXAMPLE2', 'Z0SHOPPRIVATE2'],
    });
    expect(theOnlyApproval(estate)).toMatchObject({ percent: 50 });
  });

  it('are alarms on the cluster’s balancer alone', () => {
    expect(anAlarmOnTheCluster(estate)).toEqual(shopSettings().alarms.map(({ name }) => name));
    const elsewhere = withAlarms({
      MetricAlarms: [
        { AlarmName: 'shop-cluster-5xx', Namespace: 'AWS/ELB', MetricName: 'Latency', Dimensions: [] },
      ],
    });
    expect(anAlarmOnTheCluster(elsewhere)).toBeInstanceOf(Missing);
  });

  it.each([
    ['ALARM("5xx")', ['shop-cluster-5xx']],
    ['NOT OK(5xx) OR FALSE', ['shop-cluster-5xx']],
    ['ALARM("5xx-of-others")', new Missing(NO_ALARM)],
    ['ALARM(', new Missing(NO_ALARM)],
  ])('is an alarm made of others if its rule names one on the cluster’s balancer: %s', (rule, expected) => {
    const [alarm] = (estate.snapshot.find(ALARMS, estate.home)?.MetricAlarms ?? []).filter(
      ({ AlarmName }) => AlarmName === 'shop-cluster-5xx',
    );
    const composite = withAlarms({
      MetricAlarms: [{ ...alarm, AlarmName: '5xx' }],
      CompositeAlarms: [{ AlarmName: 'shop-cluster-5xx', AlarmRule: rule }],
    });
    expect(anAlarmOnTheCluster(composite)).toEqual(expected);
  });

  it('is said where it is missing, and is there once it is planted', async () => {
    expect(aNameWithHealthCheck(estate)).toEqual(
      new Missing('a moved name whose records on legacy have a health check'),
    );
    const planted = await patched(shopSnapshot(), [
      shopPatch('health-check-of-api'),
      shopPatch('wildcard-for-all'),
    ]);
    expect(aNameWithHealthCheck(estateOf(shopSettings(), planted))).toMatchObject({
      name: 'api.shop.test.',
      healthCheck: 'api-on-legacy',
    });
    expect(aWildcardForAll(estate)).toBeInstanceOf(Missing);
    expect(aWildcardForAll(estateOf(shopSettings(), planted))).toBe(SHOP_ZONE);
  });

  it('is the first that is missing, of several', () => {
    const needs = all({ one: () => 1, two: () => new Missing('two'), three: () => new Missing('three') });
    expect(needs(estate)).toEqual(new Missing('two'));
  });
});

it('plays each scenario of the migration on the shop, but for those that it has a patch for', () => {
  const skipped = MIGRATION_SCENARIOS.filter((each) => playableOn(each, estate) instanceof Missing);
  expect(skipped.map(({ name }) => name)).toEqual(
    MIGRATION_SCENARIOS.filter(({ helpedBy = [] }) => helpedBy.length > 0).map(({ name }) => name),
  );
});

it('names each scenario once', () => {
  const names = SCENARIOS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
