import type { InputPayload } from '../../../shared/contract/input-payload.ts';
import type { Run } from '../../../shared/contract/run.ts';
import { executionId } from '../../../shared/domain/execution-id.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { timeAt } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { Decision } from '../../contract/holds.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { type Answer, decide } from '../../domain/decision.ts';
import type { KeptDecision } from '../../domain/hold.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Tasks } from '../../ports/tasks.ts';
import { parseAnswer } from './answer.ts';

export interface DecidePorts {
  readonly settings: MigrationSettings;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly tasks: Pick<Tasks, 'succeed'>;
}

/**
 * Audits a person's decision, then hands it to the waiting migration. In this order, so that nothing continues without
 * a record; a retry of the same execution finds its own record and hands it on again.
 * @throws InvalidInput, NothingHeld, TransientFailure
 */
export async function recordDecision({ run, input }: InputPayload, ports: DecidePorts): Promise<Decision> {
  const answer = parseAnswer(input);
  const made = await ports.journal.decisions();
  const own = made.find(({ execution }) => execution === executionId(run));
  const kept = own ?? (await keep(answer, run, made.at(-1), ports));
  const { execution: _execution, at: _at, hold, ...output } = kept;
  const received = await ports.tasks.succeed(hold.taskToken, output);
  // After an own earlier try, "waits no more" is what success looks like: its answer was lost.
  if (received || own) return output;
  throw new NamedError(
    ERRORS.nothingHeld,
    `The decision was recorded, but execution ${hold.run} no longer waits at ${hold.state}: it timed out, was stopped or was rolled back. The decision changed nothing.`,
  );
}

async function keep(
  answer: Answer,
  run: Run,
  last: KeptDecision | undefined,
  { settings, clock, journal }: DecidePorts,
): Promise<KeptDecision> {
  const hold = await journal.currentHold();
  if (!hold) throw nothingHeld(last);
  const now = clock.now();
  const decision = decide(hold, answer, settings, now, run.arn);
  const kept: KeptDecision = { ...decision, execution: executionId(run), at: timeAt(now), hold };
  if (await journal.decideHold(kept)) return kept;
  throw nothingHeld((await journal.decisions()).at(-1));
}

function nothingHeld(last: KeptDecision | undefined): NamedError {
  const before = last
    ? ` The last hold (${last.hold.state} since ${last.hold.since}) was already decided: "${last.decision}" at ${last.at}, "${last.reason}".`
    : ' No hold has been decided yet.';
  return new NamedError(ERRORS.nothingHeld, `No migration waits for a decision.${before}`);
}
