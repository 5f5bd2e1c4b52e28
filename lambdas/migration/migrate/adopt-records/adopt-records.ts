import type { Run } from '../../../shared/contract/run.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { ChangeResult, ZoneChange } from '../../contract/payloads.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import type { JournalState } from '../../domain/journal-state.ts';
import { advanceZones } from '../../swap/advance-zones.ts';
import { loadRun } from '../../swap/load-run.ts';
import { requireInSync } from '../../swap/require-in-sync.ts';
import type { SwapWorld } from '../../swap/world.ts';

/**
 * Turns the simple records into weighted groups, all weight on legacy, A and AAAA in one batch. Not before the
 * lowered TTLs have reached all of Route 53's servers.
 * @throws NotInSync, ForeignWrite, FenceLost, JournalUnreadable, TransientFailure
 */
export async function adoptRecords(run: Run, world: SwapWorld): Promise<ChangeResult> {
  const state = await loadRun(world.journal, run);
  await requireInSync(lastChanges(state, world.settings), world);
  return advanceZones(run, { from: { kind: 'lowered' }, to: { kind: 'weighted', percent: 0 } }, state, world);
}

/** @throws JournalUnreadable when it isn't kept of a zone how its TTLs were lowered */
function lastChanges(
  { zones }: JournalState,
  settings: Pick<MigrationSettings, 'zones'>,
): readonly Pick<ZoneChange, 'zoneId' | 'changeIds'>[] {
  return settings.zones.map(({ id: zoneId }) => {
    const written = zones.get(zoneId);
    if (written) return { zoneId, changeIds: [written.changeId] };
    throw new NamedError(
      ERRORS.journalUnreadable,
      `The journal doesn't say what was written to zone ${zoneId} last, so nobody knows whether it is in sync.`,
    );
  });
}
