import type { CheckResult, Finding } from '../../../lambdas/migration/contract/findings.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { expectedOf } from '../../../lambdas/migration/domain/readiness/coverage.ts';
import { someSettings } from './settings.ts';

export function aFinding(check: string, subject: string, overrides: Partial<Finding> = {}): Finding {
  return {
    check,
    subject,
    level: 'pass',
    code: 'fine',
    seen: 'It is fine.',
    why: 'It matters.',
    toDo: '',
    ...overrides,
  };
}

/** One finding that passes for each thing that the settings name; checks of what they don't name are not asked. */
export function passingChecks(settings: MigrationSettings = someSettings()): readonly CheckResult[] {
  return expectedOf(settings).map(({ check, subjects }) => ({
    check,
    findings: subjects.map((subject) => aFinding(check, subject)),
    ...(subjects.length === 0 && { notAsked: 'Nothing of it is configured.' }),
  }));
}
