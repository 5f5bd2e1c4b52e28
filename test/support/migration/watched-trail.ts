/** The shop in a soak, with Watch, which may ask CloudTrail who has changed the zone. */
import { readEvent } from '../../../lambdas/migration/adapters/cloud-trail-event.ts';
import { soak } from '../../../lambdas/migration/migrate/soak/soak.ts';
import type { TrailAnswer, TrailWindow } from '../../../lambdas/migration/ports/write-trails.ts';
import { watch } from '../../../lambdas/migration/watch/watch/watch.ts';
import { CLUSTER_ELB, Shop } from './shop.ts';
import { changed, trailEvent, weightOf } from './trail-events.ts';
import { REQUEST, scene } from './watched-shop.ts';

export const MINUTE = 60_000;

/** What terraform did now, as CloudTrail has it. */
export function byTerraform({ now }: Shop, weight = 1, id = 'event-1', userIdentity?: object): string {
  const changes = [changed('UPSERT', weightOf(weight, CLUSTER_ELB))];
  return trailEvent({ id, at: new Date(now).toISOString(), changes, ...(userIdentity && { userIdentity }) });
}

export function clusterRecord(shop: Shop) {
  return shop.engine
    .records('Z1SHOP')
    .find(({ Name, SetIdentifier }) => Name === 'www.shop.test.' && SetIdentifier === 'cluster');
}

/** A soak, Watch, and CloudTrail, which answers as it is told. */
export async function watched(given: Partial<Shop['world']['settings']> = { trailRegion: 'us-east-1' }) {
  const shop = await Shop.atStep(1, given);
  await soak({ run: shop.run, taskToken: 'token-1', step: 1, soakUntil: '2027-03-03T00:00:00Z' }, shop.world);
  const { ports: plain, ...rest } = await scene(shop);
  const asked: (TrailWindow & { readonly account: string })[] = [];
  const trail = { events: [] as string[], refused: '', failure: undefined as Error | undefined };
  const read = async (account: string, window: TrailWindow): Promise<TrailAnswer> => {
    asked.push({ account, ...window });
    if (trail.failure) throw trail.failure;
    if (trail.refused !== '') return { kind: 'denied', why: trail.refused };
    const events = trail.events.map(readEvent);
    return {
      kind: 'read',
      calls: events.flatMap((event) => (event.kind === 'call' ? [event.call] : [])),
      unreadable: events.flatMap((event, i) => (event.kind === 'unreadable' ? [`event-${i}`] : [])),
      cut: false,
    };
  };
  const ports = {
    ...plain,
    ...(shop.world.settings.trailRegion !== undefined && { trails: { read } }),
    goodLooks: new Map<string, number>(),
  };
  const look = () => watch(REQUEST, ports);
  /** Looks each minute. */
  const looks = async (minutes: number) => {
    for (let i = 0; i < minutes; i++) {
      shop.now += MINUTE;
      await look();
    }
  };
  const told = () => shop.topic.published.filter(({ subject }) => /who (else )?changed/.test(subject));
  const events = () => told().map(({ body }) => [...body.matchAll(/Event: (\S+)/g)].map(([, id]) => id));
  return { ...rest, shop, ports, trail, asked, look, looks, told, events };
}
