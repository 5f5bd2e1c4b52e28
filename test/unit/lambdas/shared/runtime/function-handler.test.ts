import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { SETTINGS_FILE } from '../../../../../lambdas/shared/contract/environment.ts';
import { functionHandler as handlersOf } from '../../../../../lambdas/shared/runtime/function-handler.ts';
import { parserFor } from '../../../../../lambdas/shared/runtime/parse.ts';

const functionHandler = handlersOf(({ migration }: { migration?: string }) => ({ migration }));
const parse = parserFor(z.object({ asked: z.string() }));

describe('the handlers of the functions', () => {
  let folder: string;
  const before = process.env.LAMBDA_TASK_ROOT;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'function-'));
    process.env.LAMBDA_TASK_ROOT = folder;
    process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  });
  afterEach(() => {
    if (before === undefined) delete process.env.LAMBDA_TASK_ROOT;
    else process.env.LAMBDA_TASK_ROOT = before;
    rmSync(folder, { recursive: true });
    delete process.env.POWERTOOLS_LOG_LEVEL;
  });

  it('read the settings beside the code, once', async () => {
    const settings = { migration: 'shop' };
    writeFileSync(join(folder, SETTINGS_FILE), JSON.stringify(settings));
    const handler = functionHandler('ShiftWeight', parse, async (payload, context) => ({
      ...payload,
      settings: context.settings,
    }));
    await expect(handler({ asked: 'a' })).resolves.toEqual({ asked: 'a', settings });
    rmSync(join(folder, SETTINGS_FILE));
    await expect(handler({ asked: 'b' })).resolves.toEqual({ asked: 'b', settings });
  });

  it('wait for as long as four fifths of the function’s time, and for ever where nobody says what it is', async () => {
    writeFileSync(join(folder, SETTINGS_FILE), '{}');
    let left = 600_000;
    const handler = functionHandler('ShiftWeight', parse, async (_payload, { patience }) => {
      const first = patience();
      left -= 480_000;
      return [first, patience()];
    });
    const lambda = { getRemainingTimeInMillis: () => left };
    await expect(handler({ asked: 'a' }, lambda)).resolves.toEqual([480_000, 0]);
    const { POSITIVE_INFINITY } = Number;
    await expect(handler({ asked: 'a' })).resolves.toEqual([POSITIVE_INFINITY, POSITIVE_INFINITY]);
  });

  it('name what is wrong with the input, and do nothing then', async () => {
    writeFileSync(join(folder, SETTINGS_FILE), '{}');
    const run = jest.fn();
    const handler = functionHandler('AcquireLease', parse, run);
    await expect(handler({ asked: 1 })).rejects.toMatchObject({
      name: 'InvalidInput',
      message: 'asked: expected string, not 1',
    });
    expect(run).not.toHaveBeenCalled();
  });

  it.each([
    ['is missing', undefined],
    ['is cut', '{"name": '],
    ['waits for a value of deploy time', `{"name": "\${Token[0]}"}`],
  ])('say so when the file %s', async (_what, text) => {
    if (text !== undefined) writeFileSync(join(folder, SETTINGS_FILE), text);
    const handler = functionHandler('AcquireLease', parse, async () => ({}));
    await expect(handler({ asked: 'a' })).rejects.toMatchObject({
      name: 'InvalidSettings',
      message: expect.stringContaining(join(folder, SETTINGS_FILE)),
    });
  });
});
