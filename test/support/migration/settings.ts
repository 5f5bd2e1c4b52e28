import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { type RecordShape, shapeOf } from '../../../lambdas/migration/domain/milestones.ts';

/** A small migration: two zones, alias, addresses and CNAME, three steps. */
export function someSettings(overrides: Partial<MigrationSettings> = {}): MigrationSettings {
  return {
    migration: 'shop',
    account: '111122223333',
    region: 'us-west-1',
    zones: [
      {
        id: 'Z1SHOP',
        name: 'shop.test.',
        records: ['shop.test.', 'www.shop.test.', '\\052.apps.shop.test.'],
        fenceName: '_cutover-shop.shop.test.',
      },
      { id: 'Z2CDN', name: 'cdn.test.', records: ['img.cdn.test.'], fenceName: '_cutover-shop.cdn.test.' },
    ],
    target: {
      kind: 'load-balancer',
      dnsName: 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com',
      hostedZoneId: 'Z368ELLRRE2KJ0',
      evaluateTargetHealth: true,
      family: 'application-or-classic',
    },
    steps: [
      { percent: 5, soakSeconds: 3600, approval: false },
      { percent: 50, soakSeconds: 3600, approval: false },
      { percent: 100, soakSeconds: 3600, approval: false },
    ],
    ttlSeconds: 60,
    alarms: [
      {
        name: 'cluster-5xx',
        arn: 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:cluster-5xx',
        allowInsufficientData: false,
      },
    ],
    soak: { minimumRequests: 100, minimumShareSeen: 0.5, maximumExtensions: 3, extensionSeconds: 3600 },
    drain: {
      minimumStaySeconds: 86_400,
      quietRequests: 10,
      quietPercent: 0,
      quietWindowSeconds: 3600,
      maximumStaySeconds: 1_209_600,
    },
    holdTimeoutSeconds: 86_400,
    route53: {
      requests: { burst: 50, perSecond: 10 },
      changes: { burst: 500, perSecond: 50 },
      leftForOthers: 0.2,
    },
    traffic: { legacy: [], cluster: [] },
    keys: [],
    databases: [],
    acceptances: [],
    manualChecks: [],
    runbookUrl: 'docs/runbook.md',
    ...overrides,
  };
}

/** The same, where no name follows another one. */
export function someShape(overrides: Partial<MigrationSettings> = {}): MigrationSettings & RecordShape {
  return shapeOf(someSettings(overrides), []);
}
