/** The zones of histories: the shop's, and one in which each change takes several batches. */
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { ZoneSeed } from '../../../rehearsal/route53/index.ts';
import { longSettings, longZones } from '../migration/long-zones.ts';
import { someSettings } from '../migration/settings.ts';
import { SHOP_ZONES } from '../migration/shop-zones.ts';
import type { Plan } from './plan.ts';

/** Of legacy's record set at `www`. */
export const HEALTH_CHECK = '5f3a0c9e-1b2d-4c6e-8f70-9a1b2c3d4e5f';

export interface World {
  readonly settings: MigrationSettings;
  readonly zones: readonly ZoneSeed[];
}

const SHORT: World = { settings: someSettings(), zones: checked(SHOP_ZONES) };
const LONG: World = { settings: longSettings(), zones: checked(longZones()) };

export function worldOf({ long, oneWayFrom }: Pick<Plan, 'long' | 'oneWayFrom'>): World {
  const { settings, zones } = long ? LONG : SHORT;
  return { settings: oneWayFrom === 0 ? settings : { ...settings, oneWayFromPercent: oneWayFrom }, zones };
}

function checked(zones: readonly ZoneSeed[]): readonly ZoneSeed[] {
  return zones.map((zone) => ({
    ...zone,
    records: (zone.records ?? []).map((record) =>
      record.Name === 'www.shop.test.' && record.Type === 'A'
        ? { ...record, HealthCheckId: HEALTH_CHECK }
        : record,
    ),
  }));
}
