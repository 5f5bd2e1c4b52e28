import fc from 'fast-check';
import {
  fenceOf,
  longestTtl,
  type Milestone,
  matchMilestone,
  type RecordShape,
  recordsAt,
  stageOf,
} from '../../../../../lambdas/migration/domain/milestones.ts';
import { type ResourceRecordSet, sameRecords } from '../../../../../lambdas/migration/domain/record-set.ts';
import { someShape } from '../../../../support/migration/settings.ts';

const toLoadBalancer: RecordShape = someShape();
const toAddresses: RecordShape = {
  follows: new Set(),
  ttlSeconds: 60,
  target: { kind: 'addresses', ipv4: ['198.51.100.1', '198.51.100.2'], ipv6: ['2001:db8::1'] },
};
const alias = (Type: string): ResourceRecordSet => ({
  Name: 'shop.test.',
  Type,
  AliasTarget: { HostedZoneId: 'ZELB', DNSName: 'legacy.elb.amazonaws.com.', EvaluateTargetHealth: true },
});
const plain = (Type: string, TTL: number, ...values: string[]): ResourceRecordSet => ({
  Name: 'www.shop.test.',
  Type,
  TTL,
  ResourceRecords: values.map((Value) => ({ Value })),
});
const CLUSTER_ALIAS = {
  HostedZoneId: 'Z368ELLRRE2KJ0',
  DNSName: 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com.',
  EvaluateTargetHealth: true,
};

describe('recordsAt', () => {
  it('has the health check on the cluster’s weighted records, and on no others', () => {
    const shape = { ...toLoadBalancer, dataPlane: { checkId: 'check' } };
    const before = [
      { ...alias('A'), HealthCheckId: 'of-legacy' },
      plain('CNAME', 60, 'legacy.elb.amazonaws.com'),
    ];
    const checksAt = (milestone: Milestone) =>
      recordsAt(milestone, before, shape).map(({ SetIdentifier, HealthCheckId }) => [
        SetIdentifier,
        HealthCheckId,
      ]);
    const weighted = [
      ['legacy', 'of-legacy'],
      ['cluster', 'check'],
      ['legacy', undefined],
      ['cluster', 'check'],
    ];
    expect(checksAt({ kind: 'weighted', percent: 0 })).toEqual(weighted);
    expect(checksAt({ kind: 'weighted', percent: 100 })).toEqual(weighted);
    expect(checksAt({ kind: 'retired' })).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(recordsAt({ kind: 'before' }, before, shape)).toEqual(before);
  });

  it('lowers a TTL, never raises one, and leaves aliases', () => {
    const before = [
      alias('A'),
      plain('CNAME', 300, 'legacy.elb.amazonaws.com'),
      plain('CNAME', 20, 'x.example'),
      plain('A', 20, '192.0.2.1'),
    ];
    const lowered = recordsAt({ kind: 'lowered' }, before, toLoadBalancer);
    expect(lowered.map((record) => record.TTL)).toEqual([undefined, 60, 20, 20]);
    expect(lowered[0]).toEqual(before[0]);
  });

  it('makes alias beside alias, without TTL, the before-image kept field for field', () => {
    expect(recordsAt({ kind: 'weighted', percent: 25 }, [alias('A'), alias('AAAA')], toLoadBalancer)).toEqual(
      ['A', 'AAAA'].flatMap((Type) => [
        { ...alias(Type), SetIdentifier: 'legacy', Weight: 75 },
        { Name: 'shop.test.', Type, AliasTarget: CLUSTER_ALIAS, SetIdentifier: 'cluster', Weight: 25 },
      ]),
    );
  });

  it('gives addresses beside an alias the TTL of 60 that the alias has', () => {
    const [legacy, cluster] = recordsAt(
      { kind: 'weighted', percent: 0 },
      [plain('A', 20, '192.0.2.1')],
      toLoadBalancer,
    );
    expect(legacy).toMatchObject({ TTL: 60, Weight: 100 });
    expect(cluster).toMatchObject({ Weight: 0, AliasTarget: CLUSTER_ALIAS });
  });

  it('keeps CNAME a CNAME, to the load balancer’s name', () => {
    const records = recordsAt(
      { kind: 'weighted', percent: 50 },
      [plain('CNAME', 300, 'legacy.example')],
      toLoadBalancer,
    );
    expect(records.map(({ Type, TTL, ResourceRecords }) => [Type, TTL, ResourceRecords?.[0]?.Value])).toEqual(
      [
        ['CNAME', 60, 'legacy.example'],
        ['CNAME', 60, 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com'],
      ],
    );
  });

  it('answers A with IPv4 and AAAA with IPv6 addresses, both members with one TTL', () => {
    const before = [plain('A', 300, '192.0.2.1'), plain('AAAA', 30, '2001:db8::99')];
    const records = recordsAt({ kind: 'weighted', percent: 50 }, before, toAddresses);
    expect(records.map(({ Type, TTL }) => [Type, TTL])).toEqual([
      ['A', 60],
      ['A', 60],
      ['AAAA', 30],
      ['AAAA', 30],
    ]);
    expect(records[1]?.ResourceRecords).toEqual([{ Value: '198.51.100.1' }, { Value: '198.51.100.2' }]);
    expect(records[3]?.ResourceRecords).toEqual([{ Value: '2001:db8::1' }]);
  });

  it('retires to the cluster’s simple record', () => {
    expect(recordsAt({ kind: 'retired' }, [alias('A')], toLoadBalancer)).toEqual([
      { Name: 'shop.test.', Type: 'A', AliasTarget: CLUSTER_ALIAS },
    ]);
  });
});

const stages = fc.oneof(
  fc.constantFrom<Milestone>({ kind: 'before' }, { kind: 'lowered' }, { kind: 'retired' }),
  fc.integer({ min: 0, max: 200 }).map((half): Milestone => ({ kind: 'weighted', percent: half / 2 })),
);
const images = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom('A', 'AAAA').map(alias),
    fc
      .tuple(fc.constantFrom('A', 'AAAA'), fc.integer({ min: 1, max: 86_400 }))
      .map(([type, ttl]) => plain(type, ttl, type === 'A' ? '192.0.2.1' : '2001:db8::1')),
  ),
  { selector: (record) => record.Type, minLength: 1 },
);

