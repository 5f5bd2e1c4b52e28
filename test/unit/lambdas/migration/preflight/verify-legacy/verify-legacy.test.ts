import type { IngressSettings } from '../../../../../../lambdas/migration/contract/ingress-settings.ts';
import type { GroupSeen } from '../../../../../../lambdas/migration/domain/legacy/scaling-group.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import type { Resolver } from '../../../../../../lambdas/migration/ports/resolver.ts';
import { verifyLegacy } from '../../../../../../lambdas/migration/preflight/verify-legacy/verify-legacy.ts';
import {
  type AskedLegacy,
  aGroup,
  aPool,
  FUNCTION,
  hosts,
  LEGACY_DNS,
  type LegacyAnswers,
  legacyPorts,
} from '../../../../../support/migration/legacy.ts';

const NOW = Date.parse('2027-03-10T08:00:00Z');
const alias = (Name: string, DNSName: string): ResourceRecordSet => ({
  Name,
  Type: 'A',
  AliasTarget: { HostedZoneId: 'Z368ELLRRE2KJ0', DNSName, EvaluateTargetHealth: false },
});
const ALIAS = alias('www.shop.test.', `dualstack.${LEGACY_DNS}.`);

async function findings(
  legacy: AskedLegacy,
  records: readonly ResourceRecordSet[] | Error = [ALIAS],
  ingress?: IngressSettings,
) {
  const zone = { id: 'Z1', name: 'shop.test.', records: ['www.shop.test.'], fenceName: '' };
  const result = await verifyLegacy({
    settings: { zones: [zone], ...(ingress && { ingress }) },
    clock: { now: () => NOW },
    zoneOf: () => ({
      readAll: async () => {
        if (records instanceof Error) throw records;
        return records;
      },
    }),
    legacy,
  });
  expect(result.check).toBe('VerifyLegacy');
  return result.findings;
}

/** As `level code`, and each seen. */
async function found(...asked: Parameters<typeof findings>) {
  const all = await findings(...asked);
  return Object.fromEntries(all.map(({ level, code, seen }) => [`${level} ${code}`, seen]));
}

