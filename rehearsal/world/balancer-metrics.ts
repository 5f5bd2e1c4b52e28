/** What CloudWatch gets of a load balancer's minute. SPEC.md, "Load balancers and metrics". */
import type { Behind, CountedFamily, Hosts, LoadBalancer, Served } from './load-balancer.ts';
import type { MetricId, Unit } from './metrics.ts';
import { counter, gauge, type Observations, timings } from './observations.ts';

/** A load balancer capacity unit (LCU) takes 25 new connections a second; each request is one. Source: ELB's pricing. */
const UNIT_A_MINUTE = 25 * 60;
const BYTES_A_REQUEST = 20_000;
/** A classic load balancer's queue holds as many. */
const QUEUE = 1024;
/** How long a network load balancer keeps a flow without an answer, minutes. */
const IDLE_MINUTES = 350 / 60;

interface Row {
  readonly name: string;
  readonly unit: Unit;
  /** Undefined: nothing is reported. */
  readonly of: (served: Served) => Observations | undefined;
  /** Whether it is reported for each target group, too, which share what there is evenly. */
  readonly byGroup?: true;
}

/** Of what is counted, nothing is reported for nothing. */
function counted(name: string, of: (served: Served) => number): Row {
  return {
    name,
    unit: 'Count',
    of: (served) => {
      const count = of(served);
      return count > 0 ? counter(count) : undefined;
    },
  };
}

/** With its zeros, while there are flows. */
function alwaysCounted(name: string, of: (served: Served) => number): Row {
  return { name, unit: 'Count', of: (served) => (of(served) > 0 ? counter(of(served)) : gauge(0)) };
}

function grouped(row: Row): Row {
  return { ...row, byGroup: true };
}

const routed = ({ requests, turnedAway }: Served) => requests - turnedAway;
const good = (served: Served) => served.requests - served.failed - served.clientErrors;
/** Of those that find no room, the first half gets an answer. */
const noRoom = ({ turnedAway }: Served) => Math.ceil(turnedAway / 2);
const rejected = (served: Served) => served.turnedAway - noRoom(served);
const badGateway = ({ reset, refused }: Served) => reset + refused;

const load = (name: string, unit: Unit, of: (requests: number) => number): Row => ({
  name,
  unit,
  of: ({ requests }) => gauge(of(requests)),
});
const latency = (name: string): Row => ({
  name,
  unit: 'Seconds',
  of: ({ answered, luck }) => (answered.length > 0 ? timings(answered, luck) : undefined),
});

interface Family {
  readonly namespace: string;
  readonly dimension: string;
  readonly rows: readonly Row[];
}