describe('Every stage', () => {
  it('answers every type that legacy answered, with one TTL per group and never all-zero', () => {
    fc.assert(
      fc.property(stages, images, fc.constantFrom(toLoadBalancer, toAddresses), (stage, before, shape) => {
        const groups = Map.groupBy(recordsAt(stage, before, shape), (record) => record.Type);
        expect([...groups.keys()].sort()).toEqual(before.map((record) => record.Type).sort());
        for (const members of groups.values()) {
          const weighted = members.length > 1;
          expect(weighted).toBe(stage.kind === 'weighted');
          if (!weighted) continue;
          expect(members.some((member) => (member.Weight ?? 0) > 0)).toBe(true);
          const ttls = members.map((member) => member.TTL ?? 60);
          expect(new Set(ttls).size).toBe(1);
        }
      }),
    );
  });

  it('is found again from what the zone contains, and nothing else is taken for it', () => {
    fc.assert(
      fc.property(stages, stages, images, (stage, other, before) => {
        const held = recordsAt(stage, before, toLoadBalancer);
        expect(matchMilestone(held, before, toLoadBalancer, [stage])).toEqual(stage);
        const same = sameRecords(held, recordsAt(other, before, toLoadBalancer));
        expect(matchMilestone(held, before, toLoadBalancer, [other]) !== undefined).toBe(same);
        const touched = held.map((record) => ({ ...record, Name: 'other.test.' }));
        expect(matchMilestone(touched, before, toLoadBalancer, [stage])).toBeUndefined();
      }),
    );
  });

  it('is what the fence says', () => {
    fc.assert(
      fc.property(stages, (stage) => {
        const fence = { ...fenceOf(stage), migration: 'shop', epoch: 1, execution: 'run-1' };
        expect(stageOf(fence)).toEqual(stage);
      }),
    );
    const fence = { weight: 100, migration: 'shop', epoch: 1, execution: 'r' };
    expect(stageOf({ ...fence, phase: 'closed' })).toEqual({ kind: 'retired' });
    expect(stageOf({ ...fence, phase: 'restoring' })).toBeUndefined();
  });
});

describe('longestTtl', () => {
  it('counts an alias as 60 seconds and nothing as 0', () => {
    expect(longestTtl([])).toBe(0);
    expect(longestTtl([alias('A')])).toBe(60);
    expect(longestTtl([alias('A'), plain('A', 300, '192.0.2.1')])).toBe(300);
  });
});
