import type { RequestMetric } from '../../../../../../lambdas/migration/contract/request-metric.ts';
import type { MigrationSettings } from '../../../../../../lambdas/migration/contract/settings.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import { judgeTraffic } from '../../../../../../lambdas/migration/preflight/verify-dns/judge-traffic.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';
import { ADDRESSES, address, alias, fence, LEGACY_ELB, MOVABLE, verifyZone } from './dns-to-verify.ts';

const NLB = 'k8s-ingress-0123456789abcdef.elb.us-west-1.amazonaws.com';
const onAlb = [alias('shop.test.', 'A')];
const onNlb = [alias('shop.test.', 'A', NLB)];
const nlb: MigrationSettings['target'] = {
  kind: 'load-balancer',
  dnsName: `${NLB}.`,
  hostedZoneId: 'Z24FKFUX50B4VW',
  evaluateTargetHealth: true,
  family: 'network',
};
const metric: RequestMetric = { namespace: 'Ingress', metricName: 'Requests', dimensions: {} };
const judge = (before: readonly ResourceRecordSet[], overrides: Partial<MigrationSettings> = {}) =>
  judgeTraffic(before, someSettings(overrides));
const withMetrics = (side: 'legacy' | 'cluster') => ({
  traffic: { legacy: [], cluster: [], [side]: [metric] },
});
const { soak } = someSettings();

describe('Requests that can be compared', () => {
  it.each([
    ['on two application load balancers', onAlb, {}],
    ['on two network load balancers', onNlb, { target: nlb }],
    ['by a metric for the cluster', onAlb, { target: nlb, ...withMetrics('cluster') }],
    ['by a metric for legacy', onNlb, withMetrics('legacy')],
    ['by a share that is not asked for', onAlb, { target: nlb, soak: { ...soak, minimumShareSeen: 0 } }],
    ['of a cluster of addresses, which synth has reported', onAlb, { target: ADDRESSES }],
    ['or of which nothing is known', [], { target: nlb }],
  ])('%s need no warning', (_what, before, overrides) => {
    expect(judge(before, overrides)).toEqual([]);
  });
});

describe('Requests on one side and connections on the other', () => {
  it('are warned of, with what to configure', () => {
    expect(judge(onAlb, { target: nlb })).toEqual([
      {
        check: 'VerifyDns',
        subject: 'traffic',
        level: 'warn',
        code: 'requests-not-comparable',
        seen: `The cluster counts connections (${NLB}), legacy requests (${LEGACY_ELB}): a network load balancer counts connections.`,
        why: expect.stringContaining('judged by what legacy lost against its own past'),
        toDo: expect.stringMatching(/`traffic\.cluster`.*`soak\.minimumShareSeen` to 0/),
      },
    ]);
  });

  it('are warned of the other way round', () => {
    const [finding] = judge(onNlb);
    expect(finding).toMatchObject({
      code: 'requests-not-comparable',
      toDo: expect.stringContaining('`traffic.legacy`'),
    });
  });

  it('are warned of when a metric stands for one of two', () => {
    const [finding] = judge(onAlb, { target: nlb, ...withMetrics('legacy') });
    expect(finding?.seen).toContain('legacy requests (Ingress Requests)');
    expect(finding?.toDo).toContain('`traffic.cluster`');
  });

  it('are found in the zones, when they are verified', async () => {
    const traffic = { legacy: [], cluster: [] };
    const findings = await verifyZone({
      records: MOVABLE.filter(({ Name }) => Name !== 'www.shop.test.'),
      settings: { target: nlb, traffic },
    });
    expect(findings.map(({ code }) => code)).toContain('requests-not-comparable');
  });
});

describe('Requests on legacy that nothing counts', () => {
  it.each([
    ['an address', address('www.shop.test.'), 'www.shop.test A 192.0.2.1 (addresses have no metric;'],
    ['another Region', alias('a.test.', 'A', 'x-1.eu-west-1.elb.amazonaws.com'), 'it is in eu-west-1, and'],
  ])('are warned of: %s', (_what, record, seen) => {
    const findings = judge([...onAlb, record]);
    expect(findings).toMatchObject([{ level: 'warn', code: 'legacy-not-counted', subject: 'traffic' }]);
    expect(findings[0]?.seen).toContain(seen);
    expect(findings[0]?.toDo).toContain('`traffic.legacy`');
  });

  it('are so without a share to be seen too: the drain needs them', () => {
    const without = { soak: { ...soak, minimumShareSeen: 0 } };
    expect(judge([address('www.shop.test.')], without)).toHaveLength(1);
  });

  it('are found under the weights of a run that is taken over', async () => {
    const weighted = { SetIdentifier: 'legacy', Weight: 242 };
    const findings = await verifyZone({
      records: [
        ...MOVABLE.filter(({ Name }) => Name !== 'www.shop.test.'),
        { ...address('www.shop.test.'), ...weighted },
      ],
      more: [fence()],
      continues: 'run-0',
      settings: { traffic: { legacy: [], cluster: [] } },
    });
    expect(findings.find(({ code }) => code === 'legacy-not-counted')?.seen).toContain('192.0.2.1');
  });
});
