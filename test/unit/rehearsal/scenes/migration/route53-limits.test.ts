import { RATE_LIMITS } from '../../../../../rehearsal/route53/index.ts';
import { route53Limits } from '../../../../../rehearsal/scenes/migration/route53-limits.ts';
import { shopSettings } from '../../../../support/shop.ts';

it('the offline Route 53 takes as much as the configuration says, and without that what AWS gives', () => {
  const settings = shopSettings();
  expect(route53Limits(settings)).toEqual(RATE_LIMITS);
  const route53 = { ...settings.route53, changes: { burst: 1000, perSecond: 400 } };
  expect(route53Limits({ route53 })).toEqual({ ...RATE_LIMITS, changes: { capacity: 1000, perSecond: 400 } });
});
