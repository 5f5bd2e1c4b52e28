import { NamedError } from '../../../shared/domain/named-error.ts';
import { timeAt } from '../../../shared/domain/time.ts';
import type { ConfirmDrillPayload, DrillConfirmed, ZoneSeen } from '../../contract/drill.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { ZoneChange } from '../../contract/payloads.ts';
import { byName, describe } from '../../domain/advance.ts';
import { sameRecords } from '../../domain/record-set.ts';
import { type DrillPorts, drilledPercent } from '../../swap/drill-ports.ts';
import { loadDrill } from '../../swap/drill-run.ts';
import { imagesOf } from '../../swap/images.ts';
import { inZone } from '../../swap/in-zone.ts';
import { observeZone } from '../../swap/observe-zone.ts';
import { requireMilestone } from '../../swap/require-milestone.ts';
import { type AnswerPorts, serversBehind } from './servers-behind.ts';

/** No longer than a step of the migration waits for a change to be in sync, seconds. */
const PATIENCE_SECONDS = 1800;
/** For name servers, once Route 53 says that all of its servers have the change. */
const ANSWER_PATIENCE_SECONDS = 300;
/** Of those that are behind. */
const MOST_BEHIND = 4;

export type ConfirmDrillPorts = DrillPorts & AnswerPorts;

/**
 * Asks Route 53 which changes are in sync by now, and the zones' name servers whether they answer with them. When all are and do, or it
 * was asked for long enough, reads the throwaway names back.
 * @throws ForeignWrite where a zone doesn't contain what the drill has written; FenceLost, TransientFailure
 */
export async function confirmDrill(
  payload: ConfirmDrillPayload,
  ports: ConfirmDrillPorts,
): Promise<DrillConfirmed> {
  const seen = await look(payload, ports);
  const done = seen.every(({ inSyncAt, answersAt }) => inSyncAt !== undefined && answersAt !== undefined);
  if (done) await readBack(payload, ports);
  const [inSync, answered] = [
    seen.filter(({ inSyncAt }) => inSyncAt),
    seen.filter(({ answersAt }) => answersAt),
  ];
  return {
    summary: `Of ${payload.changes.length} zones, ${inSync.length} are in sync; the name servers of ${answered.length} answer with the change.`,
    done,
    seen,
  };
}

async function look(payload: ConfirmDrillPayload, ports: ConfirmDrillPorts): Promise<readonly ZoneSeen[]> {
  const { changes, seen } = payload;
  const known = new Map(seen.map((one) => [one.zoneId, one]));
  const before = changes.map((change) => ({
    change,
    was: known.get(change.zoneId) ?? { zoneId: change.zoneId },
  }));
  // All at once: a name server that doesn't answer takes some seconds.
  const answers = Promise.all(before.map((zone) => lookAtServers(zone, payload, ports)));
  const inSync: ZoneSeen[] = [];
  for (const zone of before) inSync.push(await lookAtRoute53(zone, ports));
  const answered = await answers;
  return inSync.map((one, index) => patient({ ...one, ...answered[index] }, ports.clock.now()));
}

interface LookedAt {
  readonly change: ZoneChange;
  readonly was: ZoneSeen;
}

async function lookAtRoute53({ change, was }: LookedAt, { zoneOf, clock }: DrillPorts): Promise<ZoneSeen> {
  if (was.inSyncAt !== undefined) return was;
  const isInSync = await inZone(change.zoneId, () => areInSync(change, zoneOf));
  const at = clock.now();
  if (isInSync) return { ...was, inSyncAt: timeAt(at) };
  return at - Date.parse(change.acceptedAt) > PATIENCE_SECONDS * 1000 ? { ...was, inSyncAt: '' } : was;
}

async function areInSync({ zoneId, changeIds }: ZoneChange, zoneOf: DrillPorts['zoneOf']): Promise<boolean> {
  for (const changeId of changeIds) if (!(await zoneOf(zoneId).isInSync(changeId))) return false;
  return true;
}

async function lookAtServers(
  { was }: LookedAt,
  { run, phase }: ConfirmDrillPayload,
  ports: ConfirmDrillPorts,
): Promise<Pick<ZoneSeen, 'answersAt' | 'behind'>> {
  const { answersAt } = was;
  if (answersAt !== undefined) return { answersAt };
  const behind = await serversBehind(was.zoneId, { run, phase }, ports);
  return behind.length === 0
    ? { answersAt: timeAt(ports.clock.now()) }
    : { behind: behind.slice(0, MOST_BEHIND) };
}

/** What is behind is of interest only when nobody asks any more. */
function patient(looked: ZoneSeen, now: number): ZoneSeen {
  if (looked.answersAt !== undefined) return looked;
  const { behind = [], ...seen } = looked;
  if (seen.inSyncAt === undefined) return seen;
  const isOver = seen.inSyncAt === '' || now - Date.parse(seen.inSyncAt) > ANSWER_PATIENCE_SECONDS * 1000;
  return isOver ? { ...seen, answersAt: '', behind } : seen;
}

async function readBack({ run, phase }: ConfirmDrillPayload, ports: DrillPorts): Promise<void> {
  const state = await loadDrill(ports.journal, run);
  if (phase === 'moved') {
    const percent = drilledPercent(ports.settings);
    await requireMilestone(run, { kind: 'weighted', percent }, state, ports);
    return;
  }
  for (const { zone, image } of imagesOf(state, ports.settings)) {
    const before = byName(image.records);
    const observed = await inZone(zone.id, () => observeZone(ports.zoneOf(zone.id), before, image.fenceName));
    const held = [...observed.byName.values()].flat();
    if (sameRecords(held, image.records)) continue;
    throw new NamedError(
      ERRORS.foreignWrite,
      `Zone ${zone.id}: after the rollback the throwaway name has ${describe(held)}; before the step it had ${describe(image.records)}.`,
    );
  }
}
