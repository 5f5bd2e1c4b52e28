import { parseAnswer } from '../../../../../../lambdas/migration/decide/record-decision/answer.ts';
import { recordDecision } from '../../../../../../lambdas/migration/decide/record-decision/record-decision.ts';
import { holdId } from '../../../../../../lambdas/migration/domain/decision.ts';
import type { Tasks } from '../../../../../../lambdas/migration/ports/tasks.ts';
import { Shop } from '../../../../../support/migration/shop.ts';

/** Waiting states by token; each takes one answer. */
class WaitingTasks implements Pick<Tasks, 'succeed'> {
  readonly waiting = new Set<string>();
  readonly answers: unknown[] = [];
  /** Thrown by the next answer, before or after it arrived. */
  failure: { readonly error: Error; readonly arrived: boolean } | undefined;

  async succeed(taskToken: string, output: unknown): Promise<boolean> {
    const { failure } = this;
    this.failure = undefined;
    if (failure && !failure.arrived) throw failure.error;
    if (!this.waiting.delete(taskToken)) return false;
    this.answers.push(output);
    if (failure) throw failure.error;
    return true;
  }
}

const ARN = 'arn:aws:states:us-west-1:111122223333:execution:shop-Decide';
const decideRun = (name: string, startedAt: string) => ({ name, arn: `${ARN}:${name}`, startedAt });

async function held(): Promise<{
  shop: Shop;
  tasks: WaitingTasks;
  decide: (input: unknown, execution?: string, startedAt?: string) => ReturnType<typeof recordDecision>;
}> {
  const shop = await Shop.atStep(1);
  shop.now = Date.parse('2027-03-02T06:00:00Z');
  await shop.journal.saveHold({
    run: 'run-1',
    state: 'JudgeSoak',
    step: 1,
    reasons: ['too few'],
    taskToken: 'token-1',
    since: '2027-03-02T00:00:00.000Z',
  });
  const tasks = new WaitingTasks();
  tasks.waiting.add('token-1');
  const decide = (input: unknown, execution = 'd1', startedAt = '2027-03-02T06:00:00Z') =>
    recordDecision({ run: decideRun(execution, startedAt), input }, { ...shop.world, tasks });
  return { shop, tasks, decide };
}
const HOLD = holdId({ taskToken: 'token-1' });
const PROMOTE = { decision: 'promote', hold: HOLD, reason: 'looks fine' };

