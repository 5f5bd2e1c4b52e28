/** An app's plan: its migrations as synth makes them, and what a snapshot says of each. */
import { resolve } from 'node:path';
import type { MigrationSettings } from '../lambdas/migration/contract/settings.ts';
import { isTargetThere, requireZones } from '../rehearsal/estate/migration/configured.ts';
import { type Estate, estateOf } from '../rehearsal/estate/migration/estate.ts';
import { misfits } from '../rehearsal/estate/migration/misfits.ts';
import { behaviourOf } from '../rehearsal/scenes/migration/behaviour.ts';
import { openSnapshot } from '../rehearsal/snapshot/open.ts';
import type { Snapshot } from '../rehearsal/snapshot/snapshot.ts';
import { askedAgain } from '../rehearsal/text/asked-again.ts';
import { notSureAtFirst } from '../rehearsal/trials/migration/first-step.ts';
import { deployedValues } from '../rehearsal/values/deployed-values.ts';
import { withTemplateAlarms } from '../rehearsal/values/template-alarms.ts';
import { WorldFolder } from '../rehearsal/worlds/world-folder.ts';
import { type AppOptions, appOf, type PlannedMigration, partsOf } from './app/app.ts';
import { assess, assessAlone } from './assess/assess.ts';
import { comparedPlan } from './compared.ts';
import { costOf } from './cost/cost.ts';
import { costInput } from './cost/cost-input.ts';
import { READER, startOfflineAccount } from './offline/account.ts';
import { watchedIn } from './offline/watched.ts';
import { overlapsOf } from './overlaps.ts';
import { type MigrationPlan, PLAN_SCHEMA, type PlanDocument, type WatchedAlarm } from './plan-document.ts';
import type { PlanRequest } from './request.ts';
import { terraformIn } from './terraform/terraform.ts';

export interface PlanOptions extends AppOptions {
  /** Epoch milliseconds. */
  readonly now: number;
}

/** @throws ConfigurationRefused, AppFailed, SnapshotRefused, NothingInApp */
export async function planOf(request: PlanRequest, options: PlanOptions): Promise<PlanDocument> {
  // First: what is wrong there is seen at once, and a synthesis takes seconds.
  const snapshot =
    request.snapshot === '' ? undefined : await openSnapshot(resolve(options.cwd, request.snapshot));
  const parts = partsOf(await appOf(request.app, options), request.stack, 'migrations');
  const migrations = parts.migrations.map((each) => withValues(each, snapshot));
  if (snapshot)
    requireZones(
      migrations.map(({ settings }) => settings),
      snapshot,
    );
  const planned: MigrationPlan[] = [];
  const { behaviourFile } = new WorldFolder(snapshot?.folder);
  for (const { snapshot: own, ...migration } of migrations) {
    const plan = await migrationPlan(migration, own, options.now);
    const again = askedAgain({ ...request, stack: migration.stack });
    planned.push({
      ...plan,
      ...(own && byTraffic(estateOf(migration.settings, own), behaviourFile, again)),
    });
  }
  return {
    schema: PLAN_SCHEMA,
    plannedAt: new Date(options.now).toISOString(),
    snapshot: request.snapshot,
    notes: snapshot ? notesOn(snapshot, migrations, options.now) : [],
    migrations: planned,
    overlaps: overlapsOf(migrations.map(({ settings }) => settings)),
  };
}

/** What makes a plan worth less than it seems. */
function notesOn(
  snapshot: Snapshot,
  migrations: readonly ReturnType<typeof withValues>[],
  now: number,
): readonly string[] {
  const estates = migrations.map(({ settings, snapshot: own = snapshot }) => estateOf(settings, own));
  return misfits(snapshot, estates, now);
}

/** With what a snapshot says of values of deploy time, and with alarms that the app itself makes. */
function withValues(migration: PlannedMigration, snapshot: Snapshot | undefined) {
  if (!snapshot) return { ...migration, snapshot };
  const { settings, facts } = deployedValues(migration.synthesised, snapshot);
  const names = settings.alarms.map(({ name }) => name);
  const { stack } = migration.synthesised;
  return { ...migration, settings, snapshot: withTemplateAlarms(snapshot, stack, { names, facts }) };
}

/** What follows from how many requests come: nothing if nobody says that. A target that is missing is a finding. */
function byTraffic(
  estate: Estate,
  behaviourFile: string | undefined,
  options: readonly string[],
): Pick<MigrationPlan, 'notSure' | 'compared'> {
  const { behaviour, isKnown } = behaviourOf(estate, behaviourFile);
  if (!isKnown) return {};
  const notSure = isTargetThere(estate) ? notSureAtFirst(estate, behaviour) : undefined;
  const compared = comparedPlan(estate.settings, behaviour.traffic.requestsPerMinute / 60);
  return { ...(notSure && { notSure: { ...notSure, options } }), ...(compared && { compared }) };
}

function costIn(
  plan: MigrationPlan['plan'],
  settings: MigrationSettings,
  snapshot: Snapshot | undefined,
  watched: readonly WatchedAlarm[],
): Pick<MigrationPlan, 'cost'> {
  return 'notMade' in plan ? {} : { cost: costOf(costInput(plan, settings, snapshot, watched)) };
}

/** @param snapshot undefined without one */
export async function migrationPlan(
  { stack, settings, deployed }: Pick<PlannedMigration, 'stack' | 'settings' | 'deployed'>,
  snapshot: Snapshot | undefined,
  now: number,
): Promise<MigrationPlan> {
  const what = { stack, settings, deployed };
  if (!snapshot) {
    const alone = assessAlone(settings, now);
    return { ...what, ...alone, ...costIn(alone.plan, settings, undefined, []) };
  }
  const account = await startOfflineAccount(snapshot, settings, now);
  try {
    const offline = { url: account.url, accessKey: READER, now };
    const { findings, ...assessed } = await assess(settings, snapshot, offline);
    const { findings: reverts, terraform } = terraformIn(snapshot, settings);
    const watched = watchedIn(snapshot, settings);
    const cost = costIn(assessed.plan, settings, snapshot, watched);
    return { ...what, ...assessed, findings: [...findings, ...reverts], watched, terraform, ...cost };
  } finally {
    await account.stop();
  }
}
