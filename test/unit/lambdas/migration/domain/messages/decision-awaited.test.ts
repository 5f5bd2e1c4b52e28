import { readFileSync } from 'node:fs';
import { decisionAwaited } from '../../../../../../lambdas/migration/domain/messages/decision-awaited.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

const HOLD = {
  run: 'run-1',
  state: 'JudgeSoak',
  step: 1,
  reasons: ['The step at 50 % requires a person’s approval after its soak of 1 h.'],
  taskToken: 'token',
  since: '2027-03-02T00:00:00Z',
};
const ARN = 'arn:aws:states:us-west-1:111122223333';
const FACTS = {
  hold: HOLD,
  settings: someSettings(),
  executionArn: `${ARN}:execution:shop-Migrate:run-1`,
  decideArn: `${ARN}:stateMachine:shop-Decide`,
};

describe('The event DecisionAwaited', () => {
  it('is as docs/events.md has it', () => {
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync('docs/events.md', 'utf8')) ?? [];
    const { detailType, resources, detail } = decisionAwaited(FACTS);
    expect({ source: 'kops-cutover', 'detail-type': detailType, resources, detail }).toEqual(
      JSON.parse(example),
    );
  });

  it('names each of its fields in docs/events.md', () => {
    const page = readFileSync('docs/events.md', 'utf8');
    for (const field of Object.keys(decisionAwaited(FACTS).detail))
      expect(page).toContain(`| \`${field}\` |`);
  });

  it('fits into an event, however much the hold says', () => {
    const reasons = Array.from({ length: 5000 }, (_, i) => `Reason ${i}: ${'x'.repeat(200)}`);
    const { detail } = decisionAwaited({ ...FACTS, hold: { ...HOLD, reasons } });
    expect(Buffer.byteLength(JSON.stringify(detail))).toBeLessThan(200_000);
  });
});
