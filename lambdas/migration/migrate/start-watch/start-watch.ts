import type { Summary } from '../../../shared/contract/call.ts';
import type { Run } from '../../../shared/contract/run.ts';
import { shortHash } from '../../../shared/domain/hash.ts';
import { instant } from '../../../shared/domain/time.ts';
import { notifyOnce } from '../../../shared/notices/notify-once.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Topic } from '../../../shared/ports/topic.ts';
import { LONGEST_RUN_SECONDS } from '../../contract/longest-run.ts';
import type { StartWatchPayload } from '../../contract/payloads.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { watchSilentMessage } from '../../domain/messages/watch-message.ts';
import type { BeforeImageCopy } from '../../ports/before-image-copy.ts';
import type { Journal } from '../../ports/journal.ts';
import type { OwedLatch } from '../../ports/owed-latch.ts';
import type { Schedules } from '../../ports/schedules.ts';
import { takeOver } from '../../swap/take-over.ts';

export interface StartWatchPorts {
  readonly settings: MigrationSettings;
  readonly schedules: Pick<Schedules, 'make'>;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly copy: BeforeImageCopy;
  readonly topic: Topic;
  /** Undefined without a rollback by the data plane. */
  readonly latch?: OwedLatch | undefined;
}

/**
 * Has Watch called each minute for as long as the run may last. The schedule is named after the run: nothing of an earlier or
 * later one can remove it. One that was deleted or disabled meanwhile is made anew, and people are notified.
 * A run that continues a stopped one takes that one over here: from then on it can be held, and Watch knows whose it is.
 * What an earlier run may have left of a rollback that was owed is over when a run begins: the cluster's records get traffic again.
 * @throws MigrationInProgress, FenceLost, BeforeImageUnreadable, TransientFailure
 */
export async function startWatch(
  { run, silences, continues }: StartWatchPayload,
  ports: StartWatchPorts,
): Promise<Summary> {
  const { settings, clock, schedules, latch } = ports;
  const schedule = scheduleOf(run);
  const end = Date.parse(run.startedAt) + LONGEST_RUN_SECONDS * 1000;
  if (continues !== '') await takeOver(run, continues, ports);
  // Later a rollback may be owed, and this execution about to be stopped.
  if (silences === 0) await latch?.say(false, clock.now());
  await schedules.make({ run: run.name, arn: run.arn, schedule }, end);
  if (silences > 0) {
    const now = clock.now();
    const message = watchSilentMessage({ settings, run, schedule, now });
    // Once a day is enough, however often it happens.
    const key = `watch-silent#${instant(now).slice(0, 10)}`;
    await notifyOnce({ execution: run.name, key, teller: run.name }, message, ports);
  }
  return { summary: `Watch looks each minute, by the schedule ${schedule}.` };
}

function scheduleOf({ name, startedAt }: Run): string {
  return `run-${shortHash(`${name} ${startedAt}`)}`;
}
