import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handler as assessReadiness } from '../../../../../lambdas/migration/migrate/assess-readiness/handler.ts';
import { handler as describeDatabases } from '../../../../../lambdas/migration/preflight/describe-databases/handler.ts';
import { handler as provisionStateBucket } from '../../../../../lambdas/migration/preflight/provision-state-bucket/handler.ts';
import { handler as verifyAlarms } from '../../../../../lambdas/migration/preflight/verify-alarms/handler.ts';
import { handler as verifyDns } from '../../../../../lambdas/migration/preflight/verify-dns/handler.ts';
import { handler as verifyKms } from '../../../../../lambdas/migration/preflight/verify-kms/handler.ts';
import { handler as verifyRds } from '../../../../../lambdas/migration/preflight/verify-rds/handler.ts';
import { someSettings } from '../../../../support/migration/settings.ts';

const run = {
  name: 'run-1',
  arn: 'arn:aws:states:us-west-1:1:execution:m:run-1',
  startedAt: '2027-03-01T00:00:00Z',
};
const ASKED = { run, continues: '', dryRun: false };

describe('The handlers of preflight', () => {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
  const environment = { ...process.env };
  beforeAll(() => {
    Object.assign(process.env, { LAMBDA_TASK_ROOT: folder, POWERTOOLS_LOG_LEVEL: 'SILENT' });
    const settings = someSettings({ keys: [], databases: [], alarms: [], zones: [] });
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
  });
  afterAll(() => {
    process.env = environment;
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['AssessReadiness', assessReadiness],
    ['DescribeDatabases', describeDatabases],
    ['ProvisionStateBucket', provisionStateBucket],
    ['VerifyAlarms', verifyAlarms],
    ['VerifyDns', verifyDns],
    ['VerifyKms', verifyKms],
    ['VerifyRds', verifyRds],
  ])('%s takes only what the machine gives, and names what is missing', async (_state, handler) => {
    await expect(handler({ run })).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringMatching(/continues: .*dryRun: /s),
    });
  });

  it('find nothing where nothing is configured', async () => {
    expect(await verifyKms(ASKED)).toEqual({ check: 'VerifyKms', findings: [] });
    expect(await verifyAlarms(ASKED)).toEqual({ check: 'VerifyAlarms', findings: [] });
    expect(await describeDatabases(ASKED)).toEqual({ endpoints: [], findings: [] });
    const described = { endpoints: [], findings: [] };
    expect(await verifyRds({ ...ASKED, described })).toEqual({ check: 'VerifyRds', findings: [] });
    expect(await provisionStateBucket(ASKED)).toEqual({ check: 'ProvisionStateBucket', findings: [] });
  });
});
