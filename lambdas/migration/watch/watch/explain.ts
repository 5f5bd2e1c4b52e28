/** Who made the foreign writes that Watch has found: looked for each minute until CloudTrail says, or can't. */
import { shortHash } from '../../../shared/domain/hash.ts';
import { timeAt } from '../../../shared/domain/time.ts';
import { notifyOnce } from '../../../shared/notices/notify-once.ts';
import { accountOf } from '../../contract/settings.ts';
import { type WhoWrote, writerMessage } from '../../domain/messages/writer-message.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import { judgeTrail, type TrailRead } from '../../domain/watch/judge-trail.ts';
import type { WatchSeen } from '../../domain/watch/seen.ts';
import {
  nothingUnexplained,
  soughtUntil,
  withAnswered,
  withFound,
  withoutOver,
} from '../../domain/watch/unexplained.ts';
import type { Unexplained, UnexplainedWrite } from '../../domain/watch/unexplained-write.ts';
import type { TrailAnswer, WriteTrails } from '../../ports/write-trails.ts';
import { TELLER, type WatchPorts } from './ports.ts';

export interface Explained {
  /** What was done, in words. */
  readonly done: readonly string[];
  /** The next call looks again. */
  readonly seeking: boolean;
}

/** What can't be read now is asked again in the next minute: no rollback waits for it, so it is no reason to call a look blind. */
export async function explainWrites(seen: WatchSeen, ports: WatchPorts): Promise<Explained> {
  const { run, now, zones = [] } = seen;
  const { trails } = ports;
  if (!run || !trails) return { done: [], seeking: false };
  const before = seen.unexplained ?? nothingUnexplained(run.execution);
  const found = withFound(before, zones, { now, goodLook: (zoneId) => goodLook(zoneId, seen, ports) });
  let kept = found;
  const done: string[] = [];
  for (const [account, writes] of Map.groupBy(found.writes, (write) => ownerOf(write, ports))) {
    const answer = await readingOf(() => readFor(account, writes, trails));
    for (const write of unansweredFirst(writes)) {
      const answered = answerTo(write, answer, { seen, kept, ports });
      if (!answered) continue;
      const message = writerMessage({ ...answered, settings: ports.settings, run, write, account });
      await notifyOnce(
        { execution: run.execution, key: keyOf(write, answered), teller: TELLER },
        message,
        ports,
      );
      kept = withAnswered(kept, write.key, { ...answered, more: answered.who.kind === 'found' });
      done.push(`People were notified: ${message.subject}`);
    }
  }
  kept = withoutOver(kept, now);
  if (kept !== before) await ports.journal.saveUnexplained(kept);
  return { done, seeking: kept.writes.length > 0 };
}

/** A call that a question without an answer is about is no addition to the answer of another one. */
function unansweredFirst(writes: readonly UnexplainedWrite[]): readonly UnexplainedWrite[] {
  return [...writes.filter(({ answered }) => !answered), ...writes.filter(({ answered }) => answered)];
}

function keyOf(write: UnexplainedWrite, { events }: Answered): string {
  const key = `watch-who#${write.key}`;
  return write.answered ? `${key}#${shortHash(events.join())}` : key;
}

function ownerOf({ zoneId }: UnexplainedWrite, { settings }: WatchPorts): string {
  const role = settings.zones.find(({ id }) => id === zoneId)?.role;
  return role ? accountOf(role) : settings.account;
}

/** Nobody but the run itself has changed the zone before that. */
function goodLook(zoneId: string, seen: WatchSeen, { goodLooks }: WatchPorts): number | undefined {
  const accepted = Date.parse(seen.acceptedAt?.get(zoneId) ?? '');
  const looks = [goodLooks?.get(zoneId), accepted].filter((at) => at !== undefined && !Number.isNaN(at));
  return looks.length > 0 ? Math.max(...(looks as number[])) : undefined;
}

/** One look for all zones of an account: it takes few. */
function readFor(
  account: string,
  writes: readonly UnexplainedWrite[],
  trails: WriteTrails,
): Promise<TrailAnswer> {
  const from = timeAt(Math.min(...writes.map((write) => Date.parse(write.from))));
  const to = timeAt(Math.max(...writes.map((write) => Date.parse(write.to))));
  return trails.read(account, { from, to });
}

interface Answered extends Pick<TrailRead, 'unreadable' | 'cut'> {
  readonly who: WhoWrote;
  /** Ids of the events that people are notified of. */
  readonly events: readonly string[];
}

const UNANSWERED = { unreadable: [], cut: false, events: [] };

/** Undefined while the answer may still come, and of a question with an answer unless there is more. */
function answerTo(
  write: UnexplainedWrite,
  answer: Reading<TrailAnswer>,
  { seen, kept, ports }: { readonly seen: WatchSeen; readonly kept: Unexplained; readonly ports: WatchPorts },
): Answered | undefined {
  const { now } = seen;
  const { settings, recordRoles } = ports;
  // What fails may answer in the next minute; what is denied stays so.
  if (!answer.known)
    return write.answered || now < soughtUntil(write)
      ? undefined
      : { ...UNANSWERED, who: { kind: 'unread', why: answer.why } };
  if (answer.value.kind === 'denied')
    return write.answered ? undefined : { ...UNANSWERED, who: { kind: 'denied', why: answer.value.why } };
  const { unreadable, cut } = answer.value;
  const { told } = kept;
  const verdict = judgeTrail(write, answer.value, { now, told, owner: { settings, recordRoles } });
  if (verdict.kind === 'wait') return undefined;
  const calls = verdict.kind === 'found' ? verdict.calls : [];
  return { who: verdict, unreadable, cut, events: calls.map(({ call }) => call.eventId) };
}
