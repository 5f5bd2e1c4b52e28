import { retireLegacyRecords } from '../../../../../../lambdas/migration/swap/move-records.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';
import { Shop } from '../../../../../support/migration/shop.ts';

const DAY = 86_400;

describe('RetireLegacyRecords', () => {
  it.each([
    ['the minimum stay', 3, 3],
    ['what CloudWatch knows of an alarm, of a stay that is longer', 30, 13],
  ])('lets the drain be measured first after %s', async (_what, stays, days) => {
    const { drain, steps } = someSettings();
    const settings = {
      drain: { ...drain, minimumStaySeconds: stays * DAY, maximumStaySeconds: 60 * DAY },
    };
    const shop = await Shop.atStep(steps.length - 1, settings);
    const swapped = shop.now;
    const { waitUntil } = await retireLegacyRecords(shop.run, shop.world);
    // 60 s in which old answers run out.
    expect((Date.parse(waitUntil) - swapped) / 1000).toBe(60 + days * DAY);
  });
});
