import type { InputPayload } from '../../../shared/contract/input-payload.ts';
import type { Run } from '../../../shared/contract/run.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { countOf } from '../../../shared/domain/text.ts';
import { timeAt } from '../../../shared/domain/time.ts';
import type { Executions } from '../../../shared/ports/executions.ts';
import type { DrillBegun, LeftOver } from '../../contract/drill.ts';
import { DRILL_REFUSALS, ERRORS } from '../../contract/errors.ts';
import type { MigrationSettings, ZoneSettings } from '../../contract/settings.ts';
import { leftOverInWords } from '../../domain/drill/left-over.ts';
import type { BeforeImage, JournalState } from '../../domain/journal-state.ts';
import { isOver } from '../../domain/roll-back.ts';
import { advanceZones } from '../../swap/advance-zones.ts';
import { type DrillPorts, drilledPercent, drillSettings } from '../../swap/drill-ports.ts';
import { loadRun } from '../../swap/load-run.ts';
import { removeThrowaway } from '../../swap/remove-throwaway.ts';
import { requireNoRun } from '../../swap/require-no-run.ts';
import { parseDrillInput, zonesAsked } from './drill-input.ts';
import { imagesOfThrowaways } from './images-of-throwaways.ts';
import { plantThrowaway } from './plant-throwaway.ts';

export interface BeginDrillPorts extends DrillPorts {
  /** What was deployed. */
  readonly migration: MigrationSettings;
  readonly executions: Executions;
}

/**
 * Makes the throwaway name in each zone and adopts it, as a migration adopts its names. First it removes what a drill has
 * left that was stopped. A retry begins anew.
 * @throws InvalidInput, MigrationInProgress, DrillRefused: nothing was made; DrillFailed, ChangeRefused, TransientFailure
 */
export async function beginDrill(payload: InputPayload, ports: BeginDrillPorts): Promise<DrillBegun> {
  try {
    return await begin(payload, ports);
  } catch (error) {
    const isRefusal = error instanceof NamedError && DRILL_REFUSALS.some((name) => name === error.name);
    if (isRefusal && (await hasBegun(payload.run, ports)))
      throw new NamedError(ERRORS.drillFailed, error.message, { cause: error });
    throw error;
  }
}

/** What it has made is then removed, where a refusal ends the machine at once. */
async function hasBegun({ name }: Run, { journal }: BeginDrillPorts): Promise<boolean> {
  const run = (await journal.load())?.run;
  return run?.execution === name && !isOver(run);
}

async function begin({ run, input }: InputPayload, ports: BeginDrillPorts): Promise<DrillBegun> {
  const asked = parseDrillInput(input);
  const zones = zonesAsked(asked, ports.migration.zones);
  await requireNoRun(ports.migrationJournal);
  const own = await cleared(run, ports);
  const images = own ?? (await imagesOfThrowaways(zones, ports));
  await ports.journal.claim({ execution: run.name, executionArn: run.arn, startedAt: run.startedAt });
  await ports.journal.saveBeforeImage(run.name, images);
  await make(run, zones, ports);
  return {
    summary: `${countOf(zones.length, 'zone')}: the throwaway name is there, weighted, with all weight on legacy.`,
    note: asked.note ?? '',
    zones: zones.map(({ id }) => id),
    percent: drilledPercent(ports.migration),
  };
}

/**
 * Nothing that an earlier drill, or an earlier try of this one, has made is there any more.
 * @returns what an earlier try of this drill has kept
 */
async function cleared(
  run: Run,
  ports: BeginDrillPorts,
): Promise<ReadonlyMap<string, BeforeImage> | undefined> {
  const state = await ports.journal.load();
  if (!state || state.run.status === 'restored') return undefined;
  const isOwn = state.run.execution === run.name;
  if (!isOwn && (await ports.executions.isRunning(state.run.executionArn)))
    throw refused(`Execution ${state.run.execution} of Drill is under way. Wait for it.`);
  const left = await removeThrowaway(state, { ...ports, settings: drillSettings(ports.migration) });
  if (left.length > 0)
    throw isOwn
      ? new NamedError(ERRORS.drillFailed, leftInWords(state, left))
      : refused(leftInWords(state, left));
  if (isOwn) return state.beforeImage.size > 0 ? state.beforeImage : undefined;
  await ports.journal.endRun(state.run.execution, 'restored', timeAt(ports.clock.now()));
  return undefined;
}

async function make(run: Run, zones: readonly ZoneSettings[], ports: BeginDrillPorts): Promise<void> {
  const settings = drillSettings(
    ports.migration,
    zones.map(({ id }) => id),
  );
  const own = { ...ports, settings };
  await plantThrowaway(run, await loadRun(ports.journal, run), own);
  const lowered = { kind: 'lowered' } as const;
  await advanceZones(run, { from: { kind: 'before' }, to: lowered }, await loadRun(ports.journal, run), own);
  const adopted = { kind: 'weighted', percent: 0 } as const;
  await advanceZones(run, { from: lowered, to: adopted }, await loadRun(ports.journal, run), own);
}

function leftInWords({ run }: JournalState, left: readonly LeftOver[]): string {
  return `The drill of execution ${run.execution} has left something that can't be removed. ${left.map(leftOverInWords).join(' ')}`;
}

function refused(why: string): NamedError {
  return new NamedError(ERRORS.drillRefused, `${why} Nothing was made.`);
}
