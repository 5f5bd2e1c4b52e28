import type { LoadMetric } from '../../../../../../lambdas/migration/domain/balancer-load.ts';
import type { Reservation } from '../../../../../../lambdas/migration/domain/balancer-traits.ts';
import { CLUSTER, type Ingress, LEGACY, problems, TRAITS, verified } from './ingress-to-verify.ts';

const SHORT = `warn ${CLUSTER.dnsName} ingress-capacity-short`;

/** What the cluster's load balancer has, and legacy's peak in LCU. */
function capacity(units: number, reserved: Partial<Reservation> = {}) {
  return {
    reserved: { requested: 0, provisioned: 0, least: 100, ...reserved },
    peaks: () => units,
  } satisfies Ingress;
}

const classic = (units: number) => ({
  ...capacity(units),
  traits: { [CLUSTER.dnsName]: { ...TRAITS, family: 'classic' as const } },
  reserved: null,
});

it.each([
  ['less than can be reserved', capacity(99), []],
  ['more, and nothing is reserved', capacity(101), [SHORT]],
  ['as much as is reserved', capacity(500, { requested: 500, provisioned: 500 }), []],
  ['more than is reserved', capacity(501, { requested: 500, provisioned: 500 }), [SHORT]],
  [
    'as much as is requested, not yet provisioned',
    capacity(500, { requested: 500, provisioned: 250 }),
    [SHORT],
  ],
  ['little for a network load balancer', capacity(5000, { least: 5500 }), []],
  ['little for a classic one', classic(99), []],
  ['much for a classic one', classic(101), [SHORT]],
] as const)('A peak of legacy that takes %s', async (_what, differs, expected) => {
  expect(await problems(differs)).toEqual(expected);
});

it('Says what to reserve, or to wait for what is requested', async () => {
  const adviceOf = async (differs: Ingress) =>
    (await verified(differs)).findings.find(({ code }) => code === 'ingress-capacity-short');
  expect(await adviceOf(capacity(101.2))).toMatchObject({
    seen: "Legacy took 101.2 LCU at its peak of the last two weeks. Nothing is reserved for the cluster's load balancer; AWS reserves 100 LCU at least.",
    toDo: expect.stringContaining('CapacityUnits=102'),
  });
  expect((await adviceOf(capacity(500, { requested: 500, provisioned: 250 })))?.toDo).toBe(
    'Start when AWS has provisioned what is requested.',
  );
});

it('Legacy’s load balancers are added up', async () => {
  const other = 'legacy-2.us-west-1.elb.amazonaws.com';
  const records = [LEGACY.dnsName, other].map((dnsName, i) => ({
    Name: `${['www', 'api'][i]}.shop.test.`,
    Type: 'A',
    AliasTarget: { HostedZoneId: 'Z368ELLRRE2KJ0', DNSName: `${dnsName}.`, EvaluateTargetHealth: false },
  }));
  const names = ['www', 'api'].map((name) => ({ name: `${name}.shop.test.`, host: `${name}.shop.test` }));
  const differs = { ...capacity(60), records, ingress: { names } };
  const { findings } = await verified({
    ...differs,
    traits: { [other]: TRAITS },
    addresses: { [other]: { ipv4: LEGACY.ipv4, ipv6: [] } },
  });
  const short = findings.find(({ code }) => code === 'ingress-capacity-short');
  expect(short?.seen).toContain('Legacy took 120 LCU');
});

it.each([
  ['application', 'application', 'PeakLCUs', 60],
  ['application', 'classic', 'EstimatedALBConsumedLCUs', 3600],
  ['application', 'network', 'ProcessedBytes', 60],
  ['network', 'application', 'ProcessedBytes', 60],
  ['network', 'classic', 'EstimatedProcessedBytes', 60],
  ['classic', 'application', 'PeakLCUs', 60],
] as const)(
  'For a cluster behind an %s load balancer, a legacy %s one is measured by %s',
  async (cluster, legacy, metricName, periodSeconds) => {
    const read: LoadMetric[] = [];
    await verified({
      traits: {
        [CLUSTER.dnsName]: { ...TRAITS, family: cluster },
        [LEGACY.dnsName]: { ...TRAITS, family: legacy, metricsId: 'legacy' },
      },
      peaks: (load) => {
        read.push(load);
        return 1;
      },
    });
    const dimensions = legacy === 'classic' ? { LoadBalancerName: 'legacy' } : { LoadBalancer: 'legacy' };
    expect(read).toMatchObject([{ periodSeconds, metric: { metricName, dimensions } }]);
  },
);

it('A peak that nobody measured is a warning, for which nothing else is said', async () => {
  expect(await problems({ peaks: () => undefined })).toEqual([
    `warn ${LEGACY.dnsName} ingress-capacity-unmeasured`,
  ]);
});

it.each([
  [
    'peaks',
    LEGACY.dnsName,
    {
      peaks: () => {
        throw new Error('denied');
      },
    },
  ],
  ['reservation', CLUSTER.dnsName, { reserved: new Error('denied') }],
] as const)('What can’t be read of the %s fails', async (_what, name, differs) => {
  expect(await problems(differs)).toEqual([`fail ${name} (capacity) ingress-balancer-unreadable`]);
});
