import { readEvent } from '../../../../../../lambdas/migration/adapters/cloud-trail-event.ts';
import { soak } from '../../../../../../lambdas/migration/migrate/soak/soak.ts';
import type { TrailAnswer, TrailWindow } from '../../../../../../lambdas/migration/ports/write-trails.ts';
import { watch } from '../../../../../../lambdas/migration/watch/watch/watch.ts';
import { CLUSTER_ELB, Shop } from '../../../../../support/migration/shop.ts';
import {
  changed,
  SHIFT_WEIGHT,
  trailEvent,
  weightOf,
} from '../../../../../support/migration/trail-events.ts';
import { REQUEST, scene, terraform } from '../../../../../support/migration/watched-shop.ts';

const MINUTE = 60_000;
const BY_TERRAFORM = trailEvent({ changes: [changed('UPSERT', weightOf(1, CLUSTER_ELB))] });

function clusterRecord(shop: Shop) {
  return shop.engine
    .records('Z1SHOP')
    .find(({ Name, SetIdentifier }) => Name === 'www.shop.test.' && SetIdentifier === 'cluster');
}

/** A soak, Watch, and CloudTrail, which answers as it is told. */
async function watched(given: Partial<Shop['world']['settings']> = { trailRegion: 'us-east-1' }) {
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
  const told = () => shop.topic.published.filter(({ subject }) => subject.includes('who changed'));
  return { ...rest, shop, ports, trail, asked, look, looks, told };
}

