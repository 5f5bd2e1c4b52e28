import { NamedError } from '../../../shared/domain/named-error.ts';
import { fitting } from '../../../shared/domain/text.ts';
import { later, timeAt } from '../../../shared/domain/time.ts';
import { ERRORS } from '../../contract/errors.ts';
import { MOST_LISTED } from '../../contract/payloads.ts';
import type { ConfirmLegacyResult, RestoreResult } from '../../contract/roll-back-payloads.ts';
import type { ZoneSettings } from '../../contract/settings.ts';
import { byName } from '../../domain/advance.ts';
import { copyIn } from '../../domain/found-run.ts';
import type { BeforeImage, JournalRun, JournalState } from '../../domain/journal-state.ts';
import { readingOf } from '../../domain/reading.ts';
import { isOver } from '../../domain/roll-back.ts';
import { hasImages, type KeptInJournal } from '../../domain/which-run.ts';
import { inZone } from '../../swap/in-zone.ts';
import { readCopy, readJournal } from '../../swap/kept-run.ts';
import { observeZone } from '../../swap/observe-zone.ts';
import type { CopyPorts, RollBackPorts } from '../../swap/ports.ts';
import { requireInSync } from '../../swap/require-in-sync.ts';
import { sayOwed } from '../../swap/say-owed.ts';
import { amissIn, fenceAmiss } from './amiss.ts';

/**
 * Proves by reading that the before-image is in every zone and on all of Route 53's servers, then ends the run in
 * the journal. What isn't so is reported; the machine continues the rollback.
 * @throws NotInSync, TransientFailure
 */
export async function confirmLegacy(
  restore: RestoreResult,
  ports: RollBackPorts,
): Promise<ConfirmLegacyResult> {
  const journal = await readJournal(ports);
  const reasons = await amiss(restore, journal, ports);
  await requireInSync(restore.changes, ports);
  const inSyncAt = timeAt(ports.clock.now());
  const legacyServes = reasons.length === 0;
  const ended = legacyServes && (await end(restore, journal, inSyncAt, ports));
  // Only once the journal says so: until then Watch says the contrary. If this fails, Watch says it when it removes its schedule.
  if (ended && !isAnotherUnderWay(restore, journal)) await sayOwed(ports, false, ports.clock.now());
  return {
    legacyServes,
    ended,
    reasons: fitting(reasons, MOST_LISTED.cause, 'names'),
    inSyncAt,
    lastTtlRunsOutAt: later(inSyncAt, restore.ttlInForceSeconds),
  };
}

async function amiss(
  restore: RestoreResult,
  journal: KeptInJournal,
  ports: CopyPorts,
): Promise<readonly string[]> {
  const restored = await restoredRun(restore, journal, ports);
  const found: string[] = [];
  for (const zone of ports.settings.zones) {
    found.push(...(await inZone(zone.id, () => amissAt(zone, restored, ports))));
  }
  return found;
}

/** What is known of a run that was rolled back. */
interface RestoredRun {
  readonly run: Pick<JournalRun, 'execution' | 'tookOver'>;
  /** Empty where the journal said before that it is over, or has another run since: then the fences are asked alone. */
  readonly images: ReadonlyMap<string, BeforeImage>;
}

async function restoredRun(
  { outcome, migrationRun }: RestoreResult,
  journal: KeptInJournal,
  ports: CopyPorts,
): Promise<RestoredRun> {
  const over = { run: { execution: migrationRun, tookOver: '' }, images: new Map() };
  if (outcome === 'already-restored') return over;
  const state = stateIn(journal);
  const own = state?.run.execution === migrationRun ? state : undefined;
  if (own && hasImages(own, ports.settings.zones)) return { run: own.run, images: own.beforeImage };
  const copy = await readCopy(ports);
  if (!copy.known) throw new NamedError(ERRORS.transient, copy.why);
  const copied = copyIn(copy);
  // A run that took another one over goes by that one's before-image, and may have no copy of its own yet.
  if (own && copied?.run.beforeImageOf === own.run.beforeImageOf)
    return { run: own.run, images: copied.beforeImage };
  if (copied?.run.execution === migrationRun) return { run: copied.run, images: copied.beforeImage };
  // It may have the before-image, and nothing else has it.
  if (journal.kind === 'away')
    throw new NamedError(ERRORS.transient, `There is no copy of ${migrationRun}, and ${journal.why}`);
  return over;
}

async function amissAt(
  { id, fenceName }: ZoneSettings,
  { run, images }: RestoredRun,
  { zoneOf }: CopyPorts,
): Promise<readonly string[]> {
  const image = images.get(id);
  const before = byName(image?.records ?? []);
  const observed = await observeZone(zoneOf(id), before, fenceName);
  return image ? amissIn(id, observed, before, run) : fenceAmiss(id, observed.fence, run);
}

/** True when the journal says that the run is over, or that another one has begun, which it lets only then, or is over too. */
async function end(
  { outcome, migrationRun, marked }: RestoreResult,
  journal: KeptInJournal,
  at: string,
  ports: CopyPorts,
): Promise<boolean> {
  if (outcome === 'already-restored') return true;
  const other = journal.kind === 'read' && journal.state?.run.execution !== migrationRun;
  if (other) return marked || (journal.state !== undefined && isOver(journal.state.run));
  const ended = await readingOf(() => ports.journal.endRun(migrationRun, 'restored', at));
  return ended.known && ended.value;
}

/** Of which RollbackOwed speaks now: StartWatch has let it go for that one, and it may be owed by now. */
function isAnotherUnderWay({ migrationRun }: RestoreResult, journal: KeptInJournal): boolean {
  const run = stateIn(journal)?.run;
  return run !== undefined && run.execution !== migrationRun && !isOver(run);
}

function stateIn(journal: KeptInJournal): JournalState | undefined {
  return journal.kind === 'read' ? journal.state : undefined;
}
