import { SCENARIOS } from '../../../../rehearsal/all-scenarios.ts';
import { estateOf } from '../../../../rehearsal/estate/migration/estate.ts';
import { MIGRATION_SCENARIOS } from '../../../../rehearsal/scenarios/migration/index.ts';
import {
  aGroupBehindLegacy,
  aNameWithHealthCheck,
  aWeightedCname,
  aWeightedName,
  aWildcardForAll,
  aZoneInAnotherAccount,
  theFirstApproval,
} from '../../../../rehearsal/scenarios/migration/needs.ts';
import { all, Missing, playableOn } from '../../../../rehearsal/scenarios/scenario.ts';
import { patched } from '../../../../rehearsal/snapshot/patch.ts';
import { foreseenShop, SHOP_ZONE, shopEstate, shopPatch, shopSettings } from '../../../support/shop.ts';
import { shopSnapshot } from '../../../support/shop-snapshot.ts';

const estate = shopEstate();

it('the approval that a scenario needs is the first of several, and none after the last step', () => {
  const [step] = estate.settings.steps;
  const stepsWith = (...approvals: readonly boolean[]) => {
    const steps = approvals.map((approval, i) => ({
      percent: i + 1,
      soakSeconds: step?.soakSeconds ?? 0,
      approval,
    }));
    return { ...estate, settings: { ...estate.settings, steps } };
  };
  expect(theFirstApproval(stepsWith(false, true, true, false))).toMatchObject({ percent: 2 });
  expect(theFirstApproval(stepsWith(false, true))).toEqual(
    new Missing('a step with `approval: true`, before the last'),
  );
});

describe('what scenarios need of the shop', () => {
  it('is found by its configuration and its snapshot', () => {
    expect(aWeightedName(estate)).toEqual({ zoneId: SHOP_ZONE, name: 'www.shop.test.' });
    expect(aWeightedCname(estate)).toMatchObject({ name: 'img.shop-cdn.test.' });
    expect(aGroupBehindLegacy(estate)).toEqual({ name: 'legacy-shop', size: 6 });
    expect(aZoneInAnotherAccount(estate)).toMatchObject({
      role: 'arn:aws:iam::444455556666:role/shop-cutover-dns',
      asked: ['Z0SHOPEXAMPLE2', 'Z0SHOPPRIVATE2'],
    });
    expect(theFirstApproval(estate)).toMatchObject({ percent: 50 });
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

it('plays each scenario of the migration on the shop, but for those that it has a patch for, or that need a network load balancer', () => {
  const foreseen = foreseenShop();
  const skipped = MIGRATION_SCENARIOS.filter((each) => playableOn(each, foreseen) instanceof Missing);
  const helped = MIGRATION_SCENARIOS.filter(({ helpedBy = [] }) => helpedBy.length > 0);
  expect(skipped.map(({ name }) => name)).toEqual(['names-fail', ...helped.map(({ name }) => name)]);
});

it('names each scenario once', () => {
  const names = SCENARIOS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
