import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import { verifyLegacy } from '../../../../../../lambdas/migration/preflight/verify-legacy/verify-legacy.ts';
import {
  type AskedLegacy,
  aPool,
  hosts,
  LEGACY_DNS,
  legacyPorts,
} from '../../../../../support/migration/legacy.ts';

const NOW = Date.parse('2027-03-10T08:00:00Z');
const alias = (Name: string, DNSName: string): ResourceRecordSet => ({
  Name,
  Type: 'A',
  AliasTarget: { HostedZoneId: 'Z368ELLRRE2KJ0', DNSName, EvaluateTargetHealth: false },
});
const ALIAS = alias('www.shop.test.', `dualstack.${LEGACY_DNS}.`);

async function findings(legacy: AskedLegacy, records: readonly ResourceRecordSet[] | Error = [ALIAS]) {
  const zone = { id: 'Z1', name: 'shop.test.', records: ['www.shop.test.'], fenceName: '' };
  const result = await verifyLegacy({
    settings: { zones: [zone] },
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

  it('judges each target group by itself, and names it', async () => {
    const pools = [aPool({ name: 'web' }), aPool({ name: 'api', hosts: hosts(1) })];
    const subjects = (await findings(legacyPorts({ pools }))).map(
      ({ subject, code }) => `${subject} ${code}`,
    );
    expect(subjects).toEqual([
      `${LEGACY_DNS} (web) legacy-zones-healthy`,
      `${LEGACY_DNS} (web) legacy-carries`,
      `${LEGACY_DNS} (api) legacy-zone-empty`,
      `${LEGACY_DNS} (api) legacy-too-small`,
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
    ['hosts may not be read', 'fail legacy-unreadable', [legacyPorts({ pools: new Error('denied') })]],
    ['loads may not be read', 'fail legacy-load-unreadable', [legacyPorts({ loads: new Error('denied') })]],
    ['the zones may not be read', 'fail legacy-unreadable', [legacyPorts(), new Error('denied')]],
    ['no name has a record', 'fail legacy-not-found', [legacyPorts(), []]],
  ])('never passes if %s', async (_what, expected, asked) => {
    const all = Object.keys(await found(...asked));
    expect(all).toContain(expected);
    expect(all).not.toContain('pass legacy-carries');
  });
});
