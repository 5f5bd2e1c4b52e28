import {
  blocks,
  inBrief,
  type JudgedFinding,
} from '../../lambdas/migration/domain/readiness/judged-finding.ts';

/** Which findings are new or gone. Those in order are no news. */
export function findingChanges(
  before: readonly JudgedFinding[],
  after: readonly JudgedFinding[],
): readonly string[] {
  const keys = (findings: readonly JudgedFinding[]) => new Set(findings.map(keyOf));
  const [old, now] = [keys(before), keys(after)];
  return [
    ...after
      .filter((each) => isNews(each) && !old.has(keyOf(each)))
      .map((each) => `new: ${inBrief(each)}: ${each.seen}`),
    ...before.filter((each) => isNews(each) && !now.has(keyOf(each))).map((each) => `gone: ${inBrief(each)}`),
  ];
}

function isNews(finding: JudgedFinding): boolean {
  return finding.level === 'warn' || blocks(finding);
}

function keyOf({ check, subject, code, level }: JudgedFinding): string {
  return JSON.stringify([check, subject, code, level]);
}
