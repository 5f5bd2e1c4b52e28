/** Where a roll begins: with all masters, with some of them, or with what is left of one that was not finished. */

import type { Run } from '../../shared/contract/run.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { countOf, duration } from '../../shared/domain/text.ts';
import { instant } from '../../shared/domain/time.ts';
import { ERRORS } from '../contract/errors.ts';
import { MOST_ROLL_DAYS } from '../contract/states.ts';
import type { MasterGroup } from '../contract/view.ts';
import { isOlderThan } from './age.ts';
import { inService, lifecycleIn } from './capacity.ts';
import type { Replacement } from './replacement.ts';
import { goneInWords, isLeft, listOf, type Roll, type RolledMaster, settled } from './roll.ts';

export interface PlanQuestion {
  /** The roll that is kept, whatever became of it. No execution is at it. */
  readonly before: Roll | undefined;
  /** Of the masters of that roll, by instance. */
  readonly replacements: ReadonlyMap<string, Replacement>;
  readonly groups: readonly MasterGroup[];
  /** Names of groups to roll; undefined where the input has none. */
  readonly names: readonly string[] | undefined;
  /** Only masters that were launched more than so many days ago; undefined where the input doesn't say. */
  readonly olderThanDays: number | undefined;
  readonly run: Run;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface PlannedRoll {
  readonly roll: Roll;
  /** For people: who is to be replaced, and what becomes of the roll before. */
  readonly summary: string;
}

/**
 * Named groups, or an age, begin a roll anew. Without them an unfinished one is continued, unless it is over: a person who
 * rolls masters months later means the masters of that time.
 * @throws InvalidInput naming every group that is none, or has no master to replace
 */
export function planOfRoll(question: PlanQuestion): PlannedRoll {
  const { before, names, olderThanDays } = question;
  if (names !== undefined || olderThanDays !== undefined || before === undefined || before.status === 'done')
    return begunAnew(question);
  const roll = takenUp(before, question);
  const over = whyOver(roll, before, question);
  if (over === '') return { roll, summary: [summaryOf(roll), ...goesOn(roll, question)].join(' ') };
  const { roll: anew, summary } = begunAnew(question);
  return { roll: anew, summary: `The roll of ${before.startedAt} is over: ${over} ${summary}` };
}

export function summaryOf({ startedAt, masters }: Roll): string {
  const left = masters.filter(isLeft);
  return `The roll of ${startedAt} has ${countOf(left.length, 'master')} of ${masters.length} to replace: ${listOf(left) || 'none'}.`;
}

function begunAnew(question: PlanQuestion): PlannedRoll {
  const roll = newRoll(question);
  const { olderThanDays } = question;
  const only = olderThanDays === undefined ? '' : ` It takes masters older than ${olderThanDays} days.`;
  return { roll, summary: `${summaryOf(roll)}${only}` };
}

/** The masters that are in service now and old enough, in the order of their groups' names; none where all are younger. */
function newRoll({ groups, names, olderThanDays, run, now }: PlanQuestion): Roll {
  const known = groups.map(({ name }) => name).toSorted();
  const wanted = names ? [...new Set(names)].toSorted() : known;
  const problems = wanted.flatMap((name) => whyNotRolled(name, groups));
  if (wanted.length === 0) problems.push('there is no group of masters of this cluster');
  if (problems.length > 0)
    throw new NamedError(
      ERRORS.invalidInput,
      `groups: ${problems.join('; ')}. The groups of masters are ${known.join(', ') || 'none'}. Nothing was begun.`,
    );
  const masters = wanted.flatMap((name) => {
    const group = groups.find((one) => one.name === name);
    return inService(group?.instances ?? [])
      .filter((master) => olderThanDays === undefined || isOlderThan(olderThanDays, master, now))
      .map(({ id }): RolledMaster => ({ group: name, instance: id, status: 'waiting' }));
  });
  return { startedAt: instant(now), ...takenBy(run), masters, status: 'rolling', reason: '' };
}

function whyNotRolled(name: string, groups: readonly MasterGroup[]): string[] {
  const group = groups.find((one) => one.name === name);
  if (!group) return [`${name} is not a group of masters of this cluster`];
  return inService(group.instances).length === 0 ? [`${name} has no master in service`] : [];
}

/**
 * An unfinished roll in the hands of another execution. A master that was to be begun, or whose replacement a person
 * dismissed, has another try, if it is still there: it was not replaced.
 */
function takenUp(roll: Roll, { run, groups, replacements }: PlanQuestion): Roll {
  const masters = roll.masters.map((master): RolledMaster => {
    const kept = replacements.get(master.instance);
    const begun = kept !== undefined && kept.status !== 'dismissed';
    const again = master.status === 'replacing' && !begun;
    const group = groups.find(({ name }) => name === master.group);
    const gone = lifecycleIn(group, master.instance) === '';
    return settled(again ? { ...master, status: 'waiting' } : master, kept, gone);
  });
  return { ...roll, ...takenBy(run), masters, status: 'rolling', reason: '' };
}

function takenBy({ arn, startedAt }: Run): Pick<Roll, 'execution' | 'executionStartedAt'> {
  return { execution: arn, executionStartedAt: startedAt };
}

/** Why an unfinished roll is not continued; '' if it is, even if only to be found finished by its own work. */
function whyOver({ masters }: Roll, { executionStartedAt }: Roll, { now }: PlanQuestion): string {
  const age = (now - Date.parse(executionStartedAt)) / 1000;
  if (age > MOST_ROLL_DAYS * 86_400)
    return `it was last started ${duration(age)} ago, and can be continued for ${MOST_ROLL_DAYS} d at most.`;
  const gone = goneInWords(masters);
  return gone === '' || masters.some(isLeft) ? '' : `nothing is left of it, and ${gone}`;
}

function goesOn({ startedAt, masters }: Roll, { groups, now }: PlanQuestion): string[] {
  const leftOut = groups.flatMap((group) => leftOutOf(group, masters));
  const gone = goneInWords(masters);
  return [
    `It continues ${duration((now - Date.parse(startedAt)) / 1000)} after it began.`,
    ...(gone === '' ? [] : [gone]),
    ...(leftOut.length === 0
      ? []
      : [
          `It leaves out ${listOf(leftOut)}: let it finish, then start RollMasters with their groups, or with {} for all.`,
        ]),
  ];
}

/** Masters in service that are none of the roll's, nor came in place of those that it replaced. */
function leftOutOf(
  { name, instances }: MasterGroup,
  masters: Roll['masters'],
): { group: string; instance: string }[] {
  const rolled = masters.filter(({ group }) => group === name);
  const others = inService(instances).filter(({ id }) => !rolled.some(({ instance }) => instance === id));
  const came = rolled.filter(({ status }) => status === 'replaced').length;
  return others.length > came ? others.map(({ id }) => ({ group: name, instance: id })) : [];
}
