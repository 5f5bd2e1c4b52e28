import { runbookLine } from '../../../shared/contract/links.ts';
import type { Run } from '../../../shared/contract/run.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Executions } from '../../../shared/ports/executions.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { PlanRollPayload, RollPlan } from '../../contract/payloads.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import type { MastersView } from '../../contract/view.ts';
import { ageWarnings } from '../../domain/age.ts';
import { isLeft, isTakenBy, type Roll } from '../../domain/roll.ts';
import { type PlannedRoll, planOfRoll, summaryOf } from '../../domain/roll-plan.ts';
import { placesOf, untaggedPlaces } from '../../domain/untagged.ts';
import { versionWarnings } from '../../domain/versions.ts';
import { untilPut } from '../../lease/until-put.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';
import type { TargetTags } from '../../ports/target-tags.ts';
import { replacementsOf } from '../../steps/rolled.ts';
import { parseRollInput } from './roll-input.ts';

export interface PlanRollPorts {
  readonly clock: Clock;
  readonly journal: Pick<MastersJournal, 'roll' | 'putRoll' | 'replacement'>;
  /** Of RollMasters. */
  readonly executions: Pick<Executions, 'isRunning'>;
  readonly settings: Pick<MastersSettings, 'cluster' | 'untagged' | 'runbookUrl'>;
  readonly targetTags: TargetTags;
}

/**
 * Begins a roll, or continues the one that was not finished: `{}` does either, a list of groups or an age begins anew. A
 * dry run says what would be rolled, and keeps nothing. What it goes by was seen right before; each master is looked at
 * again before it goes. None is begun whose masters no function may take out of their load balancers.
 * @throws InvalidInput, RollInProgress, TargetsUntagged, TransientFailure
 */
export async function planRoll(
  { run, input, view, versions }: PlanRollPayload,
  ports: PlanRollPorts,
): Promise<RollPlan> {
  const { groups: names, olderThanDays, dryRun = false } = parseRollInput(input);
  const { clock, journal } = ports;
  const { groups } = view;
  const now = clock.now();
  const warnings = [...versionWarnings(versions), ...ageWarnings(groups, now)];
  const planned = async (before: Roll | undefined): Promise<PlannedRoll> => {
    const replacements = await replacementsOf(before?.masters.filter(isLeft) ?? [], journal);
    return planOfRoll({ before, replacements, groups, names, olderThanDays, run, now });
  };
  if (dryRun) {
    const { roll, summary } = await planned((await journal.roll())?.value);
    const untagged = await untaggedOf(roll, view, ports);
    return { summary: `Nothing is begun. ${summary}`, warnings, untagged, dryRun };
  }
  const summary = await untilPut('The roll', async () => {
    const before = await journal.roll();
    // A second try of the same execution finds its own roll begun.
    if (before && isTakenBy(before.value, run)) return summaryOf(before.value);
    await requireEnded(before?.value, run, ports);
    const next = await planned(before?.value);
    requireTagged(await untaggedOf(next.roll, view, ports), ports);
    return (await journal.putRoll(before, next.roll)) ? next.summary : undefined;
  });
  return { summary, warnings, untagged: '', dryRun };
}

/** Of the masters that are still to be replaced. */
async function untaggedOf(
  { masters }: Roll,
  { groups }: MastersView,
  { targetTags, settings }: PlanRollPorts,
): Promise<string> {
  const left = new Set(masters.filter(isLeft).map(({ group }) => group));
  const places = await targetTags.of(placesOf(groups.filter(({ name }) => left.has(name))));
  return untaggedPlaces(places, settings).join(' ');
}

function requireTagged(untagged: string, { settings }: PlanRollPorts): void {
  if (untagged === '') return;
  const help = runbookLine(settings.runbookUrl, ERRORS.targetsUntagged);
  throw new NamedError(ERRORS.targetsUntagged, [untagged, 'Nothing was begun.', ...help].join(' '));
}

async function requireEnded(roll: Roll | undefined, run: Run, { executions }: PlanRollPorts): Promise<void> {
  // For an ARN that is used again, Step Functions would describe this very execution; the one before has ended.
  if (roll?.execution === run.arn) return;
  if (roll?.status !== 'rolling' || !(await executions.isRunning(roll.execution))) return;
  throw new NamedError(
    ERRORS.rollInProgress,
    `A roll has been under way since ${roll.startedAt}: ${roll.execution}. Wait for it, or stop that execution; the replacement that it has begun still finishes.`,
  );
}
