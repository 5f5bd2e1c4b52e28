import { COMPARED_BY_DEFAULT } from '../../../../../../lambdas/migration/contract/compare-settings.ts';
import { judgeStep } from '../../../../../../lambdas/migration/migrate/judge-soak/judge-step.ts';
import { CLUSTER_ELB, LEGACY_ELB, Shop } from '../../../../../support/migration/shop.ts';

const SOAK_FROM = '2027-03-01T00:12:00Z';

describe('JudgeSoak, comparing', () => {
  const compare = { ...COMPARED_BY_DEFAULT, metrics: [] };
  const UNEVEN = [1.2, 0.8, 1.1, 0.9, 1.25, 0.75, 1.05, 0.95];

  /** At 10 requests a second and one error in a hundred on legacy. @param errors part of the cluster's requests */
  async function compared(errors: number, step = 0) {
    const shop = await Shop.atStep(step, { compare });
    shop.now = Date.parse('2027-03-01T12:15:01Z');
    const requests = { [CLUSTER_ELB]: 30_000, [LEGACY_ELB]: 570_000 };
    shop.traffic.requests.set(CLUSTER_ELB, 30_000).set(LEGACY_ELB, 570_000);
    shop.series.valueOf = ({ metric, statistic, periods }, i) => {
      const side = metric.dimensions.LoadBalancer === CLUSTER_ELB ? CLUSTER_ELB : LEGACY_ELB;
      const all = ((requests[side] ?? 0) * periods.seconds) / 43_200;
      const uneven = UNEVEN[(i + (side === CLUSTER_ELB ? 3 : 0)) % 8] ?? 1;
      if (metric.metricName === 'TargetResponseTime') return statistic === 'SampleCount' ? all : 0.2 * uneven;
      if (metric.metricName === 'RequestCount') return all;
      if (metric.metricName === 'HTTPCode_ELB_5XX_Count') return undefined;
      return Math.round(all * uneven * (side === CLUSTER_ELB ? errors : 0.01));
    };
    return shop;
  }

  const judged = (shop: Shop, extensions = 0, step = 0) =>
    judgeStep(
      { run: shop.run, step, soakFrom: SOAK_FROM, soakUntil: '2027-03-01T12:12:00Z', extensions },
      shop.world,
    );

  it('rolls back a cluster with twice legacy’s errors, though no alarm fired', async () => {
    const { verdict, reasons } = await judged(await compared(0.02));
    expect(verdict).toBe('fail');
    expect(reasons[0]).toMatch(
      /^Errors: the cluster 2\.\d+ % \(\d+ of [\d,.]+\), legacy 1 % .*The cluster is worse by at least 0\.\d+ points; 0\.25 points is tolerated\.$/,
    );
  });

  it('passes one that is as good, by errors and latency of the same periods', async () => {
    const shop = await compared(0.01);
    const { verdict, reasons } = await judged(shop);
    expect(verdict).toBe('pass');
    expect(reasons.filter((reason) => /^(Errors|Latency \(p95\)): the cluster/.test(reason))).toHaveLength(2);
    const spans = new Set(shop.series.asked.map(({ periods }) => JSON.stringify(periods)));
    expect(spans.size).toBeLessThanOrEqual(2);
    for (const { periods } of shop.series.asked) {
      expect(periods.from).toBeGreaterThanOrEqual(Date.parse(SOAK_FROM));
      // Without the last minutes, whose datapoints may still be under way.
      expect(periods.until).toBeLessThanOrEqual(shop.now - 180_000);
    }
  });

  it('extends and holds where what is compared can’t be read', async () => {
    const shop = await compared(0.01);
    shop.series.unreadable.set('HTTPCode_Target_5XX_Count', 'AccessDenied');
    expect(await judged(shop)).toMatchObject({
      verdict: 'inconclusive',
      reasons: expect.arrayContaining(["Errors can't be compared: AccessDenied"]),
    });
    expect(await judged(shop, 3)).toMatchObject({ verdict: 'hold' });
  });

  it('holds for a person, and rolls nothing back, where legacy is as bad', async () => {
    const shop = await compared(0.1);
    const usual = shop.series.valueOf;
    shop.series.valueOf = (query, i) => {
      const value = usual(query, i);
      const isLegacy = query.metric.dimensions.LoadBalancer === LEGACY_ELB;
      return isLegacy && query.metric.metricName.includes('Target_5XX') && value !== undefined
        ? value * 10
        : value;
    };
    expect(await judged(shop)).toMatchObject({
      verdict: 'hold',
      resume: 'NextStep',
      reasons: expect.arrayContaining([
        expect.stringMatching(
          /^Errors: both sides are bad\. In the last 1 h 15 min, legacy failed 9\.33 % of 59,375 requests, more than 3 %, and the cluster/,
        ),
      ]),
    });
  });

  it('is not made before the soak’s end, when Watch has it judged', async () => {
    const shop = await compared(0.02);
    shop.now = Date.parse('2027-03-01T12:11:59Z');
    expect((await judged(shop)).verdict).toBe('inconclusive');
    expect(shop.series.asked).toEqual([]);
  });

  it('is not asked of legacy when that has no traffic', async () => {
    const shop = await compared(0.5, 2);
    shop.traffic.requests.set(CLUSTER_ELB, 600_000).set(LEGACY_ELB, 0);
    const { verdict, reasons } = await judged(shop, 0, 2);
    expect(verdict).toBe('pass');
    expect(reasons).toContain('Legacy has no traffic in this step, so the cluster is not compared with it.');
    expect(shop.series.asked).toEqual([]);
  });

  it('is surer in each look, also in those after decisions', async () => {
    const shop = await compared(0.016);
    const hold = {
      run: shop.run.name,
      state: 'JudgeSoak',
      step: 0,
      reasons: [],
      taskToken: 't',
      since: SOAK_FROM,
    };
    const sure = await judged(shop);
    expect(sure.verdict).toBe('fail');
    for (let i = 0; i < 40; i++) {
      await shop.journal.saveHold({ ...hold, taskToken: `t${i}` });
      await shop.journal.decideHold({
        decision: 'extend',
        reason: '',
        decidedBy: '',
        soakUntil: '',
        execution: `e${i}`,
        at: SOAK_FROM,
        hold: { ...hold, taskToken: `t${i}` },
      });
    }
    const later = await judged(shop, 3);
    expect([later.verdict, later.reasons.join()]).toEqual([
      'hold',
      expect.stringContaining('may still be chance'),
    ]);
  });
});
