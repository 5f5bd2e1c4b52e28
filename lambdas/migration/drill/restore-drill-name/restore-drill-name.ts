import { NamedError } from '../../../shared/domain/named-error.ts';
import { countOf } from '../../../shared/domain/text.ts';
import { later, latest, timeAt } from '../../../shared/domain/time.ts';
import type { DrillPayload } from '../../contract/drill.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { ChangeResult } from '../../contract/payloads.ts';
import { PROPAGATION_SECONDS } from '../../contract/propagation.ts';
import type { DrillPorts } from '../../swap/drill-ports.ts';
import { loadDrill, ownRollBack } from '../../swap/drill-run.ts';
import { markOwed } from '../../swap/mark-owed.ts';
import { requireNoRun } from '../../swap/require-no-run.ts';
import { FIRST_MS, ROUND_MS, tryEach, zonesToRestore } from '../../swap/restore-zones.ts';

/**
 * A rollback by force of the throwaway name, as RestoreLegacy makes it: first by what the journal says, then the mark, then by what
 * the zones contain.
 * @throws MigrationInProgress, FenceLost; TransientFailure while a zone isn't restored
 */
export async function restoreDrillName({ run }: DrillPayload, ports: DrillPorts): Promise<ChangeResult> {
  await requireNoRun(ports.migrationJournal);
  const state = await loadDrill(ports.journal, run);
  const begun = ports.clock.now();
  const zones = zonesToRestore(state, [], ports);
  await tryEach(zones, (zone) => zone.fromJournal(begun + FIRST_MS));
  await markOwed(state.run, ownRollBack(run), ports);
  await tryEach(zones, (zone) => zone.fromZone({ shutOut: true, touch: true, until: begun + ROUND_MS }));
  const pending = zones.flatMap(({ zoneId, pending: why }) =>
    why === undefined ? [] : `Zone ${zoneId}: ${why}`,
  );
  if (pending.length > 0) throw new NamedError(ERRORS.transient, pending.join(' '));
  const changes = zones.flatMap(({ change }) => change ?? []);
  const acceptedAt = latest(changes.map((change) => change.acceptedAt)) ?? timeAt(ports.clock.now());
  return {
    summary: `${countOf(changes.length, 'zone')}: the throwaway name is back on legacy; accepted by Route 53 at ${acceptedAt}.`,
    percent: 0,
    waitUntil: later(acceptedAt, PROPAGATION_SECONDS),
    ttlInForceSeconds: Math.max(0, ...zones.map(({ ttlInForceSeconds }) => ttlInForceSeconds)),
    changes,
  };
}
