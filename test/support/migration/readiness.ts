import type { CheckResult } from '../../../lambdas/migration/contract/findings.ts';
import { assessReadiness } from '../../../lambdas/migration/migrate/assess-readiness/assess-readiness.ts';
import { Shop } from './shop.ts';

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
export async function readinessOf(shop: Shop, checks: readonly CheckResult[] = CHECKS): Promise<unknown> {
  const { run, world, reports, lastReport, topic } = shop;
  const payload = { run, dryRun: true, notify: '' as const, note: 'n', step: 0, continues: '', checks };
  await assessReadiness(payload, { ...world, reports, lastReport, topic });
  return reports.kept.get('run-1/readiness')?.json;
}

/** With all that a report can have. */
export function fullShop(): Shop {
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
