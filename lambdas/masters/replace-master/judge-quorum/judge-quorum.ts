import { timeAt } from '../../../shared/domain/time.ts';
import { notifyOnce } from '../../../shared/notices/notify-once.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Topic } from '../../../shared/ports/topic.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { JudgePayload, StepOf } from '../../contract/payloads.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import type { GateVerdict } from '../../domain/gate.ts';
import { withVolumes } from '../../domain/kept-volumes.ts';
import { MARKS, withMark, withoutMark } from '../../domain/marks.ts';
import type { Replacement } from '../../domain/replacement.ts';
import { waitsToTerminate } from '../../domain/victim.ts';
import { changeKept } from '../../lease/change-replacement.ts';
import { requireLeaseOf } from '../../lease/require-lease.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';
import { askGate, othersHeld } from '../../steps/gate-question.ts';
import { withSeenAction } from '../../steps/lifecycle-actions.ts';
import { heldMessage } from './held-message.ts';

export interface PassGatePorts {
  readonly settings: MastersSettings;
  readonly clock: Clock;
  readonly journal: Pick<
    MastersJournal,
    'lease' | 'replacement' | 'warnings' | 'putReplacement' | 'beginNotice' | 'endNotice'
  >;
  readonly topic: Topic;
}

/**
 * Checks the gate. If a master waits for long, people are notified once for each thing that is wrong; it continues to wait.
 * @throws LeaseLost, TransientFailure
 */
export async function passGate(payload: JudgePayload, ports: PassGatePorts): Promise<StepOf<'JudgeQuorum'>> {
  const { settings, clock, journal } = ports;
  const [{ lease, kept }, others, { value: warnings }] = await Promise.all([
    requireLeaseOf(ports, payload),
    othersHeld(payload.view, payload.replacement.instance, journal),
    journal.warnings(),
  ]);
  const now = clock.now();
  const seen = await changeKept(journal, kept, (one) => withWhatIsSeen(one, payload, settings));
  const verdict = askGate(payload, { own: seen.value, others, lease, warnings }, settings, now);
  await changeKept(journal, seen, (one) => withVerdict(one, verdict, timeAt(now)));
  const unsent = verdict.verdict === 'wait' ? await notifyOfHeld(verdict, payload, ports) : '';
  const { reason, page, arithmetic } = verdict;
  return {
    outcome: verdict.verdict,
    reason: [reason, ...arithmetic, ...(unsent ? [unsent] : [])].join(' '),
    pauseSeconds: verdict.verdict === 'wait' ? settings.pollSeconds : 1,
    ...(verdict.verdict === 'stop' && page ? { page } : {}),
  };
}

/** Keeps which volumes the member has, and the wait in our hook where its event was lost. */
function withWhatIsSeen(
  kept: Replacement,
  { view, replacement }: JudgePayload,
  settings: MastersSettings,
): Replacement {
  const group = view.groups.find(({ name }) => name === replacement.group);
  const victim = group?.instances.find(({ id }) => id === replacement.instance);
  const held = waitsToTerminate(victim)
    ? withSeenAction(kept, replacement.instance, 'terminating', kept.since, settings)
    : kept;
  return withVolumes(held, view);
}

/** Since when the gate has been in doubt, and members that have come back have settled, without a look in between at which it was otherwise. */
function withVerdict(kept: Replacement, { verdict, settling }: GateVerdict, now: string): Replacement {
  const doubted = verdict === 'wait' ? withMark(kept, MARKS.doubted, now) : withoutMark(kept, MARKS.doubted);
  return settling ? withMark(doubted, MARKS.settling, now) : withoutMark(doubted, MARKS.settling);
}

/**
 * A failed notification leaves the wait a wait: as a failure it would become an outage, then a page, and its heartbeats would
 * end meanwhile.
 * @returns why the notification failed; '' when there was none to send, or it was sent
 */
async function notifyOfHeld(
  { notice, arithmetic }: GateVerdict,
  payload: JudgePayload,
  { settings, journal, topic }: PassGatePorts,
): Promise<string> {
  if (!notice) return '';
  const about = {
    execution: payload.replacement.id,
    key: `held#${notice.heading}`,
    teller: payload.run.name,
  };
  try {
    await notifyOnce(about, heldMessage({ notice, payload, arithmetic, settings }), {
      journal,
      topic,
    });
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== ERRORS.transient) throw error;
    return `The notification could not be sent; it is retried at the next check: ${message}`;
  }
  return '';
}
