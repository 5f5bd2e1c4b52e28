/** Legacy as it should be: six hosts in two zones, which carried 12,000 requests in the busiest hour. */
import type {
  Host,
  HostPool,
  HourlyLoad,
  UncountedPool,
} from '../../../lambdas/migration/domain/legacy/host-pool.ts';
import type { GroupSeen } from '../../../lambdas/migration/domain/legacy/scaling-group.ts';
import type { LookPorts } from '../../../lambdas/migration/evidence/look-at-legacy.ts';
import type { WebProbe } from '../../../lambdas/migration/ports/web-probe.ts';

export const LEGACY_DNS = 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com';

const ZONES = ['us-west-1a', 'us-west-1c'];

/** The first `healthy` of six; by turns in both zones. */
export function hosts(healthy: number, all = 6): readonly Host[] {
  return Array.from({ length: all }, (_, n) => ({
    id: `i-${n}`,
    zone: ZONES[n % 2] ?? '',
    isHealthy: n < healthy,
  }));
}

export const FUNCTION: UncountedPool = { name: 'web', uncounted: 'its target is the Lambda function web' };

export function aPool(overrides: Partial<HostPool> = {}): HostPool {
  const metric = { namespace: 'AWS/ELB', metricName: 'RequestCount', dimensions: {} };
  return {
    name: '',
    zones: ZONES,
    hosts: hosts(6),
    registeredAt: 'legacy-shop',
    metrics: { requests: metric, unit: 'request', healthyHosts: [] },
    ...overrides,
  };
}

/** Whose policy may scale in down to the six that are needed. */
export function aGroup(overrides: Partial<GroupSeen> = {}): GroupSeen {
  return {
    name: 'legacy-shop',
    min: 6,
    instances: hosts(6).map(({ id }) => id),
    loadBalancers: ['legacy-shop'],
    targetGroupArns: [],
    suspended: [],
    scaleIns: [{ kind: 'policy', name: 'cpu' }],
    ...overrides,
  };
}

export const BUSIEST: HourlyLoad = { from: '2027-03-01T19:00:00Z', requests: 12_000, hosts: 6 };
export const QUIET: HourlyLoad = { from: '2027-03-02T04:00:00Z', requests: 900, hosts: 2 };

/** What an error is thrown for, or what is found. */
type Answer<T> = T | Error;

/** What is found of legacy; may change. */
export interface LegacyAnswers {
  pools?: Answer<readonly (HostPool | UncountedPool)[] | undefined>;
  loads?: Answer<readonly HourlyLoad[]>;
  groups?: Answer<readonly GroupSeen[]>;
  /** By host: the status, or why there was no answer. */
  names?: Readonly<Record<string, number | string>>;
}

export interface AskedLegacy extends LookPorts {
  /** The windows of which loads were read: `from until`. */
  readonly windows: string[];
}

/** A load balancer of legacy's, whichever is asked for, and these behind it. */
export function legacyPorts(answers: LegacyAnswers = {}): AskedLegacy {
  const windows: string[] = [];
  return {
    region: 'us-west-1',
    windows,
    hostPools: [
      { behind: async () => undefined },
      {
        behind: async () => given('pools' in answers ? answers.pools : [aPool()]),
      },
    ],
    resolver: { addressesOf: async () => ({ ipv4: ['192.0.2.1'], ipv6: [] }), caaOf: async () => [] },
    probe: probeOf(answers),
    scalingGroups: { at: async () => given(answers.groups ?? [aGroup()]) },
    hostLoads: {
      hourly: async (_metrics, from, until) => {
        windows.push(`${from} ${until}`);
        return given(answers.loads ?? [QUIET, BUSIEST]);
      },
    },
  };
}

/** Answers 200, unless something else is said of the host. */
function probeOf(answers: LegacyAnswers): WebProbe {
  const notHere = async () => {
    throw new Error('VerifyLegacy only asks for pages.');
  };
  return {
    connect: notHere,
    handshake: notHere,
    get: async (_place, { host }) => {
      const status = answers.names?.[host] ?? 200;
      if (typeof status === 'string') return { answered: false, failure: 'refused', message: status };
      return { answered: true, value: { status, headers: {}, body: '' } };
    },
  };
}

function given<T>(answer: Answer<T>): T {
  if (answer instanceof Error) throw answer;
  return answer;
}