describe('who wrote', () => {
  it('is not asked while nobody has, nor without the option', async () => {
    const well = await watched();
    await well.looks(3);
    expect(well.asked).toEqual([]);
    const without = await watched({});
    terraform(without.shop);
    await without.looks(25);
    expect(without.told()).toEqual([]);
  });

  it('is told once, when CloudTrail has the call, with who, where, what and the event', async () => {
    const { shop, trail, looks, told } = await watched();
    await looks(1);
    terraform(shop);
    await looks(5);
    expect(told()).toEqual([]);
    trail.events = [BY_TERRAFORM];
    await looks(25);
    expect(told().map(({ subject }) => subject)).toEqual(['shop: who changed the zone']);
    const body = told()[0]?.body ?? '';
    for (const text of [
      'arn:aws:sts::111122223333:assumed-role/ci/terraform',
      'session terraform',
      'address 198.51.100.7, user agent Terraform/1.12',
      'What: UPSERT www.shop.test CNAME (cluster), weight 1',
      'What is there now is what this call wrote: www.shop.test',
      'Event: event-1',
      'AttributeKey=EventId,AttributeValue=event-1',
    ])
      expect(body).toContain(text);
    expect(body).not.toContain('ASIAEXAMPLE0SECRET00');
  });

  it('is asked from the last good look to the finding, a minute more on each side', async () => {
    const { shop, asked, looks } = await watched();
    await looks(1);
    const good = shop.now;
    terraform(shop);
    await looks(1);
    expect(asked).toEqual([
      {
        account: '111122223333',
        from: new Date(good - MINUTE).toISOString(),
        to: new Date(shop.now + MINUTE).toISOString(),
      },
    ]);
  });

  it('is asked from what the run wrote last, if no good look is known', async () => {
    const { shop, asked, look } = await watched();
    const zone = (await shop.journal.load())?.zones.get('Z1SHOP');
    terraform(shop);
    await look();
    expect(asked[0]?.from).toBe(new Date(Date.parse(zone?.acceptedAt ?? '') - MINUTE).toISOString());
  });

  it('is looked for each minute for 20 minutes, then people hear that there is no such call', async () => {
    const { shop, asked, look, looks, told } = await watched();
    terraform(shop);
    expect((await look()).unchangedUntil).toBe(new Date(shop.now).toISOString());
    await looks(19);
    expect(told()).toEqual([]);
    await looks(10);
    expect(told()).toHaveLength(1);
    expect(told()[0]?.body).toContain('CloudTrail has no such call');
    expect(asked).toHaveLength(21);
    expect((await look()).unchangedUntil).toBe('');
  });

  it('is looked for though the zone is as before again, and the run is over', async () => {
    const { shop, trail, look, looks, told, schedules } = await watched();
    const before = clusterRecord(shop);
    terraform(shop);
    await look();
    if (before) shop.write('UPSERT', before);
    await shop.journal.endRun('run-1', 'restored', new Date(shop.now).toISOString());
    await looks(3);
    expect(schedules.made.size).toBe(1);
    trail.events = [BY_TERRAFORM];
    await looks(2);
    expect(told()).toHaveLength(1);
    expect(schedules.made.size).toBe(0);
  });

  it('does not keep the schedule of a run that is over for longer than that', async () => {
    const { shop, trail, looks, schedules } = await watched();
    terraform(shop);
    trail.failure = new Error('slow down');
    await looks(1);
    await shop.journal.endRun('run-1', 'restored', new Date(shop.now).toISOString());
    shop.journal.beginNotice = async () => {
      throw new Error('slow down');
    };
    for (let i = 0; i < 30; i++) await looks(1).catch(() => undefined);
    expect(schedules.made.size).toBe(0);
  });

  it('says once and plainly that CloudTrail may not be read, at once', async () => {
    const { shop, trail, looks, told } = await watched();
    terraform(shop);
    trail.refused = 'AccessDeniedException: not authorized to perform: cloudtrail:LookupEvents';
    await looks(25);
    const [message, ...more] = shop.topic.published.filter(({ subject }) =>
      subject.includes('could not be read'),
    );
    expect(more).toEqual([]);
    expect(told()).toHaveLength(1);
    expect(message?.body).toContain('not authorized to perform: cloudtrail:LookupEvents');
    expect(message?.body).toContain(
      'Find out what denies the function Watch cloudtrail:LookupEvents in us-east-1',
    );
  });

  it('makes no look blind if CloudTrail fails, and is told when it answers again', async () => {
    const { shop, trail, look, looks, told } = await watched();
    terraform(shop);
    trail.failure = new Error('slow down');
    expect((await look()).unread).toEqual([]);
    await looks(5);
    trail.failure = undefined;
    trail.events = [BY_TERRAFORM];
    await looks(1);
    expect(told()[0]?.subject).toBe('shop: who changed the zone');
  });

  it('says so if CloudTrail fails until the end', async () => {
    const { shop, trail, looks, told } = await watched();
    terraform(shop);
    trail.failure = new Error('slow down');
    await looks(25);
    expect(told().map(({ body }) => body.includes('Error: slow down'))).toEqual([true]);
  });

  it('says which events can’t be read', async () => {
    const { shop, trail, looks, told } = await watched();
    terraform(shop);
    trail.events = [trailEvent({ more: { requestParameters: null } })];
    await looks(25);
    expect(told()[0]?.body).toContain('Look at these events: event-0');
  });

  it('names a function of its own only if nobody else wrote', async () => {
    const { shop, trail, looks, told } = await watched();
    terraform(shop);
    trail.events = [
      trailEvent({ userIdentity: SHIFT_WEIGHT, changes: [changed('UPSERT', weightOf(1, CLUSTER_ELB))] }),
    ];
    await looks(25);
    expect(told()[0]?.body).toContain('This is a function of the migration itself: shop-ShiftWeight.');
  });

  it('tells no call twice: a second write is another question', async () => {
    const { shop, trail, looks, told } = await watched();
    await looks(1);
    terraform(shop);
    trail.events = [BY_TERRAFORM];
    await looks(2);
    const record = clusterRecord(shop);
    if (record) shop.write('UPSERT', { ...record, Weight: 2 });
    trail.events = [
      trailEvent({
        id: 'event-2',
        at: '2027-03-01T06:03:30Z',
        changes: [changed('UPSERT', weightOf(2, CLUSTER_ELB))],
      }),
      BY_TERRAFORM,
    ];
    await looks(25);
    const events = told().map(({ body }) => [...body.matchAll(/Event: (\S+)/g)].map(([, id]) => id));
    expect(events).toEqual([['event-1'], ['event-2']]);
  });

  it('is told once, at whichever of its writes Watch dies, and though two look at once', async () => {
    for (const dies of ['beginNotice', 'endNotice', 'saveUnexplained'] as const) {
      const { shop, trail, looks, told, look } = await watched();
      terraform(shop);
      trail.events = [BY_TERRAFORM];
      const real = shop.journal[dies].bind(shop.journal) as (...given: never[]) => Promise<never>;
      let calls = 0;
      const broken: Record<string, unknown> = {
        [dies]: async (...given: never[]) => {
          if (++calls === (dies === 'saveUnexplained' ? 1 : 2)) throw new Error('killed');
          return real(...given);
        },
      };
      Object.assign(shop.journal, broken);
      for (let i = 0; i < 4; i++) {
        shop.now += MINUTE;
        await Promise.allSettled([look(), look()]);
      }
      await looks(2);
      // A mail may come twice if the process is killed between it and its record.
      expect(told().length).toBeGreaterThanOrEqual(1);
      expect(told().length).toBeLessThanOrEqual(3);
    }
  });
});
