import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import { assessReadiness } from '../../../../../../lambdas/migration/migrate/assess-readiness/assess-readiness.ts';
import { aFinding, passingChecks } from '../../../../../support/migration/passing-checks.ts';
import { Shop } from '../../../../../support/migration/shop.ts';

const FAIL: Finding = {
  ...aFinding('VerifyKms', 'arn:key'),
  level: 'fail',
  code: 'key-disabled',
  toDo: 'Enable it.',
};
const PASSING = passingChecks();
/** And how long open connections last. */
const ALL = PASSING.flatMap(({ findings }) => findings).length + 1;

/** One dry run, a day after the one before; what it found beside what passes. */
async function assess(shop: Shop, run: string, ...findings: Finding[]) {
  shop.now += 86_400_000;
  const { world, reports, lastReport, topic } = shop;
  const payload = {
    run: { ...shop.run, name: run, arn: shop.run.arn.replace('run-1', run) },
    dryRun: true,
    notify: '' as const,
    note: '',
    step: 0,
    continues: '',
    checks: [...PASSING, ...(findings.length > 0 ? [{ check: 'VerifyKms', findings }] : [])],
  };
  const readiness = await assessReadiness(payload, { ...world, reports, lastReport, topic });
  const { text = '', json } = reports.kept.get(`${run}/readiness`) ?? {};
  return { readiness, text, comparison: (json as { comparison: object }).comparison };
}

describe('The readiness report', () => {
  it('says of the first one that there is none before it', async () => {
    const { text, comparison } = await assess(new Shop(), 'run-1');
    expect(text).toContain('- What has changed is unknown. There is no earlier report.');
    expect(comparison).toEqual({ notCompared: 'There is no earlier report.' });
  });

  it('says what is new, gone and unchanged since the last one', async () => {
    const shop = new Shop();
    await assess(shop, 'run-1', FAIL);
    const fixed = { ...FAIL, level: 'pass', code: 'key-ready' } as const;
    const { text, comparison } = await assess(shop, 'run-2', fixed, { ...FAIL, subject: 'arn:other' });
    expect(text).toContain(`- Since the report of 2027-03-02T00:00:00Z: 2 new, 1 gone, ${ALL} unchanged.`);
    expect(text).toContain(
      'Changes since the report of run-1\n- New, fail: VerifyKms arn:other (key-disabled)\n- Gone, fail: VerifyKms arn:key (key-disabled)\n\n',
    );
    expect(comparison).toEqual({
      execution: shop.run.arn,
      assessedAt: '2027-03-02T00:00:00Z',
      new: [
        { check: 'VerifyKms', subject: 'arn:key', level: 'pass', code: 'key-ready' },
        { check: 'VerifyKms', subject: 'arn:other', level: 'fail', code: 'key-disabled' },
      ],
      gone: [{ check: 'VerifyKms', subject: 'arn:key', level: 'fail', code: 'key-disabled' }],
      unchanged: ALL,
    });
    const { text: third } = await assess(shop, 'run-3', fixed, { ...FAIL, subject: 'arn:other' });
    expect(third).toContain(`: 0 new, 0 gone, ${ALL + 2} unchanged.`);
    expect(third).not.toContain('Changes since');
  });

  it.each([
    ['no JSON', 'hello', 'is not valid JSON'],
    ['empty', '', 'JSON'],
    ['no report', '{}', 'schema: '],
    ['a report of another version', '{"schema":"kops-cutover.readiness/2"}', 'schema: '],
    [
      'a report with damaged findings',
      '{"schema":"kops-cutover.readiness/1","execution":"e","assessedAt":"a","findings":[{"level":"fine"}]}',
      'findings.0',
    ],
  ])('says that the last one is %s, and is written nevertheless', async (_what, garbage, problem) => {
    const shop = new Shop();
    shop.lastReport.text = garbage;
    const { readiness, text } = await assess(shop, 'run-1');
    expect(readiness.ready).toBe(true);
    expect(text).toMatch(
      new RegExp(`What has changed is unknown. The last report can't be read. .*${problem}`),
    );
    const { text: next } = await assess(shop, 'run-2');
    expect(next).toContain('Since the report of');
  });

  it('is written although the last one can’t be read', async () => {
    const shop = new Shop();
    shop.lastReport.failure = new Error('SlowDown');
    const { readiness, text } = await assess(shop, 'run-1');
    expect(readiness.ready).toBe(true);
    expect(text).toContain("The last report can't be read. Error: SlowDown");
  });
});