/** Names and criteria as ELB's user guides have them. A network load balancer sees connections, not HTTP. */
const FAMILIES: Readonly<Record<CountedFamily, Family>> = {
  classic: {
    namespace: 'AWS/ELB',
    dimension: 'LoadBalancerName',
    rows: [
      counted('RequestCount', routed),
      // By the hour.
      load('EstimatedALBConsumedLCUs', 'Count', (requests) => requests / UNIT_A_MINUTE / 60),
      counted('HTTPCode_Backend_2XX', good),
      counted('HTTPCode_Backend_4XX', ({ clientErrors }) => clientErrors),
      counted('HTTPCode_Backend_5XX', ({ failing }) => failing),
      counted('HTTPCode_ELB_5XX', (served) => badGateway(served) + served.unanswered + served.turnedAway),
      counted('BackendConnectionErrors', ({ refused }) => refused),
      counted('SpilloverCount', ({ turnedAway }) => turnedAway),
      {
        name: 'SurgeQueueLength',
        unit: 'Count',
        of: ({ turnedAway }) => (turnedAway > 0 ? gauge(QUEUE) : undefined),
      },
      latency('Latency'),
    ],
  },
  application: {
    namespace: 'AWS/ApplicationELB',
    dimension: 'LoadBalancer',
    rows: [
      grouped(counted('RequestCount', routed)),
      load('PeakLCUs', 'Count', (requests) => requests / UNIT_A_MINUTE),
      grouped(counted('HTTPCode_Target_2XX_Count', good)),
      grouped(counted('HTTPCode_Target_4XX_Count', ({ clientErrors }) => clientErrors)),
      grouped(counted('HTTPCode_Target_5XX_Count', ({ failing }) => failing)),
      counted('HTTPCode_ELB_5XX_Count', (served) => badGateway(served) + noRoom(served) + served.unanswered),
      counted('HTTPCode_ELB_502_Count', badGateway),
      counted('HTTPCode_ELB_503_Count', noRoom),
      counted('HTTPCode_ELB_504_Count', ({ unanswered }) => unanswered),
      counted('RejectedConnectionCount', rejected),
      grouped(counted('TargetConnectionErrorCount', ({ refused }) => refused)),
      grouped(latency('TargetResponseTime')),
    ],
  },
  network: {
    namespace: 'AWS/NetworkELB',
    dimension: 'LoadBalancer',
    rows: [
      counted('NewFlowCount', ({ requests }) => requests),
      load('ProcessedBytes', 'Bytes', (requests) => requests * BYTES_A_REQUEST),
      {
        name: 'ActiveFlowCount',
        unit: 'Count',
        of: ({ requests, unanswered }) => gauge(requests + unanswered * (IDLE_MINUTES - 1)),
      },
      alwaysCounted('TCP_Client_Reset_Count', () => 0),
      alwaysCounted('TCP_ELB_Reset_Count', ({ turnedAway }) => turnedAway),
      alwaysCounted('TCP_Target_Reset_Count', badGateway),
    ],
  },
};

/** What says something about a load balancer, whatever its family. */
const ROLES = {
  requests: { classic: 'RequestCount', application: 'RequestCount', network: 'NewFlowCount' },
  failed: { classic: 'HTTPCode_Backend_5XX', application: 'HTTPCode_Target_5XX_Count', network: undefined },
  latency: { classic: 'Latency', application: 'TargetResponseTime', network: undefined },
  load: { classic: 'EstimatedALBConsumedLCUs', application: 'PeakLCUs', network: 'ProcessedBytes' },
} as const;

const HOSTS = ['HealthyHostCount', 'UnHealthyHostCount'] as const;

/** Whether the world has such a metric of some load balancer: AWS has more. */
export function isModelled({ namespace, metricName }: Pick<MetricId, 'namespace' | 'metricName'>): boolean {
  return namesIn(namespace).includes(metricName);
}

function namesIn(namespace: string): readonly string[] {
  const family = Object.values(FAMILIES).find((each) => each.namespace === namespace);
  return family ? [...HOSTS, ...family.rows.map(({ name }) => name)] : [];
}

/** A metric of that namespace that is called so, but for upper and lower case, by which CloudWatch tells names apart. */
export function inOtherCase({
  namespace,
  metricName,
}: Pick<MetricId, 'namespace' | 'metricName'>): string | undefined {
  return namesIn(namespace).find(
    (name) => name !== metricName && name.toLowerCase() === metricName.toLowerCase(),
  );
}

/** Those of load balancers, of each family. */
export const BALANCER_NAMESPACES = Object.values(FAMILIES).map(({ namespace }) => namespace);

/** The namespaces of load balancers in which the world has a metric of this name. */
export function namespacesWith(metricName: string): readonly string[] {
  return BALANCER_NAMESPACES.filter((namespace) => isModelled({ namespace, metricName }));
}

type Named = Pick<LoadBalancer, 'id' | 'family'>;

/** Where all metrics of a load balancer are; undefined if nobody counts for it. */
export function metricsPlaceOf({
  id,
  family,
}: Named): Pick<MetricId, 'namespace' | 'dimensions'> | undefined {
  if (family === 'uncounted') return undefined;
  const { namespace, dimension } = FAMILIES[family];
  return { namespace, dimensions: { [dimension]: id } };
}

