/** Whether the etcd volumes of a master that goes are free for the one that comes. */

import { countOf, duration } from '../../shared/domain/text.ts';
import type { Page } from '../contract/payloads.ts';
import { PAGES } from '../contract/states.ts';
import type { EtcdVolume } from '../contract/view.ts';
import { isFilledByItself, mayBeEmpty } from './empty-volumes.ts';
import type { Replacement } from './replacement.ts';

export interface SeenVolumes {
  readonly group: string;
  /** Those of the group's member. */
  readonly volumes: readonly EtcdVolume[];
  /** Those of which it is unknown whether they are the group's or another's in its zone. */
  readonly inDoubt: readonly EtcdVolume[];
  /** Of all masters, to know what there should be. */
  readonly allVolumes: readonly EtcdVolume[];
  /** As they were seen first; undefined when nobody looked before. */
  readonly kept: Replacement['volumes'];
  /** As `1.36`; undefined: unknown. */
  readonly kopsVersion: string | undefined;
}

export interface VolumesQuestion extends SeenVolumes {
  /** Instances of the group that take the victim's place. */
  readonly successors: readonly string[];
  /** Another instance of the group that has all its volumes and goes itself; '' where there is none. */
  readonly supersededBy: string;
  /** EC2's state of an instance: '' for one that it doesn't know (any more). */
  readonly stateOf: (instance: string) => string;
  /** Seconds since the victim was released, or since it terminated if it has. */
  readonly waitedSeconds: number;
  readonly volumeSeconds: number;
  readonly mayDetach: boolean;
}

export type VolumesVerdict =
  | { readonly verdict: 'free' | 'pending'; readonly reason: string }
  /** By force: a person said yes, and the instance has terminated. */
  | { readonly verdict: 'detach'; readonly reason: string; readonly volumes: readonly EtcdVolume[] }
  | { readonly verdict: 'stop'; readonly reason: string; readonly page: Page };

export function judgeVolumes(question: VolumesQuestion): VolumesVerdict {
  const { supersededBy } = question;
  if (supersededBy !== '')
    return {
      verdict: 'free',
      reason: `${supersededBy} has them and is being terminated itself: its own replacement waits for them.`,
    };
  const { missing, filled } = whatIsAmiss(question);
  const candidates = [...question.volumes, ...question.inDoubt];
  const taken = candidates.filter((volume) => !isFree(volume, question));
  // What EC2 does not list at one look may be listed at the next: this too has its time.
  if (missing.length > 0) return orPending(question, PAGES.volumeMissing, missing.join('; '));
  if (taken.length === 0)
    return {
      verdict: 'free',
      reason: `${idsOf(candidates)}: free for the replacement${whichever(question)}.${filledInWords(filled)}`,
    };
  const held = taken.map((volume) => `${volume.id} (${volume.etcdCluster}) ${whereIs(volume, question)}`);
  const stuck = taken.filter((volume) => hasTerminated(question.stateOf(volume.attachedTo)));
  if (question.mayDetach && stuck.length > 0)
    return { verdict: 'detach', reason: `Detached by force: ${held.join('; ')}.`, volumes: stuck };
  return orPending(question, PAGES.volumeStuck, held.join('; '));
}

/** With all of them free, it is no matter which are its. */
function whichever({ group, inDoubt }: VolumesQuestion): string {
  return inDoubt.length === 0 ? '' : `, whichever of them belong to ${group}`;
}

/** For people, as a sentence of its own; '' where there are none. */
function filledInWords(filled: readonly EtcdVolume[]): string {
  return filled.length === 0 ? '' : ` ${filled.map(mayBeEmpty).join('; ')}, and then etcd-manager fills it.`;
}

/** EC2's words for an instance that will never run again; '' is one that it has forgotten. */
export function hasTerminated(state: string): boolean {
  return state === 'terminated' || state === '';
}

function isFree({ state, attachedTo }: EtcdVolume, { successors }: VolumesQuestion): boolean {
  return attachedTo === '' ? state === 'available' : successors.includes(attachedTo);
}

function whereIs({ state, attachedTo, attachment }: EtcdVolume, { stateOf }: VolumesQuestion): string {
  if (attachedTo === '') return `is ${state}, not available`;
  return `is ${attachment} at ${attachedTo}, which EC2 calls ${stateOf(attachedTo) || 'unknown'}`;
}

/** What is not as it was with a group's volumes. */
export interface Amiss {
  /** What a person has to see to: in words. */
  readonly missing: readonly string[];
  /** That were not there before, and that etcd-manager fills if they are empty. */
  readonly filled: readonly EtcdVolume[];
}

/**
 * A group's member has one volume for each etcd cluster. One that vanished, or that another took the place of, would
 * begin empty, and before kops 1.36 an empty member never joins. One that was there before isn't empty, whichever group of
 * its zone had it.
 */
export function whatIsAmiss({ group, volumes, inDoubt, allVolumes, kept, kopsVersion }: SeenVolumes): Amiss {
  if (volumes.length + inDoubt.length === 0)
    return { missing: [`no etcd volume is known to belong to ${group}`], filled: [] };
  const strangers = volumes.filter(({ id }) => kept && !kept.all.includes(id));
  const filled = strangers.filter((volume) => isFilledByItself(volume, kopsVersion));
  const present = new Set([...volumes, ...inDoubt].map(({ etcdCluster }) => etcdCluster));
  const absent = absentMembers(allVolumes).filter(({ etcdCluster }) => !present.has(etcdCluster));
  const missing = [
    ...strangers.filter((volume) => !filled.includes(volume)).map(mayBeEmpty),
    ...absent.map(({ etcdCluster, member }) => `no volume is tagged as member ${member} of ${etcdCluster}`),
  ];
  if (missing.length === 0) return { missing, filled };
  const lost = kept?.own.filter((id) => allVolumes.every((volume) => volume.id !== id)) ?? [];
  return { missing: [...lost.map((id) => `${id} is gone`), ...missing], filled };
}

/** Members that tags speak of and that have no volume. */
function absentMembers(all: readonly EtcdVolume[]): readonly { etcdCluster: string; member: string }[] {
  const clusters = [...new Set(all.map(({ etcdCluster }) => etcdCluster))];
  return clusters.flatMap((etcdCluster) => {
    const own = all.filter((volume) => volume.etcdCluster === etcdCluster);
    const present = new Set(own.map(({ member }) => member));
    const named = new Set(own.flatMap(({ members }) => members));
    return [...named].filter((name) => !present.has(name)).map((member) => ({ etcdCluster, member }));
  });
}

function orPending(
  { waitedSeconds, volumeSeconds }: VolumesQuestion,
  heading: Page['heading'],
  seen: string,
): VolumesVerdict {
  if (waitedSeconds < volumeSeconds)
    return {
      verdict: 'pending',
      reason: `Not free yet: ${seen}. Waits for ${duration(volumeSeconds)} at most.`,
    };
  const reason = `Not free after ${duration(waitedSeconds)}: ${seen}.`;
  return { verdict: 'stop', reason, page: { heading, reason } };
}

function idsOf(volumes: readonly EtcdVolume[]): string {
  return `${countOf(volumes.length, 'etcd volume')} (${volumes.map(({ id }) => id).join(', ')})`;
}
