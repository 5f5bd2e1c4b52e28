/** A migration in its accounts, as it is rehearsed. */
import { called } from '#own';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { AppRefused } from '../../app/choose.ts';
import type { SynthesisedMigration } from '../../app/migration/migrations.ts';
import { lackingIn, requireConfigured } from '../../estate/migration/configured.ts';
import { type Estate, estateOf } from '../../estate/migration/estate.ts';
import { misfits } from '../../estate/migration/misfits.ts';
import { misdescribedQueries, undescribedQueries } from '../../scenes/migration/asked-queries.ts';
import { type Behaviour, behaviourOf } from '../../scenes/migration/behaviour.ts';
import {
  type StandIn,
  standInsFor,
  standInsInWords,
  withoutStandIn,
} from '../../scenes/migration/hook-stand-ins.ts';
import { madeUpIn, unansweredIn } from '../../scenes/migration/made-up.ts';
import { madeUpSnapshot, notMadeUp } from '../../scenes/migration/made-up-world.ts';
import { mariaDbPrograms } from '../../scenes/migration/mariadb.ts';
import { patched } from '../../snapshot/patch.ts';
import type { Patch } from '../../snapshot/patch-file.ts';
import { type Fault, SnapshotRefused } from '../../snapshot/problem.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { deployedValues } from '../../values/deployed-values.ts';
import type { Imports } from '../../values/imports.ts';
import { withTemplateAlarms } from '../../values/template-alarms.ts';
import { requireAccountOf } from '../../worlds/account-of.ts';
import type { WorldFolder } from '../../worlds/world-folder.ts';
import { datesIn } from './dates.ts';

export interface RehearsedEstate {
  readonly estate: Estate;
  readonly behaviour: Behaviour;
  /** Whether a metric or a file says how many requests come. */
  readonly isTrafficKnown: boolean;
  /** What is said before anything is played: what is made up, missing or old, and which dates count. */
  readonly notes: readonly string[];
  /** What none of its scenarios can do without. */
  readonly lacks: string | undefined;
  /** What the stack's deployment reads of others. */
  readonly imports: Imports;
  /** For hooks that the stack doesn't make. */
  readonly standIns: readonly StandIn[];
}

/** @param patches planted in its accounts @param mariaDb undefined where there is none @throws AppRefused, SnapshotRefused */
export async function rehearsedEstate(
  migration: SynthesisedMigration,
  world: WorldFolder,
  patches: readonly Patch[],
  mariaDb = mariaDbPrograms(),
): Promise<RehearsedEstate> {
  const { stack } = migration;
  const given = world.isEmpty ? undefined : await world.snapshot();
  if (given) requireAccountOf(migration, given);
  const { settings: told, imports, facts } = deployedValues(migration, given);
  const settings = withTargetAsInZones(told);
  const names = settings.alarms.map(({ name }) => name);
  const taken = withTemplateAlarms(given ?? madeUp(stack.name, settings), stack, { names, facts });
  const snapshot = await patched(taken, patches);
  const estate = estateOf(settings, snapshot);
  requireConfigured(estate);
  const { behaviour, madeUp: rates, isKnown } = behaviourOf(estate, world.behaviourFile);
  requireFitting(world, misdescribedQueries(settings, behaviour.queries));
  const accounts = world.isEmpty ? [NO_SNAPSHOT, ...facts.madeUp] : [];
  const wrong = world.isEmpty ? lackingIn(estate) : misfits(taken, [estate], Date.now());
  const hasMariaDb = mariaDb !== undefined;
  const unanswered = [unansweredIn(estate, hasMariaDb), undescribedQueries(settings, behaviour.queries)];
  const standIns = standInsFor(settings.hooks, stack, given);
  const notes = [...accounts, ...rates, ...madeUpIn(estate, hasMariaDb), ...standInsInWords(standIns)]
    .map((what) => `Made up: ${what}.`)
    .concat(
      unanswered.flatMap(({ notes: each }) => each),
      wrong,
      datesIn(settings),
    );
  const lacks = [...unanswered.map((each) => each.lacks), withoutStandIn(standIns)].filter(
    (each) => each !== undefined,
  );
  return {
    estate,
    behaviour,
    isTrafficKnown: isKnown,
    notes,
    lacks: lacks.join('; and ') || undefined,
    imports,
    standIns,
  };
}

/** @throws SnapshotRefused if there are any */
function requireFitting({ behaviourFile = '' }: WorldFolder, faults: readonly Fault[]): void {
  if (faults.length > 0) throw SnapshotRefused.inFile(behaviourFile, faults);
}

/** A value of deploy time has no dot at its end, and the case that AWS gives it. */
function withTargetAsInZones(settings: MigrationSettings): MigrationSettings {
  const { target } = settings;
  if (target.kind === 'addresses') return settings;
  return { ...settings, target: { ...target, dnsName: dotted(target.dnsName) } };
}

const NO_SNAPSHOT =
  'what is in the account, for there is no --snapshot: zones with the moved names alone, a healthy legacy, the target, alarms on its errors';

/** @throws AppRefused if the configuration has what can't be made up */
function madeUp(stackName: string, settings: MigrationSettings): Snapshot {
  const others = notMadeUp(settings);
  if (others.length === 0) return madeUpSnapshot(settings);
  throw new AppRefused(
    `The configuration of ${stackName} has ${others.join(', ')}, which can't be made up. Give --snapshot; take one by: ${called('snapshot', '--help')}`,
  );
}
