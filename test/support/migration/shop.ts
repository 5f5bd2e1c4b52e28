/**
 * A shop in the middle of its migration: its zones on the strict engine, taken by the real states to where a test
 * wants them, and everything else in memory.
 */

import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { LegacyNowPorts } from '../../../lambdas/migration/evidence/legacy-now.ts';
import type { SoakPorts } from '../../../lambdas/migration/evidence/ports.ts';
import { lowerTtl, type OpeningPorts } from '../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import {
  adoptRecords,
  retireLegacyRecords,
  shiftWeight,
} from '../../../lambdas/migration/swap/move-records.ts';
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import { type RecordSetInput, Route53Engine } from '../../../rehearsal/route53/index.ts';
import { FixedSeries } from '../../fakes/migration/fixed-series.ts';
import { FixedTraffic } from '../../fakes/migration/fixed-traffic.ts';
import { MemoryAlarms } from '../../fakes/migration/memory-alarms.ts';
import { MemoryBeforeImageCopy } from '../../fakes/migration/memory-before-image-copy.ts';
import { MemoryConnections } from '../../fakes/migration/memory-connections.ts';
import { MemoryJournal } from '../../fakes/migration/memory-journal.ts';
import { MemoryLastReport } from '../../fakes/migration/memory-last-report.ts';
import { MemoryReports } from '../../fakes/migration/memory-reports.ts';
import { RecordingTopic } from '../../fakes/recording-topic.ts';
import { engineDns } from './engine-dns.ts';
import { EngineZone } from './engine-zone.ts';
import { anAlarm } from './evidence.ts';
import { type LegacyAnswers, legacyPorts } from './legacy.ts';
import { someSettings } from './settings.ts';

export const LEGACY_ELB = 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com';
export const CLUSTER_ELB = 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com';

const alias = { HostedZoneId: 'Z368ELLRRE2KJ0', DNSName: `${LEGACY_ELB}.`, EvaluateTargetHealth: false };
const RECORDS: readonly RecordSetInput[] = [
  { Name: 'shop.test.', Type: 'A', AliasTarget: alias },
  { Name: 'shop.test.', Type: 'AAAA', AliasTarget: alias },
  { Name: 'www.shop.test.', Type: 'CNAME', TTL: 300, ResourceRecords: [{ Value: LEGACY_ELB }] },
];

const MACHINE = 'arn:aws:states:us-west-1:111122223333:execution:shop-Migrate';

export class Shop {
  now = Date.parse('2027-03-01T00:00:00Z');
  readonly run: Run = { name: 'run-1', arn: `${MACHINE}:run-1`, startedAt: '2027-03-01T00:00:00.000Z' };
  readonly settings: MigrationSettings;
  readonly engine: Route53Engine;
  readonly journal = new MemoryJournal();
  readonly copy = new MemoryBeforeImageCopy();
  readonly alarms = new MemoryAlarms();
  readonly traffic = new FixedTraffic();
  /** They keep nobody for long. */
  readonly connections = new MemoryConnections([
    [LEGACY_ELB, { family: 'classic' }],
    [CLUSTER_ELB, { family: 'application', arn: 'arn:cluster', keepAliveSeconds: 60, idleSeconds: 60 }],
  ]);
  readonly series = new FixedSeries();
  readonly topic = new RecordingTopic();
  readonly reports = new MemoryReports();
  readonly lastReport = new MemoryLastReport();
  readonly clock = { now: () => this.now };
  /** What is found of legacy: all is well. */
  readonly legacy: LegacyAnswers = {};
  readonly world: SoakPorts & LegacyNowPorts & OpeningPorts & { readonly connections: MemoryConnections };

  constructor(overrides: Partial<MigrationSettings> = {}) {
    const fenceName = '_cutover-shop.shop.test.';
    const zone = { id: 'Z1SHOP', name: 'shop.test.', records: ['shop.test.', 'www.shop.test.'], fenceName };
    this.settings = someSettings({ zones: [zone], ...overrides });
    this.engine = new Route53Engine({
      now: this.clock.now,
      throttle: false,
      propagation: { minMs: 0, maxMs: 0 },
    });
    this.engine.addZone({ id: zone.id, name: zone.name, records: RECORDS });
    this.alarms.alarms.push(anAlarm());
    const zoneOf = (zoneId: string) => new EngineZone(this.engine, zoneId);
    this.world = {
      settings: this.settings,
      clock: this.clock,
      journal: this.journal,
      copy: this.copy,
      zoneOf,
      dns: engineDns(this.engine, zoneOf),
      alarms: this.alarms,
      traffic: this.traffic,
      connections: this.connections,
      series: this.series,
      legacy: legacyPorts(this.legacy),
    };
  }

  /** After the change of step `step`, 0 for the first. */
  static async atStep(step: number, overrides: Partial<MigrationSettings> = {}): Promise<Shop> {
    const shop = new Shop(overrides);
    await shop.toStep(step);
    return shop;
  }

  /** From the first change on. */
  async toStep(step: number): Promise<void> {
    await lowerTtl(this.run, this.world);
    this.now += 600_000;
    await adoptRecords(this.run, this.world);
    for (let i = 0; i <= step; i++) await shiftWeight({ run: this.run, step: i, continues: '' }, this.world);
  }

  /** After the records were retired. */
  static async draining(overrides: Partial<MigrationSettings> = {}): Promise<Shop> {
    const shop = await Shop.atStep(someSettings().steps.length - 1, overrides);
    await retireLegacyRecords(shop.run, shop.world);
    return shop;
  }

  /** What somebody else does to the zone. */
  write(Action: 'CREATE' | 'DELETE' | 'UPSERT', ResourceRecordSet: RecordSetInput): void {
    this.engine.changeResourceRecordSets('Z1SHOP', { Changes: [{ Action, ResourceRecordSet }] });
  }

  record(name: string, type: string): RecordSetInput {
    const found = this.engine.records('Z1SHOP').find(({ Name, Type }) => Name === name && Type === type);
    if (!found) throw new Error(`There is no ${type} record ${name}.`);
    return found;
  }
}
