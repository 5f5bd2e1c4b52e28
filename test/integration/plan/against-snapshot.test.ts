/** What differs between two snapshots of an account is told as what it means for the migration. */
import { resolve } from 'node:path';
import { shop } from '../../../bin/shop.ts';
import { resolveMigration } from '../../../lib/migration/config/resolve-migration.ts';
import { compare } from '../../../plan/against/changes.ts';
import { migrationPlan } from '../../../plan/make-plan.ts';
import type { PlanDocument } from '../../../plan/plan-document.ts';
import { openSnapshot } from '../../../rehearsal/snapshot/open.ts';
import { Snapshot } from '../../../rehearsal/snapshot/snapshot.ts';

const NOW = Date.parse('2027-03-01T00:00:00Z');
const { settings } = resolveMigration(shop, { account: '111122223333', region: 'us-west-1' }, NOW);
const deployed = { emails: [], topic: '', repeated: '', logDays: 365 };

let snapshot: Snapshot;
let before: PlanDocument;
beforeAll(async () => {
  snapshot = await openSnapshot(resolve(__dirname, '../../../rehearsal/worlds/shop/snapshot'));
  before = await documentOf(snapshot, NOW);
});

async function documentOf(of: Snapshot, now: number): Promise<PlanDocument> {
  const migration = await migrationPlan({ stack: 'Shop', settings, deployed }, of, now);
  const migrations = [migration];
  return { schema: 'kops-cutover.plan/1', plannedAt: '', snapshot: 'account', migrations, overlaps: [] };
}

/** What is told when one text of one file of the snapshot reads otherwise. */
async function told(file: string, from: string, to: string): Promise<readonly string[]> {
  const text = JSON.stringify(snapshot.files.get(file));
  expect(text).toContain(from);
  const files = new Map(snapshot.files).set(file, JSON.parse(text.replace(from, to)));
  const after = await documentOf(new Snapshot(snapshot.folder, files, snapshot.objects), NOW);
  return compare(before, after).changes.flatMap(({ changes }) => changes);
}

const ALARMS = '111122223333/us-west-1/cloudwatch/describe-alarms.json';
const ZONE = '444455556666/route53/list-resource-record-sets/Z0SHOPEXAMPLE2.json';

it("tells an alarm's threshold", async () => {
  const [alarm] = (snapshot.files.get(ALARMS) as { MetricAlarms: { AlarmName: string; Threshold: number }[] })
    .MetricAlarms;
  const changes = await told(ALARMS, `"Threshold":${alarm?.Threshold}`, `"Threshold":${alarm?.Threshold}7`);
  expect(changes).toEqual([
    `alarm ${alarm?.AlarmName}: Threshold ${alarm?.Threshold} → ${alarm?.Threshold}7`,
  ]);
});

it('tells what a record of a moved name holds, and its TTL', async () => {
  const legacy = 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com';
  expect(await told(ZONE, '"TTL":300', '"TTL":600')).toContainEqual(
    `legacy's img.shop-cdn.test: CNAME ${legacy} TTL 300 → CNAME ${legacy} TTL 600`,
  );
});

it('tells nothing of how states are explained, nor of the time at which it was planned', async () => {
  expect(await told(ALARMS, '"StateReason":"', '"StateReason":"It says: ')).toEqual([]);
  const later = await documentOf(snapshot, NOW + 86_400_000);
  expect(compare(before, later)).toEqual({ changes: [], notCompared: '' });
});
