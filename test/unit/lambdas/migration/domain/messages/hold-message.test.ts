import { holdId } from '../../../../../../lambdas/migration/domain/decision.ts';
import type { Hold } from '../../../../../../lambdas/migration/domain/hold.ts';
import { holdMessage } from '../../../../../../lambdas/migration/domain/messages/hold-message.ts';
import { DECIDE, MIGRATION, SETTINGS } from './shop-run.ts';

describe('the message of a hold', () => {
  const hold: Hold = {
    run: 'run-1',
    state: 'JudgeSoak',
    step: 1,
    reasons: ['Too few to judge: the cluster had 3 requests.', 'Zone shop.test. is fine.'],
    taskToken: 'SECRET-TOKEN',
    since: '2027-03-02T00:00:00Z',
  };
  const id = holdId(hold);
  const message = (overrides: Partial<Hold> = {}) =>
    holdMessage({
      hold: { ...hold, ...overrides },
      settings: SETTINGS,
      executionArn: MIGRATION,
      decideArn: DECIDE,
    });

  it('says where, why, what can be answered, until when, and what happens then', () => {
    expect(message()).toMatchObject({
      subject: 'shop: decision needed at step 2 of 3 (50 %) by 2027-03-03T00:00:00Z',
      body: `Migration shop (account 111122223333, us-west-1) needs a decision.
- It has been on hold at step 2 of 3 (50 %), in state JudgeSoak, since 2027-03-02T00:00:00Z. The hold id is ${id}.
- Nothing changes during the hold. The alarms still roll back.

Why
- Too few to judge: the cluster had 3 requests.
- Zone shop.test. is fine.

What you can do
- Start the state machine shop-Decide with one of these inputs. The reason is required and recorded.
- promote continues with 100 %. If somebody else changed the zone, restore the records first; the step is then repeated:
- {"decision": "promote", "hold": "${id}", "reason": "…"}
- extend waits for 1 h, then judges again:
- {"decision": "extend", "hold": "${id}", "reason": "…"}
- retry judges again now:
- {"decision": "retry", "hold": "${id}", "reason": "…"}
- skipDown goes back to 5 %, and soaks there again:
- {"decision": "skipDown", "to": 5, "hold": "${id}", "reason": "…"}
- abort rolls back: legacy gets all the traffic:
- {"decision": "abort", "reason": "…"}
- Before a promotion takes effect, the alarms and legacy are read again. An alarm in ALARM rolls back. If one cannot be read, or legacy lacks something else, you are asked again.
- Without a decision by 2027-03-03T00:00:00Z, the migration rolls back to legacy if that can carry all the traffic. If not, you are asked again.

Links
- Migration: https://us-west-1.console.aws.amazon.com/states/home?region=us-west-1#/v2/executions/details/${MIGRATION}
- Decide: https://us-west-1.console.aws.amazon.com/states/home?region=us-west-1#/statemachines/view/${encodeURIComponent(DECIDE)}
- Runbook: https://x.test/runbook.md#holdfordecision
`,
    });
  });

  it.each([
    ['JudgeSoak', 2, 'step 3 of 3 (100 %)', "retires legacy's records", 'judges again'],
    ['MeasureLegacyTraffic', 2, 'the drain', 'closes the migration: no rollback is possible', 'judges again'],
    ['RetireLegacyRecords', 2, 'the drain', 'retries RetireLegacyRecords; first fix the cause', 'asks again'],
    ['CloseMigration', 2, 'the drain', 'retries CloseMigration; first fix the cause', 'asks again'],
    ['ShiftWeight', 0, 'step 1 of 3 (5 %)', 'retries ShiftWeight', 'asks again'],
    ['AdoptRecords', 0, 'the adoption of the records', 'retries AdoptRecords', 'asks again'],
    ['JudgeLegacy', 1, 'step 2 of 3 (50 %)', 'continues. Until legacy is fixed', 'judges again'],
  ])('at %s says what each answer does there', (state, step, place, promote, extend) => {
    const { subject, body } = message({ state, step });
    expect(subject).toContain(`decision needed at ${place} by`);
    expect(body).toContain(`- promote ${promote}`);
    expect(body).toContain(`- extend waits for 1 h, then ${extend}:`);
    expect(body).toContain(`\n- {"decision": "promote", "hold": "${id}", "reason": "…"}\n`);
  });

  describe('about legacy', () => {
    const legacy = ['Legacy x (legacy-too-small): 2 now.'];
    const section = 'Why nothing rolled back when the time was over';

    it('promises that nothing rolls back by itself, and says what an abort does then', () => {
      const { body } = message({
        state: 'JudgeLegacy',
        reasons: ['The next step waits.', ...legacy],
        legacy,
      });
      expect(body).toContain(
        'Without a decision by 2027-03-03T00:00:00Z, you are asked again. This hold never rolls back by itself.',
      );
      expect(body).toContain(
        'abort rolls back: legacy gets all the traffic, though it may not be able to carry it:',
      );
      expect(body).not.toContain(section);
    });

    it('says why the time-out of another hold did not roll back', () => {
      expect(message({ legacy }).body).toContain(`\n${section}\n- ${legacy[0]}\n`);
    });
  });

  it('does not contain the task token, with which anybody could answer unaudited', () => {
    expect(message().body).not.toContain('SECRET-TOKEN');
  });
});
