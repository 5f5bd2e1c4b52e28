import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { CheckResult } from '../../../lambdas/migration/contract/findings.ts';
import { assessReadiness } from '../../../lambdas/migration/migrate/assess-readiness/assess-readiness.ts';
import { readinessSchema } from '../../../lambdas/migration/runtime/readiness-schema.ts';
import { readinessSchemaText } from '../../../scripts/report-schemas.ts';
import { Shop } from '../../support/migration/shop.ts';

const documented = readFileSync(join(__dirname, '../../../docs/readiness.schema.json'), 'utf8');
const schema = z.fromJSONSchema(JSON.parse(documented));

const CHECKS: readonly CheckResult[] = [
  {
    check: 'VerifyCluster',
    findings: [
      {
        check: 'VerifyCluster',
        subject: 'main',
        level: 'fail',
        code: 'zone-loss-loses-quorum',
        seen: 's',
        why: 'w',
        toDo: 't',
      },
    ],
  },
  { check: 'VerifyKms', findings: [], notAsked: 'No key is configured.' },
];

/** The report as it is kept: of the first run, or of the second one of the same shop. */
async function reportOf(shop: Shop, checks: readonly CheckResult[] = CHECKS): Promise<unknown> {
  const { run, world, reports, lastReport, topic } = shop;
  const payload = { run, dryRun: true, notify: '' as const, note: 'n', step: 0, continues: '', checks };
  await assessReadiness(payload, { ...world, reports, lastReport, topic });
  return reports.kept.get('run-1/readiness')?.json;
}

/** With all that a report can have. */
function fullShop(): Shop {
  return new Shop({
    acceptances: [
      { id: 'zone-loss-loses-quorum', subject: 'main', reason: 'Two zones.', until: '2027-06-30' },
    ],
    manualChecks: [
      { id: 'cron-jobs', what: 'No job runs twice.' },
      { id: 'sessions', what: 'Shared.', signedOff: { by: 'Ann', on: '2027-02-01', until: '2027-06-30' } },
    ],
  });
}

describe('docs/readiness.schema.json', () => {
  it('is what `npm run report-schema` prints', () => {
    expect(documented).toBe(readinessSchemaText());
  });

  it.each<[string, () => Promise<unknown>]>([
    ['the first report', () => reportOf(fullShop())],
    [
      'a report that is compared with the last one',
      async () => {
        const shop = fullShop();
        await reportOf(shop, []);
        return reportOf(shop);
      },
    ],
    [
      'a report without a plan',
      () => {
        const shop = new Shop();
        shop.alarms.failures.set('describe', new Error('AccessDenied'));
        return reportOf(shop);
      },
    ],
    [
      'a report whose rollbacks take nobody knows how long',
      () => {
        const shop = new Shop();
        shop.alarms.alarms.length = 0;
        return reportOf(shop);
      },
    ],
  ])('describes %s, every field of it', async (_what, make) => {
    const report = await make();
    expect(schema.safeParse(report)).toMatchObject({ success: true });
    // What the schema doesn't have is left out of what it reads.
    expect(z.parse(readinessSchema, report)).toEqual(report);
  });

  it.each(['schema', 'ready', 'findings', 'comparison', 'plan'])('needs %s', async (field) => {
    const { [field]: _, ...others } = (await reportOf(fullShop())) as Record<string, unknown>;
    expect(schema.safeParse(others).success).toBe(false);
  });

  it('is of this version only', async () => {
    const report = (await reportOf(fullShop())) as object;
    expect(schema.safeParse({ ...report, schema: 'kops-cutover.readiness/2' }).success).toBe(false);
  });
});
