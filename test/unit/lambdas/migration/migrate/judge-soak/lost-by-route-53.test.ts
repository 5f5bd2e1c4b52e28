import { judgeStep } from '../../../../../../lambdas/migration/migrate/judge-soak/judge-step.ts';
import { shiftWeight } from '../../../../../../lambdas/migration/swap/move-records.ts';
import type { RecordSetInput } from '../../../../../../rehearsal/route53/index.ts';
import { CLUSTER_ELB, LEGACY_ELB, Shop } from '../../../../../support/migration/shop.ts';

const soak = { soakFrom: '2027-03-01T00:12:00Z', soakUntil: '2027-03-01T01:12:00Z', extensions: 0 };
const judge = (shop: Shop, step: number) => judgeStep({ run: shop.run, step, ...soak }, shop.world);
const shift = (shop: Shop, step: number) => shiftWeight({ run: shop.run, step, continues: '' }, shop.world);

/** Which records Route 53 has; the returned function puts them back, as a control plane that fails over has them. */
function kept(shop: Shop): () => void {
  const before = shop.engine.records('Z1SHOP').filter(isOurs);
  return () => {
    const now = shop.engine.records('Z1SHOP').filter(isOurs);
    const change = (Action: 'DELETE' | 'CREATE') => (ResourceRecordSet: RecordSetInput) => ({
      Action,
      ResourceRecordSet,
    });
    shop.engine.changeResourceRecordSets('Z1SHOP', {
      Changes: [...now.map(change('DELETE')), ...before.map(change('CREATE'))],
    });
  };
}

function isOurs({ Type = '' }: RecordSetInput): boolean {
  return !['SOA', 'NS'].includes(Type);
}

async function soakedAt(step: number): Promise<Shop> {
  const shop = await Shop.atStep(step);
  shop.traffic.requests.set(CLUSTER_ELB, 500).set(LEGACY_ELB, 9500);
  shop.now = Date.parse('2027-03-01T01:12:00.400Z');
  return shop;
}

describe('A step that Route 53 has lost', () => {
  it('is made again, whatever else was seen, and takes an epoch that nobody had', async () => {
    const shop = await soakedAt(0);
    const lose = kept(shop);
    await shift(shop, 1);
    lose();
    const { verdict, reasons, resume } = await judge(shop, 1);
    expect({ verdict, resume }).toEqual({ verdict: 'again', resume: 'ShiftWeight' });
    expect(reasons[0]).toMatch(/^Zone shop\.test\.: Route 53 has lost what it had accepted\./);
    const lost = (await shop.journal.load())?.zones.get('Z1SHOP')?.fence.epoch ?? 0;
    const { changes } = await shift(shop, 1);
    expect(changes[0]?.epoch).toBe(lost + 1);
    expect((await judge(shop, 1)).reasons).toContain('Zone shop.test. is as this migration wrote it.');
  });

  it('is none if a name differs, too: the run has lost its fence', async () => {
    const shop = await soakedAt(0);
    const lose = kept(shop);
    await shift(shop, 1);
    lose();
    const www = shop.engine
      .records('Z1SHOP')
      .find(({ SetIdentifier, Name }) => Name === 'www.shop.test.' && SetIdentifier === 'cluster');
    if (www) shop.write('UPSERT', { ...www, Weight: 77 });
    await expect(judge(shop, 1)).rejects.toMatchObject({ name: 'FenceLost' });
  });

  it('with the one before it is none that can be made again: the run has lost its fence', async () => {
    const shop = await soakedAt(0);
    const lose = kept(shop);
    await shift(shop, 1);
    await shift(shop, 2);
    lose();
    await expect(judge(shop, 2)).rejects.toMatchObject({ name: 'FenceLost' });
  });
});
