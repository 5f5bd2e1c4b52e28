import { CHECKS } from '../../../lib/migration/migrate/preflight.ts';
import { fails, migrate } from '../support/shop-machines.ts';

describe('the check of databases', () => {
  it('hands on what was seen from the other subnets when one function breaks', async () => {
    const { calls } = await migrate({ 'ProbeDatabases 1': fails('Lambda.EniLimit', 'x'.repeat(9_999)) });
    const { seen } = calls.find(({ state }) => state === 'VerifyRds')?.payload ?? {};
    expect(seen).toEqual([
      {
        databases: [],
        broken: {
          error: `Lambda.EniLimit: ${'x'.repeat(1_983)}`,
          logGroup: '/aws/lambda/shop-ProbeDatabases1',
        },
      },
      { databases: [] },
      { logins: [] },
    ]);
  });

  it('hands on what was seen when nobody could log in', async () => {
    const { calls } = await migrate({ LogInToDatabases: fails('TypeError', 'x is undefined') });
    const { seen } = calls.find(({ state }) => state === 'VerifyRds')?.payload ?? {};
    const logGroup = '/aws/lambda/shop-LogInToDatabases';
    expect(seen).toEqual([
      { databases: [] },
      { databases: [] },
      { logins: [], broken: { error: 'TypeError: x is undefined', logGroup } },
    ]);
  });

  it('reports one finding when they can’t be described', async () => {
    const { path, calls } = await migrate({ DescribeDatabases: fails('AccessDenied') });
    expect(path).not.toContain('VerifyRds');
    const { checks } = calls.find(({ state }) => state === 'AssessReadiness')?.payload ?? {};
    expect(checks[CHECKS.indexOf('VerifyRds')]).toMatchObject({
      check: 'VerifyRds',
      findings: [
        {
          level: 'fail',
          code: 'check-broken',
          toDo: expect.stringContaining(
            'in /aws/lambda/shop-DescribeDatabases or /aws/lambda/shop-VerifyRds, fix',
          ),
        },
      ],
    });
  });
});
