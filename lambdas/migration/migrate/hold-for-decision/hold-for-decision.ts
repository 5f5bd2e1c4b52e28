import { createHash } from 'node:crypto';
import type { Summary } from '../../../shared/contract/call.ts';
import { plainCause } from '../../../shared/domain/plain-cause.ts';
import { instant, timeAt } from '../../../shared/domain/time.ts';
import { notifyOnce } from '../../../shared/notices/notify-once.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Topic } from '../../../shared/ports/topic.ts';
import type { HoldPayload } from '../../contract/holds.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { holdEnds, holdId } from '../../domain/decision.ts';
import type { Hold } from '../../domain/hold.ts';
import { decisionAwaited } from '../../domain/messages/decision-awaited.ts';
import { holdMessage } from '../../domain/messages/hold-message.ts';
import { readingOf } from '../../domain/reading.ts';
import type { Events } from '../../ports/events.ts';
import type { Journal } from '../../ports/journal.ts';

export interface HoldPorts {
  readonly settings: MigrationSettings;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly topic: Topic;
  readonly events: Events;
  /** ARN of the Decide machine. */
  readonly decideArn: string;
}

/**
 * Keeps the hold where Decide finds it, then notifies people, and tools that listen. The state itself continues to wait for its task token.
 * A hold that waits on with another token keeps its id and its end, and nobody is notified again. If an answer to the token before
 * came too late, the hold was taken away: then people are asked anew.
 * @throws FenceLost when the run was rolled back or closed meanwhile, TransientFailure
 */
export async function holdForDecision(
  { run, taskToken, step, state, reasons, legacy, oneWay, again }: HoldPayload,
  ports: HoldPorts,
): Promise<Summary> {
  const { settings, clock, journal, decideArn } = ports;
  const standing = again ? await journal.currentHold() : undefined;
  if (standing?.run === run.name) {
    await journal.saveHold({ ...standing, id: holdId(standing), taskToken });
    return { summary: `The hold continues to wait until ${instant(holdEnds(standing, settings))}.` };
  }
  const since = timeAt(clock.now());
  const hold: Hold = {
    run: run.name,
    state,
    step,
    reasons: reasons.map(plainCause),
    legacy,
    oneWay,
    taskToken,
    since,
  };
  await journal.saveHold(hold);
  // Every hold has a token of its own, so people are notified of each, but not again by a repeated call for one of them.
  const key = `hold#${createHash('sha256').update(taskToken).digest('hex')}`;
  const facts = { hold, settings, executionArn: run.arn, decideArn };
  await notifyOnce({ execution: run.name, key, teller: run.name }, holdMessage(facts), ports);
  const waits = `Waits for a decision until ${instant(holdEnds(hold, settings))}.`;
  // People know by now. That other tools don't is no reason for the hold to fail.
  const sent = await readingOf(() => ports.events.send(decisionAwaited(facts)));
  return { summary: sent.known ? waits : `${waits} The event DecisionAwaited was not sent: ${sent.why}` };
}
