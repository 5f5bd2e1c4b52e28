import type { DrillHalf, DrillPhase, ReportDrillPayload } from '../../../lambdas/migration/contract/drill.ts';
import type { ChangeResult } from '../../../lambdas/migration/contract/payloads.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import {
  type BeginDrillPorts,
  beginDrill,
} from '../../../lambdas/migration/drill/begin-drill/begin-drill.ts';
import {
  type ConfirmDrillPorts,
  confirmDrill,
} from '../../../lambdas/migration/drill/confirm-drill/confirm-drill.ts';
import { moveDrillName } from '../../../lambdas/migration/drill/move-drill-name/move-drill-name.ts';
import { removeDrillName } from '../../../lambdas/migration/drill/remove-drill-name/remove-drill-name.ts';
import { restoreDrillName } from '../../../lambdas/migration/drill/restore-drill-name/restore-drill-name.ts';
import type { NameServers } from '../../../lambdas/migration/ports/name-servers.ts';
import { drillSettings } from '../../../lambdas/migration/swap/drill-ports.ts';
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import type { Route53Engine, ZoneSeed } from '../../../rehearsal/route53/index.ts';
import { MemoryJournal } from '../../fakes/migration/memory-journal.ts';
import { someSettings } from './settings.ts';
import { type ZonesWorld, zonesWorld } from './zones-world.ts';

export interface DrillWorld extends BeginDrillPorts, Pick<ConfirmDrillPorts, 'nameServers' | 'serversOf'> {
  /** Of the migration, with its own journal: the same zones and the same clock. */
  readonly world: ZonesWorld;
  readonly migrationJournal: MemoryJournal;
  readonly journal: MemoryJournal;
  /** Executions of Drill that run. */
  readonly running: Set<string>;
}

/** A drill's ports on the strict engine, beside the migration's own. */
export function drillWorld(
  settings: MigrationSettings = someSettings(),
  zones?: readonly ZoneSeed[],
): DrillWorld {
  const world = zonesWorld(settings, zones);
  const running = new Set<string>();
  return {
    world,
    running,
    migration: settings,
    settings: drillSettings(settings),
    migrationJournal: world.journal,
    journal: new MemoryJournal(),
    zoneOf: world.zoneOf,
    clock: world.clock,
    nameServers: engineNameServers(world.engine),
    serversOf: new Map(),
    executions: {
      isRunning: async (arn) => running.has(arn),
      running: async () => [],
      stop: async () => {},
    },
  };
}

/** Each name server answers what is in sync. */
export function engineNameServers(engine: Route53Engine): NameServers {
  return {
    textsAt: async (_server, name) => engine.answer(name, 'TXT').answers.map(({ value }) => value),
    knows: async (_server, name, type) => engine.answer(name, type).rcode === 'NOERROR',
  };
}

/** All that stands in the zones, by zone. */
export function allRecords({ world, migration }: Pick<DrillWorld, 'world' | 'migration'>) {
  return Object.fromEntries(migration.zones.map(({ id }) => [id, world.engine.records(id)]));
}

/** What the machine does with a half of a drill: asks every five seconds. */
async function confirmed(
  drill: DrillWorld,
  run: Run,
  phase: DrillPhase,
  since: string,
  change: ChangeResult,
): Promise<DrillHalf> {
  const zones = drill.settings.zones.map(({ id }) => id);
  let seen: DrillHalf['seen'] = [];
  for (let looks = 0; looks < 1000; looks++) {
    const look = await confirmDrill({ run, zones, phase, changes: change.changes, seen }, drill);
    ({ seen } = look);
    if (look.done) return { since, change, seen };
    drill.world.pass(5);
  }
  throw new Error('It never came in sync.');
}

/** How far a drill has come. */
export const DRILL_STAGES = ['begun', 'moved', 'restored'] as const;

/** A drill that has come so far, and no further. */
export async function drillAt(stage: (typeof DRILL_STAGES)[number]) {
  const drill = drillWorld();
  const before = allRecords(drill);
  const run = drill.world.run('drill-1');
  const { zones } = await beginDrill({ run, input: {} }, drill);
  const payload = { run, zones };
  const { changes } = stage === 'begun' ? { changes: [] } : await moveDrillName(payload, drill);
  if (stage === 'restored') await restoreDrillName(payload, drill);
  return { drill, before, run, payload, changes };
}

/** A whole drill, as the machine runs it where nothing fails. */
export async function drilled(drill: DrillWorld, run: Run, input: object = {}): Promise<ReportDrillPayload> {
  const begun = await beginDrill({ run, input }, drill);
  const { zones } = begun;
  const own = { ...drill, settings: drillSettings(drill.migration, zones) };
  const now = () => new Date(drill.clock.now()).toISOString();
  const moving = now();
  const moved = await confirmed(own, run, 'moved', moving, await moveDrillName({ run, zones }, own));
  const restoring = now();
  const restore = await restoreDrillName({ run, zones }, own);
  const restored = await confirmed(own, run, 'restored', restoring, restore);
  const removed = await removeDrillName({ run }, drill);
  return { run, zones, note: begun.note, percent: begun.percent, moved, restored, removed };
}
