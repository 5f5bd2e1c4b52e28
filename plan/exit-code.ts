import { blocks } from '../lambdas/migration/domain/readiness/judged-finding.ts';
import type { Comparison } from './against/changes.ts';
import type { PlanDocument } from './plan-document.ts';

/** As `terraform plan -detailed-exitcode` has them, and one for findings. */
export const EXIT = { nothing: 0, error: 1, changes: 2, fails: 3 } as const;

/** What fails weighs more than what changed. @param comparison undefined where nothing was compared */
export function exitCode({ migrations }: PlanDocument, comparison: Comparison | undefined): number {
  if (migrations.some(({ findings }) => findings.some(blocks))) return EXIT.fails;
  return comparison && comparison.changes.length > 0 ? EXIT.changes : EXIT.nothing;
}
