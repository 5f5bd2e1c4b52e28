import { SHIFT_WEIGHT, TERRAFORM, trailEvent } from '../../../../../support/migration/trail-events.ts';
import { terraform } from '../../../../../support/migration/watched-shop.ts';
import {
  byTerraform,
  clusterRecord,
  MINUTE,
  watched,
} from '../../../../../support/migration/watched-trail.ts';

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
    const call = byTerraform(shop);
    await looks(5);
    expect(told()).toEqual([]);
    trail.events = [call];
    await looks(25);
    expect(told().map(({ subject }) => subject)).toEqual(['shop: who changed the zone']);
    const body = told()[0]?.body ?? '';
    for (const text of [
      'arn:aws:sts::111122223333:assumed-role/ci/terraform',
      'session terraform',
      'address 198.51.100.7, user agent Terraform/1.12',
      'What: UPSERT www.shop.test CNAME (cluster), weight 1',
      'What Watch found is what this call wrote: www.shop.test',
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
    const call = byTerraform(shop);
    await look();
    if (before) shop.write('UPSERT', before);
    await shop.journal.endRun('run-1', 'restored', new Date(shop.now).toISOString());
    await looks(3);
    expect(schedules.made.size).toBe(1);
    trail.events = [call];
    await looks(2);
    expect(told()).toHaveLength(1);
    // Somebody may have written before.
    await looks(14);
    expect(schedules.made.size).toBe(1);
    await looks(2);
    expect(schedules.made.size).toBe(0);
    expect(told()).toHaveLength(1);
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
    const call = byTerraform(shop);
    trail.failure = new Error('slow down');
    expect((await look()).unread).toEqual([]);
    await looks(5);
    trail.failure = undefined;
    trail.events = [call];
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
    trail.events = [byTerraform(shop, 1, 'event-1', SHIFT_WEIGHT)];
    await looks(25);
    expect(told()[0]?.body).toContain('This is a function of the migration itself: shop-ShiftWeight.');
  });

  it('takes a session that is named like a function for somebody else', async () => {
    const { shop, trail, looks, told } = await watched();
    terraform(shop);
    const { arn } = SHIFT_WEIGHT;
    trail.events = [byTerraform(shop, 1, 'event-1', { ...TERRAFORM, arn })];
    await looks(1);
    expect(told()[0]?.body).toContain(`Who: type AssumedRole, ARN ${arn}`);
    expect(told()[0]?.body).not.toContain('function of the migration itself');
  });

  it('is told once, at whichever of its writes Watch dies, and though two look at once', async () => {
    for (const dies of ['beginNotice', 'endNotice', 'saveUnexplained'] as const) {
      const { shop, trail, looks, told, look } = await watched();
      terraform(shop);
      trail.events = [byTerraform(shop)];
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
