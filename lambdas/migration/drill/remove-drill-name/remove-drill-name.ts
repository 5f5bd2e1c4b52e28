import type { Run } from '../../../shared/contract/run.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { countOf } from '../../../shared/domain/text.ts';
import { timeAt } from '../../../shared/domain/time.ts';
import type { DrillRemoved } from '../../contract/drill.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { ChangePayload } from '../../contract/payloads.ts';
import type { BeforeImage, JournalState } from '../../domain/journal-state.ts';
import { readingOf } from '../../domain/reading.ts';
import { othersChanged } from '../../domain/watch/others.ts';
import type { DrillPorts } from '../../swap/drill-ports.ts';
import { ownRollBack } from '../../swap/drill-run.ts';
import { inZone } from '../../swap/in-zone.ts';
import { markOwed } from '../../swap/mark-owed.ts';
import { removeThrowaway } from '../../swap/remove-throwaway.ts';

/** A rollback of the migration has Route 53's limits for itself for as long as that, milliseconds. */
const ROLL_BACK_FIRST_MS = 3_600_000;

/**
 * Takes away all that the drill has made, however far it came, and compares the zones with what they were. It waits while a
 * rollback of the migration is owed.
 * @throws RollBackFirst, TransientFailure
 */
export async function removeDrillName({ run }: ChangePayload, ports: DrillPorts): Promise<DrillRemoved> {
  await letRollBackGoFirst(ports);
  const state = await ports.journal.load();
  if (state?.run.execution !== run.name)
    return { summary: 'This drill has made nothing.', left: [], others: [], unread: [] };
  await shutOut(run, state, ports);
  const left = await removeThrowaway(state, ports);
  const compared = await compareZones(state, ports);
  // Otherwise the next drill tries again.
  if (left.length === 0) await ports.journal.endRun(run.name, 'restored', timeAt(ports.clock.now()));
  const summary =
    left.length === 0
      ? 'Nothing that the drill has made is left.'
      : `${countOf(left.length, 'record set')} could not be removed.`;
  return { summary, left, ...compared };
}

/** A late batch of this drill is not sent any more. */
async function shutOut(run: Run, state: JournalState, ports: DrillPorts): Promise<void> {
  if (state.run.status !== 'open') return;
  await markOwed(state.run, ownRollBack(run), ports);
}

async function letRollBackGoFirst({ migrationJournal, clock }: DrillPorts): Promise<void> {
  const read = await readingOf(() => migrationJournal.loadWatched());
  const run = read.known ? read.value?.run : undefined;
  if (run?.status !== 'owed' || clock.now() - Date.parse(run.statusAt) > ROLL_BACK_FIRST_MS) return;
  throw new NamedError(
    ERRORS.rollBackFirst,
    `Execution ${run.execution} of Migrate is being rolled back. The drill removes its names when that is done.`,
  );
}

async function compareZones(
  { beforeImage }: JournalState,
  { zoneOf }: DrillPorts,
): Promise<Pick<DrillRemoved, 'others' | 'unread'>> {
  const others: string[] = [];
  const unread: string[] = [];
  for (const [zoneId, image] of beforeImage) {
    const read = await readingOf(() => inZone(zoneId, () => zoneOf(zoneId).readAll()));
    if (!read.known) unread.push(`Zone ${zoneId} could not be compared with what it was: ${read.why}`);
    else
      others.push(
        ...othersChanged(image.others ?? {}, read.value, ours(image)).map(
          (line) => `Zone ${zoneId}: ${line}`,
        ),
      );
  }
  return { others, unread };
}

function ours({ fenceName, records }: BeforeImage) {
  return { fenceName, names: [...new Set(records.map(({ Name }) => Name))] };
}
