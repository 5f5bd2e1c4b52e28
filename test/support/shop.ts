/** The made-up shop, as tests know it. */
import { join } from 'node:path';
import { shop } from '../../bin/shop.ts';
import { shopMasters } from '../../bin/shop-masters.ts';
import { resolveMasters } from '../../lib/masters/config/resolve-masters.ts';
import { resolveMigration } from '../../lib/migration/config/resolve-migration.ts';
import { START } from '../../rehearsal/estate/home.ts';
import { type MastersEstate, mastersEstateOf } from '../../rehearsal/estate/masters/estate.ts';
import { type Estate, estateOf } from '../../rehearsal/estate/migration/estate.ts';
import type { ForeseenEstate } from '../../rehearsal/scenarios/migration/foresight.ts';
import { behaviourOf } from '../../rehearsal/scenes/migration/behaviour.ts';
import { SHOP_WORLD } from '../../rehearsal/shop/shop.ts';
import type { Patch } from '../../rehearsal/snapshot/patch-file.ts';
import { foreseenEstate } from '../../rehearsal/trials/migration/foresee.ts';
import { shopSnapshot } from './shop-snapshot.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'us-west-1';
export const HOME = { account: ACCOUNT, region: REGION } as const;

export const SHOP_ZONE = 'Z0SHOPEXAMPLE1';
export const CDN_ZONE = 'Z0SHOPEXAMPLE2';
/** Of the same name, in the same account. */
export const PRIVATE_CDN_ZONE = 'Z0SHOPPRIVATE2';

/** The classic load balancer in front of the shop's instances. */
export const LEGACY_ID = 'legacy-shop';
/** The application load balancer in front of the cluster's ingress. */
export const CLUSTER_ID = 'app/k8s-ingress/50dc6c495c0c9188';

export const SHOP_SNAPSHOT = SHOP_WORLD.snapshotFolder;
const WORLD = join(SHOP_SNAPSHOT, '..');
export const SHOP_PATCHES = join(WORLD, 'patches');
export const SHOP_BEHAVIOUR = join(WORLD, 'behaviour.json');

export const shopSettings = () => resolveMigration(shop, HOME).settings;
export const shopMastersSettings = () => resolveMasters(shopMasters, HOME).settings;

export function shopEstate(snapshot = shopSnapshot()): Estate {
  return estateOf(shopSettings(), snapshot);
}

/** With its alarms, of which scenarios ask what they would do. @param start of a scenario */
export function foreseenShop(snapshot = shopSnapshot(), start = START): ForeseenEstate {
  const estate = shopEstate(snapshot);
  return foreseenEstate(estate, shopBehaviour(), () => start);
}

export const shopBehaviour = () => behaviourOf(shopEstate(), SHOP_BEHAVIOUR).behaviour;

export function shopMastersEstate(snapshot = shopSnapshot()): MastersEstate {
  return mastersEstateOf(shopMastersSettings(), snapshot);
}

export const groupOf = (member: string) => `control-plane-${REGION}${member}.masters.k8s.shop.test`;

/** @param name of its file, without `.json` */
export function shopPatch(name: string): Patch {
  const patch = SHOP_WORLD.patch(name);
  if (!patch) throw new Error(`The shop has no patch ${name}.`);
  return patch;
}
