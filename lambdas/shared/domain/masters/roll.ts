/** A rolling replacement of several masters: which one goes next, and when it stops. */
import { ERRORS } from '../../contract/errors.ts';
import type { Run } from '../../contract/payloads.ts';
import type { AutoScalingGroup } from '../../ports/masters/auto-scaling.ts';
import type { Lease, Replacement, Roll, RolledMaster } from '../../ports/masters/masters-store.ts';
import { NamedError } from '../named-error.ts';
import { countOf } from '../text.ts';
import { inService, lifecycleIn } from './capacity.ts';
import { brokenInWords } from './lease.ts';

/**
 * A new roll of the masters that are in service now, in the order of their groups' names.
 * @param names of groups; all where undefined
 * @param now ISO 8601
 * @throws InvalidInput naming every group that is none, or has no master to replace
 */
export function newRoll(
  groups: readonly AutoScalingGroup[],
  names: readonly string[] | undefined,
  run: Run,
  now: string,
): Roll {
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
    return inService(group?.instances ?? []).map(
      ({ id }): RolledMaster => ({ group: name, instance: id, status: 'waiting' }),
    );
  });
  return { startedAt: now, ...takenBy(run), masters, status: 'rolling', reason: '' };
}

function whyNotRolled(name: string, groups: readonly AutoScalingGroup[]): string[] {
  const group = groups.find((one) => one.name === name);
  if (!group) return [`${name} is no group of masters of this cluster`];
  return inService(group.instances).length === 0 ? [`${name} has no master in service`] : [];
}

/**
 * An unfinished roll, taken up by another execution. A master whose replacement a person dismissed has another try: it
 * was not replaced by it.
 */
export function resumeRoll(roll: Roll, run: Run, replacements: ReadonlyMap<string, Replacement>): Roll {
  const masters = roll.masters.map((master): RolledMaster => {
    const dismissed = replacements.get(master.instance)?.status === 'dismissed';
    return master.status === 'replacing' && dismissed ? { ...master, status: 'waiting' } : master;
  });
  return { ...roll, ...takenBy(run), masters, status: 'rolling', reason: '' };
}

/** Whether the roll is this execution's: an ARN alone doesn't tell, for a name may be used again. */
export function isTakenBy(roll: Roll, run: Run): boolean {
  return roll.execution === run.arn && roll.executionStartedAt === run.startedAt;
}

function takenBy({ arn, startedAt }: Run): Pick<Roll, 'execution' | 'executionStartedAt'> {
  return { execution: arn, executionStartedAt: startedAt };
}

export interface RollQuestion {
  readonly roll: Roll;
  readonly groups: readonly AutoScalingGroup[];
  /** Of the roll's masters, by instance. */
  readonly replacements: ReadonlyMap<string, Replacement>;
  /** Every one that is open or paged. */
  readonly unfinished: readonly Replacement[];
  readonly lease: Lease;
}

export interface RollVerdict {
  /** `begin`: the replacement of `next` is to be opened; then it is waited for. */
  readonly verdict: 'done' | 'waiting' | 'stopped' | 'begin';
  readonly reason: string;
  readonly next?: RolledMaster;
  /** The roll as it is to be kept; the very same where nothing changes. */
  readonly roll: Roll;
}

/** Looks at where the roll is. At the first doubt it stops: what is stopped goes on by a person's hand. */
export function nextOfRoll(question: RollQuestion): RollVerdict {
  const roll = withReplaced(question);
  const current = roll.masters.find(({ status }) => status === 'replacing');
  if (current) return whileReplacing(current, { ...question, roll });
  const next = roll.masters.find(({ status }) => status === 'waiting');
  if (!next) {
    const reason = `${countOf(roll.masters.length, 'master')} replaced.`;
    return { verdict: 'done', reason, roll: { ...roll, status: 'done', reason: '' } };
  }
  const doubt = doubtBefore(next, { ...question, roll });
  if (doubt) return stopped(roll, doubt);
  const { holder, recovering } = question.lease;
  const busy = holder ?? recovering[0];
  if (busy) return { verdict: 'waiting', reason: `The lease is not free yet of ${busy.replacement}.`, roll };
  return {
    verdict: 'begin',
    reason: `${next.instance} (${next.group}) is next.`,
    next,
    roll: withStatus(roll, next, 'replacing'),
  };
}

/** Those that are replaced, by this roll or by whatever else: an instance that its group doesn't have any more is. */
function withReplaced({ roll, groups, replacements }: RollQuestion): Roll {
  const masters = roll.masters.map((master): RolledMaster => {
    if (master.status === 'replaced') return master;
    const kept = replacements.get(master.instance);
    const group = groups.find(({ name }) => name === master.group);
    const gone =
      master.status === 'waiting' && group !== undefined && lifecycleIn(group, master.instance) === '';
    return kept?.status === 'replaced' || (gone && !isUnfinished(kept))
      ? { ...master, status: 'replaced' }
      : master;
  });
  return masters.every((master, i) => master === roll.masters[i]) ? roll : { ...roll, masters };
}

function isUnfinished(kept: Replacement | undefined): boolean {
  return kept?.status === 'open' || kept?.status === 'paged';
}

function whileReplacing(current: RolledMaster, { roll, replacements }: RollQuestion): RollVerdict {
  const { instance, group } = current;
  const kept = replacements.get(instance);
  if (!kept)
    return { verdict: 'begin', reason: `${instance} (${group}) was to be begun.`, next: current, roll };
  if (kept.status === 'open')
    return { verdict: 'waiting', reason: `${instance} (${group}) is being replaced.`, roll };
  const said = kept.page ? `: ${kept.page.heading}, ${kept.page.reason}` : '';
  return stopped(roll, `The replacement of ${instance} (${group}) is ${kept.status}${said}`);
}

/** What speaks against taking down one more master of one's own accord; '' when nothing does. */
function doubtBefore(next: RolledMaster, { groups, unfinished, lease }: RollQuestion): string {
  if (lease.broken) return `The lease is broken: ${brokenInWords(lease.broken)}`;
  const [other] = unfinished;
  if (other) return `The replacement of ${other.id} (${other.group}) is ${other.status}: ${other.origin}`;
  const group = groups.find(({ name }) => name === next.group);
  if (!group) return `There is no group ${next.group} any more`;
  const lifecycle = lifecycleIn(group, next.instance);
  return lifecycle === 'InService' ? '' : `${next.instance} (${next.group}) is ${lifecycle}, not InService`;
}

function stopped(roll: Roll, reason: string): RollVerdict {
  const full = `${reason}. Once that is settled, start RollMasters with {} to go on.`;
  return { verdict: 'stopped', reason: full, roll: { ...roll, status: 'stopped', reason: full } };
}

function withStatus(roll: Roll, master: RolledMaster, status: RolledMaster['status']): Roll {
  return { ...roll, masters: roll.masters.map((one) => (one === master ? { ...one, status } : one)) };
}
