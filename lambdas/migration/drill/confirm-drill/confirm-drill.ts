import { NamedError } from '../../../shared/domain/named-error.ts';
import { timeAt } from '../../../shared/domain/time.ts';
import type { ConfirmDrillPayload, DrillConfirmed, ZoneInSync } from '../../contract/drill.ts';
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

/** No longer than a step of the migration waits for a change to be in sync, seconds. */
const PATIENCE_SECONDS = 1800;

/**
 * Asks Route 53 which changes are in sync by now. When all are, or it was asked for long enough, reads the throwaway names back.
 * @throws ForeignWrite where a zone doesn't contain what the drill has written; FenceLost, TransientFailure
 */
export async function confirmDrill(payload: ConfirmDrillPayload, ports: DrillPorts): Promise<DrillConfirmed> {
  const seen = await look(payload, ports);
  const done = seen.length === payload.changes.length;
  if (done) await readBack(payload, ports);
  const inSync = seen.filter(({ inSyncAt }) => inSyncAt !== '').length;
  return { summary: `${inSync} of ${payload.changes.length} zones are in sync.`, done, seen };
}

async function look(
  { changes, seen }: ConfirmDrillPayload,
  { zoneOf, clock }: DrillPorts,
): Promise<readonly ZoneInSync[]> {
  const known = new Map(seen.map((one) => [one.zoneId, one]));
  const now: ZoneInSync[] = [];
  for (const change of changes) {
    const before = known.get(change.zoneId);
    const isInSync = before !== undefined || (await inZone(change.zoneId, () => areInSync(change, zoneOf)));
    const at = clock.now();
    const isLate = at - Date.parse(change.acceptedAt) > PATIENCE_SECONDS * 1000;
    if (before) now.push(before);
    else if (isInSync || isLate) now.push({ zoneId: change.zoneId, inSyncAt: isInSync ? timeAt(at) : '' });
  }
  return now;
}

async function areInSync({ zoneId, changeIds }: ZoneChange, zoneOf: DrillPorts['zoneOf']): Promise<boolean> {
  for (const changeId of changeIds) if (!(await zoneOf(zoneId).isInSync(changeId))) return false;
  return true;
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
