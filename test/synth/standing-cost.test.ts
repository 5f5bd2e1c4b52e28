import { type Standing, standingItems } from '../../bench/standing.ts';
import { dollarsOf } from '../../plan/cost/prices.ts';
import { checkedShopTemplate, shopMastersTemplate, shopTemplate } from './support/shop-templates.ts';

const costOf = (resources: Standing['Resources']): number =>
  dollarsOf(standingItems({ Resources: resources }));
const alarm = (Properties: Readonly<Record<string, unknown>>) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties,
});

describe('what a stack costs by standing there', () => {
  it.each([
    ['a migration', shopTemplate()],
    ['a migration with health checks', checkedShopTemplate()],
    ['masters', shopMastersTemplate()],
  ])('is known of all that a stack of %s has', (_what, { json }) => {
    expect(dollarsOf(standingItems(json))).toBeGreaterThan(1);
  });

  it('is that of each metric of an alarm, and of each alarm', () => {
    const expression = { Id: 'q', Expression: 'a / b' };
    const metrics = [expression, { Id: 'a', MetricStat: {} }, { Id: 'b', MetricStat: {} }];
    const alarms = { One: alarm({ MetricName: 'Errors' }), Two: alarm({ Metrics: metrics }) };
    expect(costOf(alarms)).toBeCloseTo(0.3);
  });

  it('is refused where a price is missing', () => {
    expect(() => costOf({ Big: { Type: 'AWS::EC2::NatGateway' } })).toThrow(
      'What does AWS::EC2::NatGateway cost',
    );
  });
});