describe('RecordDecision', () => {
  it('audits the decision and hands it to the waiting migration', async () => {
    const { shop, tasks, decide } = await held();
    const output = { decision: 'promote', reason: 'looks fine', decidedBy: `${ARN}:d1`, soakUntil: '' };
    expect(await decide(PROMOTE)).toEqual(output);
    expect(tasks.answers).toEqual([output]);
    expect(await shop.journal.decisions()).toMatchObject([
      {
        ...output,
        execution: 'd1 2027-03-02T06:00:00Z',
        at: '2027-03-02T06:00:00.000Z',
        hold: { state: 'JudgeSoak', step: 1 },
      },
    ]);
    expect(await shop.journal.currentHold()).toBeUndefined();
  });

  it('says until when an extended soak continues', async () => {
    const { decide } = await held();
    expect((await decide({ decision: 'extend', hold: HOLD, reason: 'more data' })).soakUntil).toBe(
      '2027-03-02T07:00:00Z',
    );
  });

  it('decided twice is harmless: the second answer names the first', async () => {
    const { shop, tasks, decide } = await held();
    await decide(PROMOTE);
    await expect(decide({ decision: 'abort', reason: 'no' }, 'd2')).rejects.toMatchObject({
      name: 'NothingHeld',
      message: expect.stringContaining(
        'already decided: "promote" at 2027-03-02T06:00:00.000Z, "looks fine"',
      ),
    });
    expect(tasks.answers).toHaveLength(1);
    expect(await shop.journal.decisions()).toHaveLength(1);
  });

  it('an execution of a name that was used before decides anew', async () => {
    const { shop, tasks, decide } = await held();
    await decide(PROMOTE);
    await expect(decide(PROMOTE, 'd1', '2027-06-02T06:00:00Z')).rejects.toMatchObject({
      name: 'NothingHeld',
    });
    expect(tasks.answers).toHaveLength(1);
    expect(await shop.journal.decisions()).toHaveLength(1);
  });

  it('two at once: one is kept, the other is refused with the reason', async () => {
    const { shop, tasks, decide } = await held();
    const both = await Promise.allSettled([decide(PROMOTE, 'd1'), decide(PROMOTE, 'd2')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(tasks.answers).toHaveLength(1);
    expect(await shop.journal.decisions()).toHaveLength(1);
  });

  it.each([true, false])(
    'a retry hands the same decision on (answer arrived before: %s)',
    async (arrived) => {
      const { shop, tasks, decide } = await held();
      tasks.failure = { error: new Error('TransientFailure'), arrived };
      await expect(decide(PROMOTE)).rejects.toThrow('TransientFailure');
      expect(await decide(PROMOTE)).toMatchObject({ decision: 'promote' });
      expect(tasks.answers).toHaveLength(1);
      expect(await shop.journal.decisions()).toHaveLength(1);
    },
  );

  it('says so when nothing waits for a decision', async () => {
    const { shop, tasks } = await held();
    const empty = new Shop();
    await expect(
      recordDecision(
        { run: decideRun('d1', '2027-03-02T06:00:00Z'), input: PROMOTE },
        { ...empty.world, tasks },
      ),
    ).rejects.toMatchObject({
      name: 'NothingHeld',
      message: 'No migration waits for a decision. No hold has been decided yet.',
    });
    expect(await shop.journal.currentHold()).toBeDefined();
  });

  it('records and passes on no answer to another hold: the newer one may be of another step, for other reasons', async () => {
    const { shop, tasks, decide } = await held();
    const newer = {
      run: 'run-1',
      state: 'JudgeSoak',
      step: 2,
      reasons: ['an alarm'],
      since: '2027-03-02T05:00:00.000Z',
    };
    await shop.journal.saveHold({ ...newer, taskToken: 'token-2' });
    const standing = holdId({ taskToken: 'token-2' });
    await expect(decide(PROMOTE)).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringMatching(
        `hold: ${HOLD} is not .*The current hold is ${standing}: JudgeSoak, step 3, .*an alarm`,
      ),
    });
    expect(tasks.answers).toEqual([]);
    expect(await shop.journal.decisions()).toEqual([]);
    tasks.waiting.add('token-2');
    expect(await decide({ ...PROMOTE, hold: standing })).toMatchObject({ decision: 'promote' });
  });

  it('distinguishes a hold that timed out from a decided one, and keeps nothing', async () => {
    const { shop, decide } = await held();
    shop.now = Date.parse('2027-03-03T00:00:00Z');
    await expect(decide(PROMOTE)).rejects.toMatchObject({
      name: 'NothingHeld',
      message: expect.stringContaining('timed out at 2027-03-03T00:00:00Z'),
    });
    expect(await shop.journal.decisions()).toEqual([]);
  });

  it('says so when the migration stopped waiting, by a rollback for example', async () => {
    const { tasks, decide } = await held();
    tasks.waiting.clear();
    await expect(decide(PROMOTE)).rejects.toMatchObject({
      name: 'NothingHeld',
      message: expect.stringContaining('execution run-1 no longer waits at JudgeSoak'),
    });
  });
});

describe("Decide's input", () => {
  it('takes the three decisions, with a reason, and the hold', () => {
    for (const decision of ['promote', 'extend', 'abort']) {
      expect(parseAnswer({ decision, reason: '  why ' })).toEqual({ decision, reason: 'why' });
      expect(parseAnswer({ decision, hold: HOLD, reason: 'why' })).toEqual({
        decision,
        hold: HOLD,
        reason: 'why',
      });
    }
  });

  it.each<[unknown, RegExp]>([
    [{}, /decision: .*reason: /],
    [{ decision: 'promote' }, /reason: /],
    [{ decision: 'promote', reason: '' }, /reason: /],
    [{ decision: 'promote', reason: ' \n ' }, /reason: /],
    [{ decision: 'promote', reason: 'x'.repeat(1001) }, /reason: /],
    [{ decision: 'Promote', reason: 'x' }, /decision: .*promote.*extend.*abort/],
    [{ decision: 'promote', reason: 'x', weight: 100 }, /weight/],
    [{ decision: 'promote', reason: 7 }, /reason: /],
    [{ decision: 'promote', hold: '', reason: 'x' }, /hold: /],
    [{ decision: 'promote', hold: 7, reason: 'x' }, /hold: /],
    ['promote', /input: /],
    [null, /input: /],
    [undefined, /input: /],
  ])('refuses %j, naming what is wrong', (input, message) => {
    expect(() => parseAnswer(input)).toThrow(
      expect.objectContaining({ name: 'InvalidInput', message: expect.stringMatching(message) }),
    );
    expect(() => parseAnswer(input)).toThrow('Nothing was decided.');
  });

  it('changes nothing when it is refused', async () => {
    const { shop, tasks, decide } = await held();
    await expect(decide({ decision: 'promote' })).rejects.toMatchObject({ name: 'InvalidInput' });
    expect(tasks.answers).toEqual([]);
    expect(await shop.journal.currentHold()).toBeDefined();
  });
});
