import { assert, constantFrom, integer, property } from 'fast-check';
import type { ClusterTarget } from '../../../../../lambdas/migration/contract/settings.ts';
import {
  balancersIn,
  boundInWords,
  type ConnectionSettings,
  heldAt,
  openConnections,
} from '../../../../../lambdas/migration/domain/connections.ts';
import type { LegacyPlace } from '../../../../../lambdas/migration/domain/legacy-places.ts';
import { connectionsSection } from '../../../../../lambdas/migration/domain/readiness/connections-text.ts';
import { judgeConnections } from '../../../../../lambdas/migration/domain/readiness/judge-connections.ts';
import type { Reading } from '../../../../../lambdas/migration/domain/reading.ts';
import {
  openPart,
  plannedRollBack,
  totalSeconds,
} from '../../../../../lambdas/migration/domain/rollback-times.ts';

const CLUSTER = 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com';
const LEGACY = 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com';
const ARN = 'arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/app/k8s-ingress/1';
const TARGET: ClusterTarget = {
  kind: 'load-balancer',
  dnsName: `dualstack.${CLUSTER}.`,
  hostedZoneId: 'Z1',
  evaluateTargetHealth: true,
  family: 'application-or-classic',
};

const known = (value: ConnectionSettings | undefined): Reading<ConnectionSettings | undefined> => ({
  known: true,
  value,
});
const application = (keepAliveSeconds: number, idleSeconds = 60) =>
  known({ family: 'application', arn: ARN, keepAliveSeconds, idleSeconds });
const unread: Reading<undefined> = { known: false, why: 'AccessDenied: no' };
const COMMAND = `aws elbv2 modify-load-balancer-attributes --load-balancer-arn ${ARN} --attributes Key=client_keep_alive.seconds,Value=60`;

describe('Open connections', () => {
  it.each([
    ['AWS’s default', application(3600), 'bounded', 3660, COMMAND, 'connections-long'],
    ['the least', application(60), 'bounded', 120, undefined, 'connections-bounded'],
    ['the longest that is sensible', application(240), 'bounded', 300, COMMAND, 'connections-bounded'],
    ['one second more', application(241), 'bounded', 301, COMMAND, 'connections-long'],
    [
      'a classic load balancer',
      known({ family: 'classic' }),
      'unbounded',
      undefined,
      undefined,
      'connections-long',
    ],
    [
      'a network load balancer',
      known({ family: 'network' }),
      'unbounded',
      undefined,
      undefined,
      'connections-long',
    ],
    [
      'no load balancer of the account',
      known(undefined),
      'unknown',
      undefined,
      undefined,
      'connections-unknown',
    ],
    ['one that can’t be read', unread, 'unknown', undefined, undefined, 'connections-unknown'],
  ] as const)('of %s', (_, settings, bound, seconds, toLower, code) => {
    const held = heldAt(CLUSTER, settings);
    expect({ ...held, why: '' }).toEqual({
      ...{ at: CLUSTER, bound, why: '' },
      ...(seconds !== undefined && { seconds }),
      ...(toLower !== undefined && { toLower }),
    });
    const { why: _why, toLower: _toLower, ...part } = held;
    expect(openPart(held)).toMatchObject(part);
    const finding = judgeConnections({ cluster: held });
    expect(finding).toMatchObject({ check: 'AssessReadiness', subject: CLUSTER, code });
    expect(finding.level).toBe(code === 'connections-bounded' ? 'pass' : 'warn');
    if (code === 'connections-long' && toLower !== undefined) expect(finding.toDo).toContain(toLower);
  });

  it('are to be shortened by as long ahead as they last now', () => {
    const { toDo } = judgeConnections({ cluster: heldAt(CLUSTER, application(604_800)) });
    expect(toDo).toContain('at least 7 d before the first step');
  });

  it('are those of each place of legacy once, and of the cluster', () => {
    const places: readonly LegacyPlace[] = [
      { kind: 'name', dnsName: `dualstack.${LEGACY}` },
      { kind: 'name', dnsName: LEGACY },
      { kind: 'name', dnsName: 'shop.elsewhere.test' },
      { kind: 'address', address: '192.0.2.1' },
      { kind: 'address', address: '192.0.2.2' },
      { kind: 'address', address: '192.0.2.1' },
    ];
    expect(balancersIn(TARGET, places)).toEqual([LEGACY, CLUSTER]);
    const { legacy, cluster } = openConnections(TARGET, places, (dnsName) =>
      dnsName === LEGACY ? known({ family: 'classic' }) : application(60),
    );
    expect(legacy.map(({ at, bound }) => [at, bound])).toEqual([
      [LEGACY, 'unbounded'],
      ['shop.elsewhere.test', 'unknown'],
      ['192.0.2.1 and 1 more address', 'unknown'],
    ]);
    expect(cluster).toMatchObject({ at: CLUSTER, seconds: 120 });
  });

  it('are unknown at addresses, whoever answers there', () => {
    const target: ClusterTarget = { kind: 'addresses', ipv4: [], ipv6: ['2001:db8::1'] };
    expect(openConnections(target, [], () => application(60)).cluster).toMatchObject({
      at: '2001:db8::1',
      bound: 'unknown',
    });
  });

  it('are told with what holds clients on each side, and how to shorten it', () => {
    const cluster = {
      at: CLUSTER,
      bound: 'bounded',
      seconds: 3660,
      why: 'It says so.',
      toLower: 'aws elbv2 …',
    } as const;
    const legacy = { at: LEGACY, bound: 'unbounded', why: 'Nobody ends them.' } as const;
    const { lines } = connectionsSection({ legacy: [legacy], cluster });
    expect(lines).toEqual([
      `After a step, and after legacy's records are gone, clients with an open connection stay on legacy (${LEGACY}) for as long as clients use them. Nobody ends them.`,
      `After a rollback, clients with an open connection stay on the cluster (${CLUSTER}) for up to 1 h 1 min. It says so.`,
      'To shorten it, run at least 1 h 1 min before the first step, because open connections keep the old value: aws elbv2 …',
    ]);
  });

  it('are a part of a rollback of their own, never taken for none', () => {
    const seconds = integer({ min: 60, max: 604_800 });
    const settings = constantFrom<Reading<ConnectionSettings | undefined>>(
      known({ family: 'classic' }),
      known({ family: 'network' }),
      known(undefined),
      unread,
    );
    assert(
      property(seconds, integer({ min: 1, max: 4000 }), (keepAlive, idle) => {
        const held = heldAt(CLUSTER, application(keepAlive, idle));
        const { parts, seconds: all, open } = plannedRollBack(120, 60, 0, held);
        expect(open).toMatchObject({ bound: 'bounded', seconds: keepAlive + idle });
        expect(all).toBe(totalSeconds(parts));
        expect(all).toBe(plannedRollBack(120, 60, 0, undefined).seconds);
      }),
    );
    assert(
      property(settings, (each) => {
        const held = heldAt(CLUSTER, each);
        const { open } = plannedRollBack(120, 60, 0, held);
        expect(open).toBeDefined();
        expect(open).not.toHaveProperty('seconds');
        expect(boundInWords(held)).not.toMatch(/\d/);
      }),
    );
  });
});
