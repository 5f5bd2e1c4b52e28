import type { Run } from '../../../shared/contract/run.ts';
import { instant } from '../../../shared/domain/time.ts';
import { notifyOnce } from '../../../shared/notices/notify-once.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Topic } from '../../../shared/ports/topic.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { RollNextPayload, RollNextResult } from '../../contract/payloads.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import type { ROLL_ENDS } from '../../contract/states.ts';
import { rolledMessage } from '../../domain/messages/rolled-message.ts';
import {
  isLeft,
  isTakenBy,
  nextOfRoll,
  type RolledMaster,
  type RollVerdict,
  replacingNow,
  stillReplacing,
} from '../../domain/roll.ts';
import { reportOfRoll } from '../../domain/roll-report.ts';
import { openReplacement } from '../../lease/open-replacement.ts';
import { untilPut } from '../../lease/until-put.ts';
import type { AutoScaling } from '../../ports/auto-scaling.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';
import type { Replacements } from '../../ports/replacements.ts';
import { replacementsOf } from '../../steps/rolled.ts';

/** A replacement takes minutes: looking every third poll whether it is done makes a roll hardly longer. */
const REPLACING_POLLS = 3;

export interface RollPorts {
  readonly settings: MastersSettings;
  readonly clock: Clock;
  readonly journal: MastersJournal;
  readonly autoScaling: Pick<AutoScaling, 'groups'>;
  readonly replacements: Pick<Replacements, 'start'>;
  readonly topic: Topic;
}

/**
 * Has the next master replaced once the one before is, through the same lease and gate as every other; stops at the first
 * doubt. The roll is kept before a replacement is begun, so a second try begins the same one.
 * @throws TransientFailure
 */
export async function rollNextMaster(payload: RollNextPayload, ports: RollPorts): Promise<RollNextResult> {
  const { verdict, reason, next, pauseSeconds, replacing } = await untilPut('The roll', () =>
    advance(payload, ports),
  );
  if (verdict === 'begin' && next) await begin(next, payload.run, ports);
  if (verdict === 'done' || verdict === 'stopped') return await end(verdict, reason, payload, ports);
  return { outcome: 'waiting', reason, pauseSeconds, replacing, report: [] };
}

/**
 * Notifies people once that the roll has ended, with what became of each master. It ends when the message was sent: an outage
 * of SNS would else look like a roll that failed.
 */
async function end(
  outcome: keyof typeof ROLL_ENDS,
  reason: string,
  { run }: RollNextPayload,
  { settings, journal, topic }: RollPorts,
): Promise<RollNextResult> {
  const roll = (await journal.roll())?.value;
  const masters = roll && isTakenBy(roll, run) ? roll.masters : [];
  const report = reportOfRoll({ masters }, await replacementsOf(masters, journal));
  const notice = { execution: run.arn, key: `rolled#${run.startedAt}`, teller: run.name };
  try {
    await notifyOnce(notice, rolledMessage({ outcome, reason, report, run, settings }), { journal, topic });
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== ERRORS.transient) throw error;
    const unsent = `${reason} The notification could not be sent; it is retried: ${message}`;
    const pauseSeconds = settings.pollSeconds;
    return { outcome: 'waiting', reason: unsent, pauseSeconds, replacing: '', report: [] };
  }
  return { outcome, reason, pauseSeconds: 1, replacing: '', report };
}

type Advanced = Omit<RollVerdict, 'roll'> & Pick<RollNextResult, 'pauseSeconds' | 'replacing'>;

async function advance(
  { run, replacing }: RollNextPayload,
  { settings, journal, autoScaling }: RollPorts,
): Promise<Advanced | undefined> {
  const [before, expected] = await Promise.all([
    journal.roll(),
    replacing === '' ? undefined : journal.replacement(replacing),
  ]);
  if (before === undefined || !isTakenBy(before.value, run))
    return {
      verdict: 'stopped',
      reason: `The roll now belongs to ${before?.value.execution ?? 'nobody'}, not to this execution.`,
      pauseSeconds: 1,
      replacing: '',
    };
  const roll = before.value;
  if (roll.status !== 'rolling')
    return {
      verdict: roll.status,
      reason: roll.reason || 'Every master of the roll is replaced.',
      pauseSeconds: 1,
      replacing: '',
    };
  const current = replacingNow(roll);
  const kept =
    current?.instance === replacing ? expected : current && (await journal.replacement(current.instance));
  const still = stillReplacing(roll, kept?.value);
  if (still)
    return {
      ...still,
      pauseSeconds: REPLACING_POLLS * settings.pollSeconds,
      replacing: current?.instance ?? '',
    };
  const [groups, replacements, unfinished, lease] = await Promise.all([
    autoScaling.groups(),
    replacementsOf(roll.masters.filter(isLeft), journal),
    journal.unfinished(),
    journal.lease(),
  ]);
  const verdict = nextOfRoll({
    roll,
    groups,
    replacements,
    unfinished: unfinished.map(({ value }) => value),
    lease: lease.value,
  });
  const again = verdict.verdict === 'begin' || verdict.verdict === 'waiting';
  return verdict.roll === roll || (await journal.putRoll(before, verdict.roll))
    ? { ...verdict, pauseSeconds: again ? settings.pollSeconds : 1, replacing: verdict.next?.instance ?? '' }
    : undefined;
}

async function begin({ group, instance }: RolledMaster, run: Run, ports: RollPorts): Promise<void> {
  const now = instant(ports.clock.now());
  const origin = `RollMasters, execution ${run.name}`;
  await openReplacement({ id: instance, group, instance, request: 'voluntary', origin, at: now }, now, ports);
}
