/** A rolling replacement of several masters: which one goes next, and when it stops. */

import type { Run } from '../../shared/contract/run.ts';
import { countOf } from '../../shared/domain/text.ts';
import type { AutoScalingGroup } from './auto-scaling-group.ts';
import { lifecycleIn } from './capacity.ts';
import { brokenInWords, type Lease } from './lease.ts';
import type { Replacement } from './replacement.ts';

/** Whether the roll is this execution's: an ARN alone doesn't show it, because a name may be used again. */
export function isTakenBy(roll: Roll, run: Run): boolean {
  return roll.execution === run.arn && roll.executionStartedAt === run.startedAt;
}

/** Whether it is still to be replaced by its roll. */
export function isLeft({ status }: RolledMaster): boolean {
  return status === 'waiting' || status === 'replacing';
}

export function listOf(masters: readonly Pick<RolledMaster, 'instance' | 'group'>[]): string {
  return masters.map(({ instance, group }) => `${instance} (${group})`).join(', ');
}

/** The masters of which something else than their roll has made an end; '' where there is none. */
export function goneInWords(masters: readonly RolledMaster[]): string {
  const gone = listOf(masters.filter(({ status }) => status === 'gone'));
  return gone && `${gone} ended outside this roll.`;
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

/**
 * While a master is being replaced, nothing else has to be read.
 * @param kept of the replacement of the roll's master that is being replaced, if any
 * @returns undefined where it is to be looked further
 */
export function stillReplacing(roll: Roll, kept: Replacement | undefined): RollVerdict | undefined {
  const current = replacingNow(roll);
  if (!current || kept?.id !== current.instance || kept.status !== 'open') return undefined;
  const { instance, group } = current;
  return { verdict: 'waiting', reason: `${instance} (${group}) is being replaced.`, roll };
}

/** The roll's master that is being replaced, if any. */
export function replacingNow({ masters }: Roll): RolledMaster | undefined {
  return masters.find(({ status }) => status === 'replacing');
}

/** Judges where the roll is. At the first doubt it stops, and only a person continues it. */
export function nextOfRoll(question: RollQuestion): RollVerdict {
  const roll = withSettled(question);
  const current = replacingNow(roll);
  if (current) return whileReplacing(current, { ...question, roll });
  const next = roll.masters.find(({ status }) => status === 'waiting');
  if (!next)
    return { verdict: 'done', reason: doneInWords(roll), roll: { ...roll, status: 'done', reason: '' } };
  const doubt = doubtBefore(next, { ...question, roll });
  if (doubt) return stopped(roll, doubt);
  const { holder, recovering } = question.lease;
  const busy = holder ?? recovering[0];
  if (busy) return { verdict: 'waiting', reason: `${busy.replacement} still has the lease.`, roll };
  return {
    verdict: 'begin',
    reason: `${next.instance} (${next.group}) is next.`,
    next,
    roll: withStatus(roll, next, 'replacing'),
  };
}

/** Only a roll by age may be of no master. */
function doneInWords({ masters }: Roll): string {
  if (masters.length === 0) return 'No master is old enough for this roll, so none was replaced.';
  const replaced = masters.filter(({ status }) => status === 'replaced').length;
  return [`${countOf(replaced, 'master')} replaced.`, goneInWords(masters)].join(' ').trimEnd();
}

function withSettled({ roll, groups, replacements }: RollQuestion): Roll {
  const masters = roll.masters.map((master): RolledMaster => {
    const group = groups.find(({ name }) => name === master.group);
    const gone = group !== undefined && lifecycleIn(group, master.instance) === '';
    return settled(master, replacements.get(master.instance), gone);
  });
  return masters.every((master, i) => master === roll.masters[i]) ? roll : { ...roll, masters };
}

/**
 * What became of a master: `replaced` only by its roll's own doing; the very same where nothing did.
 * @param kept of its replacement
 * @param gone whether its group has it no more
 */
export function settled(master: RolledMaster, kept: Replacement | undefined, gone: boolean): RolledMaster {
  const replaced = kept?.status === 'replaced';
  if (master.status === 'replacing') return replaced ? { ...master, status: 'replaced' } : master;
  const over = replaced || (gone && !isUnfinished(kept));
  return master.status === 'waiting' && over ? { ...master, status: 'gone' } : master;
}

function isUnfinished(kept: Replacement | undefined): boolean {
  return kept?.status === 'open' || kept?.status === 'paged';
}

function whileReplacing(current: RolledMaster, { roll, replacements }: RollQuestion): RollVerdict {
  const { instance, group } = current;
  const kept = replacements.get(instance);
  if (!kept)
    return { verdict: 'begin', reason: `${instance} (${group}) is about to begin.`, next: current, roll };
  const still = stillReplacing(roll, kept);
  if (still) return still;
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
  const full = `${reason}. Once that is resolved, start RollMasters with {} to continue.`;
  return { verdict: 'stopped', reason: full, roll: { ...roll, status: 'stopped', reason: full } };
}

function withStatus(roll: Roll, master: RolledMaster, status: RolledMaster['status']): Roll {
  return { ...roll, masters: roll.masters.map((one) => (one === master ? { ...one, status } : one)) };
}

/** One rolling replacement of several masters. */
export interface Roll {
  readonly startedAt: string;
  /** ARN of the execution that is at it, or was last. */
  readonly execution: string;
  /** Another execution may come to have the same ARN, ISO 8601. */
  readonly executionStartedAt: string;
  /** In the order in which they go. */
  readonly masters: readonly RolledMaster[];
  readonly status: 'rolling' | 'stopped' | 'done';
  /** Why it stopped; '' otherwise. */
  readonly reason: string;
}

export interface RolledMaster {
  readonly group: string;
  readonly instance: string;
  /** `gone`: something else than the roll has replaced it, or made an end of it. */
  readonly status: 'waiting' | 'replacing' | 'replaced' | 'gone';
}
