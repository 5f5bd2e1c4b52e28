import { fails, migrate } from '../support/shop-machines.ts';
import { type ScriptedRun, validated } from './support/scripted-run.ts';

describe.each(['ValidateInput', 'AssessReadiness'])('A preflight that breaks in %s', (state) => {
  const broken = { [state]: fails('TypeError', '{"errorMessage":"x is undefined"}') };
  const published = ({ calls }: ScriptedRun) =>
    calls.filter((call) => call.state === 'NotifyPreflightFailed').map(({ payload }) => payload);

  it('fails, and notifies people once if it was repeated', async () => {
    const script = { ValidateInput: () => validated({ dryRun: true, notify: 'changes' }), ...broken };
    const run = await migrate(script, { dryRun: true, notify: 'changes' });
    expect(run).toMatchObject({ status: 'FAILED', error: 'TypeError' });
    expect(run.path.slice(-3)).toEqual(['IsAnybodyLooking', 'NotifyPreflightFailed', 'PreflightFailed']);
    expect(published(run)).toEqual([
      expect.objectContaining({
        Subject: 'shop: the repeated dry run has failed',
        Message: expect.stringContaining('Why: TypeError: x is undefined\nWhat to do: fix what it says'),
      }),
    ]);
  });

  it.each([{ dryRun: true }, {}, 'text', []])('fails alone if a person started it with %j', async (input) => {
    const run = await migrate(broken, input);
    expect(run).toMatchObject({ status: 'FAILED', error: 'TypeError' });
    expect(run.path.at(-1)).toBe('PreflightFailed');
    expect(published(run)).toEqual([]);
  });

  it('fails also where nobody can be notified', async () => {
    const script = { ...broken, NotifyPreflightFailed: fails('SNS.NotFoundException') };
    const run = await migrate(script, { dryRun: true, notify: 'changes' });
    expect(run).toMatchObject({ status: 'FAILED', error: 'TypeError' });
  });
});
