/**
 * Whether a configuration may be deployed. A rollback finds its run under the migration's name, changes the configured names
 * only, and reaches zones of other accounts by the configured roles: a deployment that takes any of these from a run that is
 * not over would have its rollback denied.
 */

import { displayName } from '../../shared/contract/dns-names.ts';
import { fitting } from '../../shared/domain/text.ts';
import type { MigrationSettings, ZoneRole, ZoneSettings } from '../contract/settings.ts';
import { type BeforeImage, type JournalRun, type JournalState, writtenNames } from './journal-state.ts';
import type { Reading } from './reading.ts';
import { isOver } from './roll-back.ts';

export type DeploymentVerdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused'; readonly reason: string };

export interface ConfiguredNames extends Pick<MigrationSettings, 'migration'> {
  /** The health check on the cluster's records comes or goes. */
  readonly changesRecords?: boolean;
  /** ProbeNames comes, and with it an alarm that has no data at first, which it treats as failing. */
  readonly addsProbe?: boolean;
  /** Alarms that the stack made, and makes no more. */
  readonly removedAlarms?: readonly string[];
  readonly zones: readonly Pick<ZoneSettings, 'id' | 'records' | 'fenceName' | 'role'>[];
}

/** Most characters of the names in a reason: CloudFormation takes 4,096 bytes of an answer. */
const MOST_NAMED = 1000;

const ALLOWED: DeploymentVerdict = { kind: 'allowed' };

/**
 * A name that is added is no reason to refuse: all that an open run does, and its rollback, is to the names of its
 * before-image, so an added one takes no part before the next run. A zone that is added is: each state goes by the
 * configured zones, and would find that it isn't known what legacy was there.
 * @param migration the name under which the journal was read
 */
export function judgeDeployment(
  migration: string,
  journal: Reading<JournalState | undefined>,
  configured: ConfiguredNames,
): DeploymentVerdict {
  if (!journal.known)
    return refused(
      `The journal of the migration ${migration} can't be read, so it is unknown which names an open run needs: ${journal.why}`,
      'Fix that, then deploy again.',
    );
  const state = journal.value;
  if (!state || isOver(state.run)) return ALLOWED;
  const run = `Execution ${state.run.execution} of the migration ${migration}, begun at ${state.run.begunAt}, is ${wording(state.run)}`;
  if (configured.migration !== migration)
    return refused(
      `${run}: a rollback under the name ${configured.migration} would not find it.`,
      endIt('the name'),
    );
  if (configured.changesRecords)
    return refused(
      `${run}: the cluster’s records are as \`dataPlaneRollback\` was when it began, and this configuration changes that.`,
      endIt('`dataPlaneRollback`'),
    );
  if (configured.addsProbe)
    return refused(
      `${run}: the new alarm \`Names\` has no data at first, fires because of that, and would roll the run back.`,
      'Wait until it ends, or start RollBack; then deploy again. Or set `alarms.probe: false` until then.',
    );
  const { removedAlarms = [] } = configured;
  if (removedAlarms.length > 0)
    return refused(
      `${run}: its alarms would be deleted, and nothing else may watch the cluster: ${listed(removedAlarms, 'alarms')}.`,
      endIt('`alarms`'),
    );
  if (state.beforeImage.size === 0)
    return refused(`${run}, and the names that it needs are not recorded yet.`, endIt('the configuration'));
  return judgeZones(run, state.beforeImage, configured);
}

function judgeZones(
  run: string,
  beforeImage: ReadonlyMap<string, BeforeImage>,
  configured: ConfiguredNames,
): DeploymentVerdict {
  const missing = missingNames(beforeImage, configured);
  if (missing.length > 0)
    return refused(
      `${run}: its rollback could not restore names that this configuration lacks: ${listed(missing, 'names')}.`,
      endIt('them'),
    );
  const changed = changedRoles(beforeImage, configured);
  if (changed.length > 0)
    return refused(
      `${run}: its rollback needs the roles with which it began, and this configuration changes those of: ${listed(changed, 'zones')}.`,
      endIt('them'),
    );
  const added = configured.zones.filter(({ id }) => !beforeImage.has(id)).map(({ id }) => id);
  if (added.length > 0)
    return refused(
      `${run}: it has no before-image of zones that this configuration adds: ${listed(added, 'zones')}.`,
      'Wait until it ends, or start RollBack; then deploy again. Or leave those zones out.',
    );
  return ALLOWED;
}

/** What a rollback has to change and may not, with its zone: records of the before-image, and fences. */
function missingNames(
  beforeImage: ReadonlyMap<string, BeforeImage>,
  { zones }: ConfiguredNames,
): readonly string[] {
  const configured = new Map(
    zones.map(({ id, records, fenceName }) => [id, new Set([...records, fenceName])]),
  );
  return [...beforeImage].flatMap(([zoneId, image]) =>
    writtenNames(image)
      .filter((name) => !configured.get(zoneId)?.has(name))
      .map((name) => `${displayName(name)} (zone ${zoneId})`),
  );
}

/**
 * Also a role that replaces another one: whether that may do what a rollback needs is not known here. A zone of which no role
 * is recorded is left out, or no version that records them could be deployed while a run is open.
 */
function changedRoles(
  beforeImage: ReadonlyMap<string, BeforeImage>,
  { zones }: ConfiguredNames,
): readonly string[] {
  return zones.flatMap(({ id, role = null }) => {
    const recorded = beforeImage.get(id)?.role;
    if (recorded === undefined || isSame(recorded, role)) return [];
    return `${id} (${changeOf(recorded, role)})`;
  });
}

function isSame(a: ZoneRole | null, b: ZoneRole | null): boolean {
  return a?.arn === b?.arn && a?.externalId === b?.externalId;
}

function changeOf(from: ZoneRole | null, to: ZoneRole | null): string {
  if (from?.arn === to?.arn) return `the external id of ${to?.arn}`;
  return `from ${from?.arn ?? 'none'} to ${to?.arn ?? 'none'}`;
}

function listed(items: readonly string[], noun: string): string {
  return fitting(items, MOST_NAMED, noun).join(', ');
}

function wording({ status }: JournalRun): string {
  return status === 'owed' ? 'not completely rolled back' : 'open';
}

function endIt(what: string): string {
  return `Wait until it ends, or start RollBack; then deploy again. Or put ${what} back.`;
}

function refused(why: string, fix: string): DeploymentVerdict {
  return { kind: 'refused', reason: `${why} ${fix}` };
}
