/** The event for other tools: a migration waits for a decision. */
import { fitting } from '../../../shared/domain/text.ts';
import { instant } from '../../../shared/domain/time.ts';
import { MOST_LISTED } from '../../contract/payloads.ts';
import { holdEnds, holdId } from '../decision.ts';
import type { Event } from '../event.ts';
import { type HoldFacts, mayRollBack, possibleAnswers } from './hold-message.ts';

/** A field that is taken away, or means something else, makes it `/2`; a field more doesn't. */
export const DECISION_AWAITED_SCHEMA = 'kops-cutover.decision-awaited/1';

/** It contains no task token: whoever reads it answers by Decide, as people do. */
export function decisionAwaited({ hold, settings, executionArn, decideArn }: HoldFacts): Event {
  return {
    detailType: 'DecisionAwaited',
    resources: [executionArn],
    detail: {
      schema: DECISION_AWAITED_SCHEMA,
      migration: settings.migration,
      run: hold.run,
      execution: executionArn,
      hold: holdId(hold),
      state: hold.state,
      step: hold.step + 1,
      steps: settings.steps.length,
      percent: settings.steps[hold.step]?.percent ?? 0,
      since: hold.since,
      until: instant(holdEnds(hold, settings)),
      rollsBackThen: mayRollBack(hold, settings),
      reasons: fitting(hold.reasons, MOST_LISTED.cause, 'reasons'),
      decide: decideArn,
      answers: possibleAnswers(hold, settings),
    },
  };
}
