import { ACCEPTABLE } from '../../../lambdas/migration/contract/acceptances.ts';
import type { CheckState } from '../../../lambdas/migration/contract/calls.ts';
import type { CheckResult, Finding } from '../../../lambdas/migration/contract/findings.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { expectedOf } from '../../../lambdas/migration/domain/readiness/coverage.ts';
import { MOST_BYTES } from '../../../lambdas/migration/domain/readiness/fit.ts';

/** A way in which something may be wrong: a code that may be accepted, or one that says another thing of each subject. */
export type Wrong = (check: string, subject: string) => Finding;

const wrong = (check: string, subject: string, code: string, level: Finding['level']): Finding => ({
  check,
  subject,
  level,
  code,
  seen: `What was seen of ${subject} is told in some words, as most findings do: 198.51.100.7 answers 502.`,
  why: 'Whoever reads this wants to know why it matters, in a sentence or two. Clients would meet it.',
  toDo: `Look at ${subject} first, then do what the runbook says, and start again.`,
});

export const WAYS: readonly Wrong[] = [
  ...Object.entries(ACCEPTABLE).map(
    ([code, { level }]): Wrong =>
      (check, subject) =>
        wrong(check, subject, code, level),
  ),
  ...['record-missing', 'alarm-missing', 'key-missing', 'ingress-certificate-over'].map(
    (code): Wrong =>
      (check, subject) =>
        wrong(check, subject, code, 'fail'),
  ),
  (check, subject) => wrong(check, subject, 'follows', 'warn'),
];

/** Some of them: as many as there may be of each of 10,000 names. */
export const SOME_WAYS = WAYS.filter((_, i) => i % 7 === 0);

export const CHECK_NAMES = Object.keys(MOST_BYTES) as CheckState[];

/** What all checks say where everything that the settings name is wrong in these ways, before it is made to fit. */
export function brokenChecks(
  settings: MigrationSettings,
  ways: readonly Wrong[] = WAYS,
): readonly CheckResult[] {
  const expected = new Map(expectedOf(settings).map(({ check, subjects }) => [check, subjects]));
  return CHECK_NAMES.map((check) => {
    const subjects = expected.get(check) ?? [];
    const named = subjects.length === 0 ? [check] : subjects;
    return { check, findings: named.flatMap((subject) => ways.map((way) => way(check, subject))) };
  });
}
