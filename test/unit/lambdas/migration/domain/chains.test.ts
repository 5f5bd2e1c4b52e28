import { heldSeconds, longestChain, longestHeld } from '../../../../../lambdas/migration/domain/chains.ts';
import type { Follow } from '../../../../../lambdas/migration/domain/follows.ts';
import type { Milestone } from '../../../../../lambdas/migration/domain/milestones.ts';
import type { ResourceRecordSet } from '../../../../../lambdas/migration/domain/record-set.ts';
import { someSettings } from '../../../../support/migration/settings.ts';

const settings = someSettings();
const cname = (name: string, TTL: number): ResourceRecordSet => ({
  Name: `${name}.`,
  Type: 'CNAME',
  TTL,
  ResourceRecords: [{ Value: 'x.test' }],
});
const alias = (name: string): ResourceRecordSet => ({
  Name: `${name}.`,
  Type: 'A',
  AliasTarget: { HostedZoneId: 'Z1', DNSName: 'x.test.', EvaluateTargetHealth: false },
});
const follow = (name: string, on: string, throughSeconds = 0): Follow => ({
  name: `${name}.`,
  on: `${on}.`,
  through: [],
  throughSeconds,
});

const BEFORE: Milestone = { kind: 'before' };
const HALF: Milestone = { kind: 'weighted', percent: 50 };

describe('How long resolvers may cache an answer', () => {
  it('is the longest TTL where no name follows another one', () => {
    const images = [{ records: [cname('a.test', 300), alias('b.test')], follows: [] }];
    expect([BEFORE, HALF].map((stage) => longestHeld(stage, images, settings))).toEqual([300, 60]);
    expect(longestChain(BEFORE, images, settings)).toBe(0);
  });

  it('is the TTLs of a chain together, over all zones', () => {
    const images = [
      { records: [cname('blog.shop.test', 300)], follows: [follow('blog.shop.test', 'img.cdn.test', 900)] },
      { records: [cname('img.cdn.test', 86_400)], follows: [] },
    ];
    expect([BEFORE, HALF].map((stage) => longestHeld(stage, images, settings))).toEqual([
      300 + 900 + 86_400,
      60 + 900 + 60,
    ]);
  });

  it('is longer with each name that follows one that follows', () => {
    const records = ['a', 'b', 'c'].map((name) => cname(name, 300));
    const images = [{ records, follows: [follow('a', 'b'), follow('b', 'c')] }];
    expect(heldSeconds(HALF, images, settings)).toEqual(
      new Map([
        ['a.', 180],
        ['b.', 120],
      ]),
    );
  });

  it('is that of its target for an alias that leads on: it has no TTL of its own', () => {
    const images = [{ records: [alias('a'), alias('b')], follows: [follow('a', 'b')] }];
    expect(longestHeld(HALF, images, settings)).toBe(60);
  });
});
