import { ERRORS } from '../../lambdas/shared/contract/errors.ts';
import { run } from './migration/support/scripted-run.ts';
import { StateError } from './support/execution.ts';
import { shopTemplate } from './support/shop-templates.ts';

const template = shopTemplate();

describe('a decision', () => {
  it('is recorded as it was typed', async () => {
    const input = { decision: 'promote', hold: 'a1b2c3', reason: 'looks good' };
    const { status, path, calls } = await run(template, 'Decide', input, { RecordDecision: () => ({}) });
    expect(status).toBe('SUCCEEDED');
    expect(path).toEqual(['RecordDecision', 'Decided']);
    expect(calls[0]?.payload).toEqual({ run: expect.objectContaining({ name: 'run-1' }), input });
  });

  it('that is refused fails the execution with what was wrong', async () => {
    const { status, error, cause } = await run(
      template,
      'Decide',
      {},
      {
        RecordDecision: () => {
          throw new StateError(ERRORS.invalidInput, 'reason: expected text');
        },
      },
    );
    expect({ status, error, cause }).toEqual({
      status: 'FAILED',
      error: ERRORS.invalidInput,
      cause: 'reason: expected text',
    });
  });
});
