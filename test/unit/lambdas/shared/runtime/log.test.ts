import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SETTINGS_FILE } from '../../../../../lambdas/shared/contract/environment.ts';
import { functionHandler } from '../../../../../lambdas/shared/runtime/function-handler.ts';

type Line = Readonly<Record<string, unknown>>;

const RUN = { name: 'first', arn: 'arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:first' };
const LAMBDA = {
  awsRequestId: 'b0c1',
  functionName: 'shop-ShiftWeight',
  getRemainingTimeInMillis: () => 1000,
};
const NEXT_CALL = { ...LAMBDA, awsRequestId: 'b0c2' };

describe('the line that a call leaves', () => {
  const environment = { ...process.env };
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  let lines: Line[];

  beforeAll(() => {
    writeFileSync(join(folder, SETTINGS_FILE), JSON.stringify({ migration: 'shop' }));
    // Otherwise the logger writes past the console, which is what tests can see.
    Object.assign(process.env, { LAMBDA_TASK_ROOT: folder, POWERTOOLS_DEV: 'true' });
  });
  afterAll(() => {
    process.env = environment;
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    lines = [];
    for (const level of ['info', 'error'] as const) {
      jest.spyOn(console, level).mockImplementation((...[line]) => void lines.push(JSON.parse(String(line))));
    }
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const handlerOf = (run: (payload: unknown) => Promise<unknown>) =>
    functionHandler(({ migration }: { readonly migration: string }) => ({ migration }))(
      'ShiftWeight',
      (raw) => raw,
      run,
    );

  it('is found by its state, request, migration, execution and step', async () => {
    await handlerOf(async () => ({ percent: 25 }))({ run: RUN, step: 1 }, LAMBDA);
    expect(lines).toEqual([
      expect.objectContaining({
        message: 'done',
        service: 'ShiftWeight',
        function_request_id: 'b0c1',
        migration: 'shop',
        execution: RUN.arn,
        step: 1,
        result: { percent: 25 },
      }),
    ]);
  });

  it('is found by the replacement, where it is about one', async () => {
    await handlerOf(async () => ({}))({ run: RUN, replacement: { id: 'i-0a', group: 'master-a' } }, LAMBDA);
    expect(lines).toMatchObject([{ execution: RUN.arn, replacement: 'i-0a' }]);
  });

  it('is found by the master that a roll is at', async () => {
    for (const replacing of ['i-0a', '']) await handlerOf(async () => ({}))({ run: RUN, replacing }, LAMBDA);
    expect(lines).toMatchObject([{ replacement: 'i-0a' }, {}]);
    expect(lines[1]).not.toHaveProperty('replacement');
  });

  it('is found by the zone in which it failed', async () => {
    const failing = handlerOf(() => Promise.reject(Object.assign(new Error('Throttled'), { zone: 'Z1' })));
    await expect(failing({ run: RUN }, LAMBDA)).rejects.toThrow('Throttled');
    expect(lines).toMatchObject([
      { message: 'failed', level: 'ERROR', migration: 'shop', execution: RUN.arn, zone: 'Z1' },
    ]);
  });

  it('has nothing of the call before', async () => {
    const handler = handlerOf(async () => ({}));
    await handler({ run: RUN, step: 1 }, LAMBDA);
    await handler({}, NEXT_CALL);
    expect(lines[1]).toMatchObject({ function_request_id: 'b0c2', migration: 'shop' });
    expect(lines[1]).not.toHaveProperty('execution');
    expect(lines[1]).not.toHaveProperty('step');
  });

  it.each([[null], ['text'], [{ run: 'first', step: 'one', replacement: 7 }]])(
    'is left also for %j, which no machine sends',
    async (event) => {
      await handlerOf(async () => ({}))(event, LAMBDA);
      expect(lines).toMatchObject([{ message: 'done', migration: 'shop' }]);
    },
  );
});
