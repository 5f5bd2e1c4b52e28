import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handlersIn } from '../../../../../lib/shared/functions/bundle.ts';
import { LAMBDAS } from '../../../../support/bundled.ts';
import { someSettings } from '../../../../support/migration/settings.ts';

type Handler = (event: unknown) => Promise<unknown>;

const HANDLERS = handlersIn(LAMBDAS);
const PREFLIGHT = [...HANDLERS].flatMap(([state, file]) => (file.includes('/preflight/') ? [state] : []));

function handlerOf(state: string): Handler {
  return require(HANDLERS.get(state) ?? '').handler;
}

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

  it.each([...PREFLIGHT, 'AssessReadiness'])(
    '%s takes only what the machine gives, and names what is missing',
    async (state) => {
      await expect(handlerOf(state)({ run })).rejects.toMatchObject({
        name: 'InvalidInput',
        message: expect.stringMatching(/continues: .*dryRun: /s),
      });
    },
  );

  it('find nothing where nothing is configured', async () => {
    expect(await handlerOf('VerifyKms')(ASKED)).toEqual({
      check: 'VerifyKms',
      findings: [],
      notAsked: 'No `keys` are configured.',
    });
    expect(await handlerOf('VerifyAlarms')(ASKED)).toEqual({ check: 'VerifyAlarms', findings: [] });
    expect(await handlerOf('VerifyCluster')(ASKED)).toEqual({
      check: 'VerifyCluster',
      findings: [],
      notAsked: 'No `cluster` is configured.',
    });
    expect(await handlerOf('DescribeDatabases')(ASKED)).toEqual({
      endpoints: [],
      zones: [],
      findings: [],
    });
    expect(await handlerOf('ProbeDatabases')({ ...ASKED, endpoints: [], place: 0 })).toEqual({
      databases: [],
    });
    const described = { endpoints: [], zones: [], findings: [] };
    expect(await handlerOf('VerifyRds')({ ...ASKED, described, seen: [] })).toEqual({
      check: 'VerifyRds',
      findings: [],
      notAsked: 'No `databases` are configured.',
    });
    expect(await handlerOf('ProvisionStateBucket')(ASKED)).toEqual({
      check: 'ProvisionStateBucket',
      findings: [],
      notAsked: 'No `stateBucket` is configured.',
    });
  });
});
