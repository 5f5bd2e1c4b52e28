import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import { blockingChanges, compare } from '../../../../../../lambdas/migration/domain/readiness/comparison.ts';
import type { JudgedFinding } from '../../../../../../lambdas/migration/domain/readiness/judged-finding.ts';

const finding = (
  subject: string,
  level: Finding['level'],
  more: Partial<JudgedFinding> = {},
): JudgedFinding => ({
  check: 'VerifyDns',
  subject,
  level,
  code: 'some-code',
  seen: 's',
  why: 'w',
  toDo: 't',
  ...more,
});
const accepted = { reason: 'r', until: '2027-06-30' };
const reportOf = (...findings: JudgedFinding[]) => ({
  execution: 'arn:run-0',
  assessedAt: '2027-02-28T00:00:00Z',
  findings,
});

describe('Two reports', () => {
  it('differ in what is new and what is gone', () => {
    const [same, fixed, broken] = [finding('a', 'pass'), finding('b', 'fail'), finding('c', 'warn')];
    expect(compare([same, broken], reportOf(same, fixed))).toEqual({
      execution: 'arn:run-0',
      assessedAt: '2027-02-28T00:00:00Z',
      new: [broken],
      gone: [fixed],
      unchanged: [same],
    });
  });

  it.each<[string, Partial<Finding>]>([
    ['check', { check: 'VerifyKms' }],
    ['subject', { subject: 'b' }],
    ['level', { level: 'warn' }],
    ['code', { code: 'other-code' }],
  ])('differ in a finding with another %s', (_what, other) => {
    const { new: appeared, gone } = compare([finding('a', 'fail', other)], reportOf(finding('a', 'fail')));
    expect([appeared.length, gone.length]).toEqual([1, 1]);
  });

  it('do not differ in the figures that were seen', () => {
    const now = finding('a', 'fail', { seen: '7 ms' });
    expect(compare([now], reportOf(finding('a', 'fail', { seen: '9 ms' })))).toMatchObject({
      new: [],
      gone: [],
      unchanged: [now],
    });
  });
});

describe('What blocks', () => {
  const since = (before: readonly JudgedFinding[], now: readonly JudgedFinding[]) => {
    const { new: appeared, gone } = blockingChanges(now, { known: true, value: reportOf(...before) });
    return { new: appeared.map(({ subject }) => subject), gone: gone.map(({ subject }) => subject) };
  };

  it.each<[string, JudgedFinding[], JudgedFinding[], { new: string[]; gone: string[] }]>([
    ['stays', [finding('a', 'fail')], [finding('a', 'fail')], { new: [], gone: [] }],
    ['is new', [], [finding('a', 'fail'), finding('b', 'unknown')], { new: ['a', 'b'], gone: [] }],
    ['is gone', [finding('a', 'fail')], [finding('a', 'pass')], { new: [], gone: ['a'] }],
    [
      'is accepted now',
      [finding('a', 'fail')],
      [finding('a', 'fail', { accepted })],
      { new: [], gone: ['a'] },
    ],
    [
      'is accepted no more',
      [finding('a', 'fail', { accepted })],
      [finding('a', 'fail')],
      { new: ['a'], gone: [] },
    ],
    ['is no warning', [finding('a', 'warn')], [finding('b', 'warn')], { new: [], gone: [] }],
  ])('%s', (_what, before, now, expected) => {
    expect(since(before, now)).toEqual(expected);
  });

  it.each([
    ['there is no last report', { known: true, value: undefined } as const],
    ['the last report can’t be read', { known: false, why: 'garbage' } as const],
  ])('is all new where %s', (_what, last) => {
    const now = [finding('a', 'fail'), finding('b', 'pass')];
    expect(blockingChanges(now, last)).toEqual({ new: [now[0]], gone: [] });
  });
});