describe('VerifyLegacy', () => {
  it('passes if every zone has healthy hosts, and as many as carried the busiest hour', async () => {
    const legacy = legacyPorts();
    expect(await found(legacy)).toEqual({
      'pass legacy-zones-healthy': 'Each of its 2 zones has healthy hosts: us-west-1a 3, us-west-1c 3.',
      'pass legacy-carries':
        '6 healthy hosts now, of 6; 6 needed. The busiest hour of two weeks (from 2027-03-01T19:00:00Z) had 12,000 requests on 6 healthy hosts: 2,000 per host.',
      'pass legacy-stays': 'legacy-shop keeps at least 6. At least 6 hosts of 6 needed stay.',
    });
    expect(legacy.windows).toEqual(['2027-02-24T08:00:00.000Z 2027-03-10T08:00:00Z']);
  });

  it('fails with fewer, and does the arithmetic', async () => {
    expect(await found(legacyPorts({ pools: [aPool({ hosts: hosts(2) })] }))).toMatchObject({
      'fail legacy-too-small':
        '2 healthy hosts now, of 6; 6 needed. The busiest hour of two weeks (from 2027-03-01T19:00:00Z) had 12,000 requests on 6 healthy hosts: 2,000 per host. 2 hosts × 2,000 = 4,000 an hour, 33.3 % of it.',
    });
  });

  it('counts up where hosts came and went within the hour', async () => {
    const loads = [{ from: '2027-03-01T19:00:00Z', requests: 10_500, hosts: 5.25 }];
    const { 'fail legacy-too-small': seen } = await found(
      legacyPorts({ loads, pools: [aPool({ hosts: hosts(5) })] }),
    );
    expect(seen).toMatch(/^5 healthy hosts now, of 6; 6 needed\. .* on 5\.3 healthy hosts: 2,000 per host\./);
  });

  it('fails for a zone in which no host is healthy', async () => {
    const inOneZone = hosts(6).map((host) => ({ ...host, zone: 'us-west-1a' }));
    expect(await found(legacyPorts({ pools: [aPool({ hosts: inOneZone })] }))).toMatchObject({
      'fail legacy-zone-empty':
        'No healthy host in us-west-1c. Healthy hosts by zone: us-west-1a 6, us-west-1c 0.',
      'pass legacy-carries': expect.any(String),
    });
  });

  it('says that nothing is registered, with the hosts that are needed, and never to take zones away', async () => {
    const legacy = (loads?: []) =>
      legacyPorts({ groups: [], pools: [aPool({ hosts: [] })], ...(loads && { loads }) });
    const all = await findings(legacy());
    expect(all.map(({ level, code, toDo }) => `${level} ${code}: ${toDo}`)).toEqual([
      'fail legacy-without-hosts: Register the hosts of legacy with it.',
      'fail legacy-too-small: Scale legacy out to 6 healthy hosts.',
      'warn legacy-minimum-low: Start 6 more healthy hosts.',
    ]);
    // Nothing to accept: that nobody is there is known.
    expect(Object.keys(await found(legacy([])))).toEqual(['fail legacy-without-hosts']);
  });

  it('says of hosts of which none is healthy that nobody would be served', async () => {
    const [first] = await findings(legacyPorts({ pools: [aPool({ hosts: hosts(0) })] }));
    expect(first).toMatchObject({
      code: 'legacy-zone-empty',
      seen: 'None of its 6 hosts is healthy in a zone of the load balancer: us-west-1a 0, us-west-1c 0.',
      why: 'After a rollback, legacy would serve nobody.',
      toDo: 'Start healthy hosts in us-west-1a, us-west-1c.',
    });
  });

  it('warns of a group that launches nothing', async () => {
    const legacy = legacyPorts({ groups: [aGroup({ suspended: ['Launch'] })] });
    expect(await found(legacy)).toMatchObject({
      'warn legacy-launch-suspended': 'Launch is suspended in legacy-shop.',
      'pass legacy-stays': expect.any(String),
    });
  });

  it('judges each target group by itself, and names it', async () => {
    const pools = [aPool({ name: 'web' }), aPool({ name: 'api', hosts: hosts(1) })];
    const subjects = (await findings(legacyPorts({ pools }))).map(
      ({ subject, code }) => `${subject} ${code}`,
    );
    expect(subjects).toEqual([
      `${LEGACY_DNS} (web) legacy-zones-healthy`,
      `${LEGACY_DNS} (web) legacy-carries`,
      `${LEGACY_DNS} (web) legacy-stays`,
      `${LEGACY_DNS} (api) legacy-zone-empty`,
      `${LEGACY_DNS} (api) legacy-too-small`,
      `${LEGACY_DNS} (api) legacy-stays`,
    ]);
  });

  it.each<[string, string, Parameters<typeof found>]>([
    ['no load is known', 'unknown legacy-load-unknown', [legacyPorts({ loads: [] })]],
    [
      'the load of its own target group is counted nowhere',
      'unknown legacy-load-unknown',
      [
        legacyPorts({
          loads: [],
          pools: [aPool({ metrics: { requests: undefined, unit: 'connection', healthyHosts: [] } })],
        }),
      ],
    ],
    [
      'this account has no such load balancer',
      'unknown legacy-hosts-unknown',
      [legacyPorts({ pools: undefined })],
    ],
    [
      'legacy is an address',
      'unknown legacy-hosts-unknown',
      [
        legacyPorts(),
        [{ Name: 'www.shop.test.', Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] }],
      ],
    ],
    [
      'it is in another Region',
      'unknown legacy-hosts-unknown',
      [legacyPorts(), [alias('www.shop.test.', 'legacy-1.eu-west-1.elb.amazonaws.com.')]],
    ],
    ['nothing is registered', 'fail legacy-without-hosts', [legacyPorts({ pools: [] })]],
    ['a function serves', 'unknown legacy-hosts-unknown', [legacyPorts({ pools: [FUNCTION] })]],
    ['hosts may not be read', 'fail legacy-unreadable', [legacyPorts({ pools: new Error('denied') })]],
    ['loads may not be read', 'fail legacy-load-unreadable', [legacyPorts({ loads: new Error('denied') })]],
    ['the zones may not be read', 'fail legacy-unreadable', [legacyPorts(), new Error('denied')]],
    ['no name has a record', 'fail legacy-not-found', [legacyPorts(), []]],
  ])('never passes if %s', async (_what, expected, asked) => {
    const all = Object.keys(await found(...asked));
    expect(all).toContain(expected);
    expect(all).not.toContain('pass legacy-carries');
  });

  describe('about what may scale legacy in', () => {
    const withGroups = (...groups: GroupSeen[]) => findings(legacyPorts({ groups }));
    const about = async (...groups: GroupSeen[]) => {
      const { level, code, seen, toDo } = (await withGroups(...groups)).at(-1) ?? {};
      return { what: `${level} ${code}`, seen, toDo };
    };
    const SET =
      'Set the minimum of legacy-shop to 6 (`aws autoscaling update-auto-scaling-group --auto-scaling-group-name legacy-shop --min-size 6`).';

    it('fails if a policy may scale in below what is needed, and names the minimum to set', async () => {
      expect(await about(aGroup({ min: 2 }))).toEqual({
        what: 'fail legacy-may-scale-in',
        seen: 'legacy-shop keeps at least 2. At least 2 hosts of 6 needed stay. The policy cpu scales legacy-shop in.',
        toDo: SET,
      });
    });

    it('fails if a scheduled action lowers the minimum, however high it is now', async () => {
      const night = { kind: 'schedule', name: 'night', min: 1, desired: 1 } as const;
      expect(await about(aGroup({ scaleIns: [night] }))).toEqual({
        what: 'fail legacy-may-scale-in',
        seen: 'legacy-shop keeps at least 6. At least 1 host of 6 needed stays. The scheduled action night sets legacy-shop: the minimum to 1, the desired capacity to 1.',
        toDo: `${SET} Delete the scheduled actions that lower it, until the drain is over.`,
      });
    });

    it('only warns if nothing scales in by itself', async () => {
      expect(await about(aGroup({ min: 2, scaleIns: [] }))).toMatchObject({
        what: 'warn legacy-minimum-low',
      });
    });

    it.each<[string, string[], string]>([
      ['all of it', ['Terminate'], 'pass legacy-stays'],
      ['its policies', ['AlarmNotification'], 'warn legacy-minimum-low'],
      ['only its schedules', ['ScheduledActions'], 'fail legacy-may-scale-in'],
    ])('knows that somebody has suspended %s', async (_what, suspended, what) => {
      expect(await about(aGroup({ min: 2, suspended }))).toMatchObject({ what });
    });

    it('adds up several groups, and the healthy hosts that no group has', async () => {
      const ids = (...numbers: number[]) => numbers.map((n) => `i-${n}`);
      const a = aGroup({ name: 'a', min: 2, instances: ids(0, 1) });
      const b = aGroup({ name: 'b', min: 1, instances: ids(2, 3) });
      expect(await about(a, b)).toEqual({
        what: 'fail legacy-may-scale-in',
        seen: 'a keeps at least 2, b keeps at least 1, 2 healthy hosts in no Auto Scaling group. At least 5 hosts of 6 needed stay. The policy cpu scales a in. The policy cpu scales b in.',
        toDo: 'Set the minimums of a, b to 4 together.',
      });
      expect(await about(a, { ...b, min: 2 })).toMatchObject({ what: 'pass legacy-stays' });
    });

    it('does not count groups of others', async () => {
      expect(await about(aGroup({ loadBalancers: ['other'], targetGroupArns: ['arn'] }))).toMatchObject({
        what: 'pass legacy-stays',
        seen: '6 healthy hosts in no Auto Scaling group. At least 6 hosts of 6 needed stay.',
      });
    });

    it('fails if the groups may not be read', async () => {
      const all = await findings(legacyPorts({ groups: new Error('denied') }));
      expect(all.at(-1)).toMatchObject({ level: 'fail', code: 'legacy-groups-unreadable' });
    });
  });

  describe('where names are asked for', () => {
    const ingress: IngressSettings = {
      names: [{ name: 'www.shop.test.', host: 'www.shop.test' }],
      ownHosts: [],
      paths: [],
      controller: '',
    };
    const asked = async (names: NonNullable<LegacyAnswers['names']>, more: Partial<IngressSettings> = {}) =>
      (await findings(legacyPorts({ names }), [ALIAS], { ...ingress, ...more })).at(-1);

    it('passes if legacy answers on each of its addresses, whatever it says short of an error', async () => {
      expect(await asked({ 'www.shop.test': 404 })).toMatchObject({
        level: 'pass',
        code: 'legacy-answers',
        subject: 'www.shop.test',
        seen: 'Asked for /, each address of legacy answered: 192.0.2.1 404.',
      });
    });

    it('says the same of many names once', async () => {
      const hosts = Array.from({ length: 200 }, (_, i) => `n${i}.shop.test`);
      const legacy = legacyPorts({ names: Object.fromEntries(hosts.map((host) => [host, 200])) });
      const names = hosts.map((host) => ({ name: `${host}.`, host }));
      const aliases = hosts.map((host) => alias(`${host}.`, `dualstack.${LEGACY_DNS}.`));
      expect((await findings(legacy, aliases, { ...ingress, names })).at(-1)).toMatchObject({
        level: 'pass',
        code: 'legacy-answers',
        subject: 'n0.shop.test and 199 more',
      });
    });

    it.each<[string, number | string, string]>([
      ['an error', 503, 'status 503'],
      ['nothing', 'connection refused', 'connection refused'],
    ])('fails if it answers with %s', async (_what, answer, why) => {
      expect(await asked({ 'www.shop.test': answer })).toMatchObject({
        level: 'fail',
        code: 'legacy-no-answer',
        seen: `Asked for /, legacy failed: 192.0.2.1: ${why}.`,
      });
    });

    it('asks for the path that is configured for the host', async () => {
      const path = { scheme: 'http', path: '/login', hosts: [], headers: [], contains: '' } as const;
      const found = await asked({}, { paths: [path] });
      expect(found?.seen).toContain('Asked for /login,');
    });

    it('fails where legacy has no address, or nobody knows it', async () => {
      const ports = legacyPorts();
      const nowhere = async (addressesOf: Resolver['addressesOf']) => {
        const legacy = { ...ports, resolver: { ...ports.resolver, addressesOf } };
        return (await findings(legacy, [ALIAS], ingress)).at(-1);
      };
      const noAnswer = { level: 'fail', code: 'legacy-no-answer' };
      expect(await nowhere(async () => ({ ipv4: [], ipv6: [] }))).toMatchObject(noAnswer);
      expect(await nowhere(() => Promise.reject(new Error('SERVFAIL')))).toMatchObject(noAnswer);
    });
  });
});
