import { shortHash } from '../../../shared/domain/hash.ts';
import type { Message } from '../../../shared/domain/message.ts';
import { instant, timeAt } from '../../../shared/domain/time.ts';
import { notifyOnce } from '../../../shared/notices/notify-once.ts';
import type { RollBackRequest } from '../../contract/roll-back-payloads.ts';
import type { Watched, WatchRequest } from '../../contract/watch.ts';
import type { JournalRun } from '../../domain/journal-state.ts';
import { heldMessage } from '../../domain/messages/held-message.ts';
import {
  holdEndsMessage,
  othersChangedMessage,
  zonesChangedMessage,
} from '../../domain/messages/watch-message.ts';
import type { WatchAct } from '../../domain/watch/acts.ts';
import { judgeWatch } from '../../domain/watch/judge-watch.ts';
import type { WatchSeen } from '../../domain/watch/seen.ts';
import { unreadIn } from '../../domain/watch/unread.ts';
import { explainWrites } from './explain.ts';
import { look } from './look.ts';
import { TELLER, type WatchPorts } from './ports.ts';
import { showRun } from './show-run.ts';

/**
 * Looks at the run once, and does what follows. Two at the same time do no harm: a rollback belongs to one run and is joined, a
 * task token is answered once, and people are notified once.
 * @throws TransientFailure, JournalUnreadable: the next call looks again
 */
export async function watch(request: WatchRequest, ports: WatchPorts): Promise<Watched> {
  const begunAt = ports.clock.now();
  const seen = await look(request, ports);
  const { acts, unchangedUntil } = judgeWatch(seen, ports.settings);
  const done: string[] = [];
  for (const act of acts) done.push(await perform(act, { seen, begunAt, request, ports }));
  const explained = await explainWrites(seen, ports);
  done.push(...explained.done);
  const shown = await showRun(seen, ports);
  const unread = unreadIn(seen);
  const summary = done.length > 0 ? done.join(' ') : `Nothing to do for ${seen.run?.execution ?? 'no run'}.`;
  return {
    summary,
    acts: done,
    unread,
    ...(shown !== undefined && { shown }),
    unchangedUntil: explained.seeking ? timeAt(seen.now) : unchangedUntil,
  };
}

interface Performing {
  readonly seen: WatchSeen;
  /** Epoch milliseconds, before anything was looked at. */
  readonly begunAt: number;
  readonly request: WatchRequest;
  readonly ports: WatchPorts;
}

/** @returns what was done, in words */
async function perform(act: WatchAct, performing: Performing): Promise<string> {
  const { request, begunAt, ports } = performing;
  switch (act.kind) {
    case 'say-owed':
      // Who ends the rollback says so later than this was looked at, and of one minute that counts.
      await ports.latch?.say(act.owed, begunAt);
      return `RollbackOwed was published as ${act.owed ? 1 : 0}.`;
    case 'remove-schedule':
      await ports.schedules.remove(request.schedule);
      return `The schedule ${request.schedule} was removed: ${act.reason}`;
    case 'roll-back':
      return startRollBack(act, performing);
    case 'end-soak': {
      const ended = await ports.tasks.succeed(act.soak.taskToken, { reason: act.reason });
      return ended ? `The wait was ended, to be judged now: ${act.reason}` : 'The wait had ended already.';
    }
    case 'notify-zones':
    case 'notify-others':
    case 'notify-hold':
    case 'notify-held':
      return notify(act, performing);
  }
}

/** Each minute has a name of its own: two calls at once start one. */
async function startRollBack(
  { reason, predecessor }: Extract<WatchAct, { kind: 'roll-back' }>,
  { seen, ports }: Performing,
): Promise<string> {
  const { execution = '', executionArn = '' } = seen.run ?? {};
  const minute = instant(seen.now - (seen.now % 60_000)).replaceAll(':', '-');
  const name = `watch-${shortHash(execution)}-${minute}`;
  const request: RollBackRequest = {
    source: 'watch',
    run: execution,
    reason,
    asOf: instant(seen.now),
    cause: executionArn,
    ...(predecessor !== '' && { predecessor }),
  };
  await ports.executions.startRollBack(name, request);
  return `RollBack was started as ${name}: ${reason}`;
}

async function notify(
  act: Extract<WatchAct, { key: string }>,
  { seen: { run }, ports }: Performing,
): Promise<string> {
  if (!run) return 'There is no run to notify people of.';
  const message = messageOf(act, run, ports);
  const sent = await notifyOnce({ execution: run.execution, key: act.key, teller: TELLER }, message, ports);
  return sent
    ? `People were notified: ${message.subject}`
    : `People were notified before: ${message.subject}`;
}

function messageOf(
  act: Extract<WatchAct, { key: string }>,
  run: JournalRun,
  { settings, decideArn, rollBackArn }: WatchPorts,
): Message {
  switch (act.kind) {
    case 'notify-zones':
      return zonesChangedMessage({ settings, run, zones: act.zones, hold: act.hold, decideArn });
    case 'notify-others':
      return othersChangedMessage({ settings, run, zones: act.zones });
    case 'notify-hold':
      return holdEndsMessage({ settings, run, hold: act.hold, decideArn });
    case 'notify-held': {
      const { request, oneWay } = act;
      return heldMessage({ settings, state: oneWay.state, request, reason: oneWay.reason, rollBackArn });
    }
  }
}
