import { holdId } from '../../../../../../lambdas/migration/domain/decision.ts';
import type { Event } from '../../../../../../lambdas/migration/domain/event.ts';
import { holdForDecision } from '../../../../../../lambdas/migration/migrate/hold-for-decision/hold-for-decision.ts';
import { Shop } from '../../../../../support/migration/shop.ts';

const DECIDE = 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-Decide';

const hold = (
  shop: Shop,
  taskToken = 'token-1',
  reasons = ['too few requests'],
  legacy: readonly string[] = [],
  oneWay = false,
  send: (event: Event) => Promise<void> = async () => {},
) =>
  holdForDecision(
    { run: shop.run, taskToken, step: 1, state: 'JudgeSoak', reasons, legacy, oneWay, again: false },
    { ...shop.world, topic: shop.topic, events: { send }, decideArn: DECIDE },
  );

/** As after a silence of Watch. */
const again = (shop: Shop, taskToken: string) =>
  holdForDecision(
    {
      run: shop.run,
      taskToken,
      step: 1,
      state: 'JudgeSoak',
      reasons: [],
      legacy: [],
      oneWay: false,
      again: true,
    },
    { ...shop.world, topic: shop.topic, events: { send: async () => {} }, decideArn: DECIDE },
  );

describe('HoldForDecision', () => {
  it('keeps the hold for Decide and notifies people', async () => {
    const shop = await Shop.atStep(1);
    shop.now = Date.parse('2027-03-02T00:00:00Z');
    expect(await hold(shop)).toEqual({ summary: 'Waits for a decision until 2027-03-03T00:00:00Z.' });
    expect(await shop.journal.currentHold()).toEqual({
      run: 'run-1',
      state: 'JudgeSoak',
      step: 1,
      reasons: ['too few requests'],
      legacy: [],
      oneWay: false,
      taskToken: 'token-1',
      since: '2027-03-02T00:00:00.000Z',
    });
    expect(shop.topic.published.map(({ subject }) => subject)).toEqual([
      'shop: decision needed at step 2 of 3 (50 %) by 2027-03-03T00:00:00Z',
    ]);
  });

  it('says that only people roll back since the one-way step has begun', async () => {
    const shop = await Shop.atStep(1);
    await hold(shop, 'token-1', ['too few requests'], [], true);
    expect(await shop.journal.currentHold()).toMatchObject({ oneWay: true });
    const [message] = shop.topic.published;
    expect(message?.body).toContain('The one-way step has begun: only you can roll back.');
    expect(message?.body).toContain('you are asked again. This hold never rolls back by itself.');
    expect(message?.body).toContain('lacks what was written only for the cluster since the one-way step:');
    expect(message?.body).not.toContain('The alarms still roll back');
  });

  it('keeps what speaks against a rollback, and promises none then', async () => {
    const shop = await Shop.atStep(1);
    await hold(shop, 'token-1', ['too few requests'], ['Legacy x (legacy-too-small): 2 now.']);
    expect(await shop.journal.currentHold()).toMatchObject({
      legacy: ['Legacy x (legacy-too-small): 2 now.'],
    });
    expect(shop.topic.published[0]?.body).toContain('This hold never rolls back by itself.');
  });

  it('notifies people of each hold, even a second one at the same place', async () => {
    const shop = await Shop.atStep(1);
    await hold(shop, 'token-1');
    await hold(shop, 'token-2');
    expect(shop.topic.published).toHaveLength(2);
  });

  it('says what a function failed with, not how Lambda wraps it', async () => {
    const shop = await Shop.atStep(1);
    const cause = JSON.stringify({
      errorType: 'ForeignWrite',
      errorMessage: 'Zone Z1: changed',
      trace: ['x'],
    });
    await hold(shop, 'token-1', [cause]);
    expect((await shop.journal.currentHold())?.reasons).toEqual(['Zone Z1: changed']);
    expect(shop.topic.published[0]?.body).toContain('Why\n- Zone Z1: changed\n');
  });

  it('does not notify people of the same hold again when the call is repeated', async () => {
    const shop = await Shop.atStep(1);
    await hold(shop);
    await hold(shop);
    expect(shop.topic.published).toHaveLength(1);
  });

  it('notifies people when it is tried again after the message could not be sent', async () => {
    const shop = await Shop.atStep(1);
    shop.topic.failure = new Error('Throttled');
    await expect(hold(shop)).rejects.toThrow('Throttled');
    await hold(shop);
    expect(shop.topic.published).toHaveLength(1);
  });

  it('asks nobody about a run that was rolled back meanwhile', async () => {
    const shop = await Shop.atStep(1);
    await shop.journal.endRun('run-1', 'restored', '2027-03-02T00:00:00Z');
    await expect(hold(shop)).rejects.toMatchObject({ name: 'FenceLost' });
    expect(shop.topic.published).toEqual([]);
  });

  it('sends the event after the message, and waits although it can’t be sent', async () => {
    const shop = await Shop.atStep(1);
    const sent: Event[] = [];
    await hold(shop, 'token-1', ['too few requests'], [], false, async (event) => {
      expect(shop.topic.published).toHaveLength(1);
      sent.push(event);
    });
    expect(sent).toMatchObject([
      { detailType: 'DecisionAwaited', detail: { reasons: ['too few requests'] } },
    ]);
    expect(JSON.stringify(sent)).not.toContain('token-1');
    const refused = await hold(shop, 'token-2', ['too few requests'], [], false, async () => {
      throw new Error('AccessDenied');
    });
    expect(refused.summary).toMatch(
      /^Waits for .* The event DecisionAwaited was not sent: Error: AccessDenied$/,
    );
  });
});

describe('a hold that waits on with another token', () => {
  it('keeps its id, its begin and its end, and nobody is notified again', async () => {
    const shop = await Shop.atStep(1);
    shop.now = Date.parse('2027-03-02T00:00:00Z');
    await hold(shop);
    const first = await shop.journal.currentHold();
    shop.now += 600_000;
    expect(await again(shop, 'token-2')).toEqual({
      summary: 'The hold continues to wait until 2027-03-03T00:00:00Z.',
    });
    await again(shop, 'token-3');
    const now = await shop.journal.currentHold();
    expect(now).toEqual({ ...first, id: holdId({ taskToken: 'token-1' }), taskToken: 'token-3' });
    expect(now && holdId(now)).toBe(holdId({ taskToken: 'token-1' }));
    expect(shop.topic.published).toHaveLength(1);
  });

  it('is a new one if it was decided meanwhile, too late for its token', async () => {
    const shop = await Shop.atStep(1);
    await hold(shop);
    const first = await shop.journal.currentHold();
    if (!first) throw new Error('Nothing is held.');
    const decided = { decision: 'promote', reason: '', decidedBy: '', soakUntil: '' } as const;
    await shop.journal.decideHold({ ...decided, execution: 'd-1', at: '2027-03-02T00:00:00Z', hold: first });
    await again(shop, 'token-2');
    expect(await shop.journal.currentHold()).toMatchObject({ taskToken: 'token-2' });
    expect(shop.topic.published).toHaveLength(2);
  });
});
