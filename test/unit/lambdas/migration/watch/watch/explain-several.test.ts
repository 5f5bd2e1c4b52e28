import { CLUSTER_ELB } from '../../../../../support/migration/shop.ts';
import { changed, trailEvent, weightOf } from '../../../../../support/migration/trail-events.ts';
import { terraform } from '../../../../../support/migration/watched-shop.ts';
import { byTerraform, clusterRecord, watched } from '../../../../../support/migration/watched-trail.ts';

describe('who wrote, when several did', () => {
  it('tells no call twice: a second write is another question, and its answer has both', async () => {
    const { shop, trail, looks, told, events } = await watched();
    await looks(1);
    terraform(shop);
    const first = byTerraform(shop);
    trail.events = [first];
    await looks(2);
    const record = clusterRecord(shop);
    if (record) shop.write('UPSERT', { ...record, Weight: 2 });
    trail.events = [byTerraform(shop, 2, 'event-2'), first];
    await looks(25);
    expect(events()).toEqual([['event-1'], ['event-2']]);
    expect(told()[1]?.body).toMatch(/notified of these calls before\n- .*terraform, .*: event event-1\n/);
  });

  it('names everybody who wrote, in order, also one of whom CloudTrail learns after the answer', async () => {
    const { shop, trail, looks, told } = await watched();
    await looks(1);
    const anna = byTerraform(shop, 7, 'event-anna', {
      type: 'IAMUser',
      arn: 'arn:aws:iam::111122223333:user/anna',
    });
    shop.now += 1000;
    terraform(shop);
    const last = byTerraform(shop);
    trail.events = [last];
    await looks(3);
    trail.events = [last, anna];
    await looks(25);
    const [answer, more, ...none] = told();
    expect(none).toEqual([]);
    expect(answer?.body).toContain('Event: event-1');
    expect(more?.subject).toBe('shop: who else changed the zone');
    expect(more?.body).toMatch(/user\/anna(.|\n)*What Watch found is not what this call wrote/);
    expect(more?.body).toContain('Event: event-anna');
    expect(more?.body).toContain('terraform, ');
  });

  it('names both, if one deleted the name and another created it again', async () => {
    const { shop, trail, looks, told, events } = await watched();
    await looks(1);
    const record = clusterRecord(shop);
    const old = weightOf(record?.Weight ?? Number.NaN, CLUSTER_ELB);
    const at = (ms: number) => new Date(shop.now + ms).toISOString();
    const deleted = trailEvent({ id: 'gone', at: at(0), changes: [changed('DELETE', old)] });
    const created = trailEvent({
      id: 'again',
      at: at(9000),
      changes: [changed('CREATE', weightOf(1, CLUSTER_ELB))],
    });
    terraform(shop);
    trail.events = [deleted];
    await looks(3);
    expect(told()).toEqual([]);
    trail.events = [created, deleted];
    await looks(1);
    expect(events()).toEqual([['gone', 'again']]);
  });

  it('shows a few of many calls in full, and names the callers of all', async () => {
    const { shop, trail, looks, told } = await watched();
    await looks(1);
    terraform(shop);
    trail.events = Array.from({ length: 900 }, (_, index) => byTerraform(shop, 1, `event-${index}`));
    await looks(1);
    const body = told()[0]?.body ?? '';
    expect([...body.matchAll(/Event: /g)]).toHaveLength(20);
    expect(body).toMatch(
      /Other calls to these names\n- .*terraform, .*: 880 calls, the first is event event-/,
    );
  });
});
