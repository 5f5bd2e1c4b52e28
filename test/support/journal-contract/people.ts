import type { Journal } from '../../../lambdas/migration/ports/journal.ts';
import { expectToldOnce } from '../notice-contract.ts';
import { at, holdOf, runOf } from './values.ts';

/** Holds, decisions and notifications. */
export function peopleContract(make: () => Promise<Journal>): void {
  let journal: Journal;
  beforeEach(async () => {
    journal = await make();
  });

  it('takes one decision for a hold, and keeps it', async () => {
    await journal.claim(runOf('run-1'));
    const hold = holdOf('run-1', 'token-2');
    await journal.saveHold(holdOf('run-1', 'token-1'));
    await journal.saveHold(hold);
    expect(await journal.currentHold()).toEqual(hold);
    const decision = {
      decision: 'promote',
      reason: 'looks fine',
      decidedBy: 'arn:decide',
      soakUntil: at(3),
      execution: 'decide-1',
      at: at(3),
    } as const;
    expect(await journal.decideHold({ ...decision, hold: holdOf('run-1', 'token-1') })).toBe(false);
    expect(await journal.decideHold({ ...decision, hold })).toBe(true);
    expect(await journal.decideHold({ ...decision, hold })).toBe(false);
    expect(await journal.currentHold()).toBeUndefined();
    expect(await journal.decisions()).toEqual([{ ...decision, hold }]);
  });

  it('lets one execution send each notification, until it was sent', async () => {
    await journal.claim(runOf('run-1'));
    await expectToldOnce(journal, ['run-1', 'run-2'], ['rolled-back', 'closed']);
  });
}