/** The metric of a load balancer that has this role. @throws when its family has none. */
export function metricOf(balancer: Named, role: keyof typeof ROLES): MetricId {
  const metricName = balancer.family === 'uncounted' ? undefined : ROLES[role][balancer.family];
  if (metricName === undefined)
    throw new Error(`${balancer.id} (${balancer.family}) has no metric for ${role}`);
  return idOf(balancer, metricName);
}

export type Observed = readonly [MetricId, Observations, Unit];

/** Nothing but its hosts is reported without requests, and nothing at all of what is uncounted. Those behind it report with it. */
export function observationsOf(balancer: LoadBalancer, served: Served): readonly Observed[] {
  const pools = balancer.hosts();
  const hosts = pools.flatMap((pool) => hostCounts(balancer, pool, served.unhealthyHosts));
  return [...hosts, ...[balancer, ...(balancer.behind ?? [])].flatMap((each) => countsOf(each, served))];
}

function countsOf(balancer: Behind, served: Served): readonly Observed[] {
  if (served.requests === 0 || balancer.family === 'uncounted') return [];
  const groups =
    balancer.family === 'application' ? balancer.hosts().map(({ targetGroup }) => targetGroup) : [];
  return FAMILIES[balancer.family].rows.flatMap(({ name, unit, of, byGroup }): Observed[] => {
    const observed = of(served);
    if (!observed) return [];
    const shares = byGroup ? groups : [];
    return [
      [idOf(balancer, name), observed, unit],
      ...shares.map(
        (group): Observed => [idOf(balancer, name, group), shared(observed, shares.length), unit],
      ),
    ];
  });
}

function shared(observed: Observations, among: number): Observations {
  const { sum, count, parts } = observed;
  return {
    ...observed,
    sum: sum / among,
    count: count / among,
    ...(parts && { parts: parts.map((part) => ({ ...part, count: part.count / among })) }),
  };
}

/** All of a pool's together, and those of each zone. */
function hostCounts(balancer: LoadBalancer, hosts: Hosts, failing: number): readonly Observed[] {
  const { targetGroup } = hosts;
  const zones = [...hosts.healthy].map(([zone, healthy]) => {
    const fallen = Math.ceil(healthy * failing);
    const unhealthy = (hosts.unhealthy.get(zone) ?? 0) + fallen;
    return { zone, healthy: healthy - fallen, unhealthy };
  });
  const all = {
    zone: '',
    healthy: zones.reduce((total, { healthy }) => total + healthy, 0),
    unhealthy: zones.reduce((total, { unhealthy }) => total + unhealthy, 0),
  };
  return [all, ...zones].flatMap(({ zone, healthy, unhealthy }): Observed[] => [
    [idOf(balancer, 'HealthyHostCount', targetGroup, zone), gauge(healthy), 'Count'],
    [idOf(balancer, 'UnHealthyHostCount', targetGroup, zone), gauge(unhealthy), 'Count'],
  ]);
}

/** The same object for the same metric, by which metrics find it. */
const known = new WeakMap<object, Map<string, MetricId>>();

function idOf(balancer: Named, metricName: string, targetGroup = '', zone = ''): MetricId {
  const { family } = balancer;
  if (family === 'uncounted') throw new Error(`nobody counts for ${balancer.id}`);
  const ids = known.get(balancer) ?? new Map<string, MetricId>();
  known.set(balancer, ids);
  const key = `${metricName} ${targetGroup} ${zone}`;
  const { namespace, dimension } = FAMILIES[family];
  const id = ids.get(key) ?? {
    namespace,
    metricName,
    dimensions: {
      [dimension]: balancer.id,
      ...(targetGroup !== '' && { TargetGroup: targetGroup }),
      ...(zone !== '' && { AvailabilityZone: zone }),
    },
  };
  ids.set(key, id);
  return id;
}
