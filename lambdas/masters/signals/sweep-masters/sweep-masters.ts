import { instant } from '../../../shared/domain/time.ts';
import type { SweepResult } from '../../contract/sweep.ts';
import type { AutoScalingGroup } from '../../domain/auto-scaling-group.ts';
import { refOf, type Sign, vacancyOf, withAction } from '../../domain/opening.ts';
import type { Replacement } from '../../domain/replacement.ts';
import {
  expiring,
  type Finding,
  leaseHeldSeconds,
  lookFor,
  type Swept,
  sweep,
  tidiedLease,
} from '../../domain/sweep.ts';
import { changeLease } from '../../lease/change-lease.ts';
import { changeReplacement } from '../../lease/change-replacement.ts';
import { openReplacement } from '../../lease/open-replacement.ts';
import type { AutoScaling } from '../../ports/auto-scaling.ts';
import type { Replacements } from '../../ports/replacements.ts';
import { holdOn } from '../../steps/hold-on.ts';
import { finishPage, type PageWorld } from '../../steps/page.ts';
import { putBack } from '../../steps/put-back.ts';
import { notifyOfOld } from './notify-of-old.ts';

export interface SweepWorld extends PageWorld {
  readonly autoScaling: Pick<AutoScaling, 'groups' | 'recordHeartbeat'>;
  readonly replacements: Replacements;
}

/**
 * Looks for masters that no event told of and for work that nobody does, and sees to both; last for masters that are old.
 * One thing that fails keeps nothing else from being done.
 * @throws TransientFailure when something could not be done: the next sweep finds it again
 */
export async function sweepMasters(world: SweepWorld): Promise<SweepResult> {
  const swept = await gather(world);
  const found: string[] = [];
  const failures: unknown[] = [];
  let missed = 0;
  for (const finding of sweep(swept)) {
    try {
      if (!(await seeTo(finding, world))) continue;
      found.push(finding.reason);
      if (finding.kind === 'missed') missed++;
    } catch (error) {
      failures.push(error);
    }
  }
  await notifyOfOld(swept.groups, world).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
  const lease = found.length === 0 ? swept.lease : (await world.store.lease()).value;
  return {
    groups: swept.groups.length,
    found,
    missed,
    expiring: expiring(swept),
    leaseHeldSeconds: leaseHeldSeconds(lease, swept.now),
  };
}

async function gather(world: SweepWorld): Promise<Swept> {
  const { settings, clock, store, autoScaling, replacements } = world;
  const now = clock.now();
  const groups = await autoScaling.groups();
  const unfinished = (await store.unfinished()).map(({ value }) => value);
  const { value: lease } = await store.lease();
  const ended = new Set<string>();
  for (const one of unfinished) {
    if (!(await replacements.isRunning(replacements.arnOf(refOf(one))))) ended.add(one.id);
  }
  const vacancies = await vacanciesOf(groups, unfinished, store);
  const dismissed = await dismissedOf(groups, vacancies, world);
  return { now, groups, unfinished, vacancies, dismissed, ended, lease, settings };
}

/** The groups' vacancies that are over. */
async function vacanciesOf(
  groups: readonly AutoScalingGroup[],
  unfinished: readonly Replacement[],
  store: SweepWorld['store'],
): Promise<ReadonlyMap<string, Replacement>> {
  const over = new Map<string, Replacement>();
  for (const id of groups.map(({ name }) => vacancyOf(name))) {
    const kept = unfinished.some((one) => one.id === id) ? undefined : await store.replacement(id);
    if (kept) over.set(id, kept.value);
  }
  return over;
}

/** Of who waits to come into service where a person looks after the group: who was launched before. Later ones are news. */
async function dismissedOf(
  groups: readonly AutoScalingGroup[],
  vacancies: Swept['vacancies'],
  { instances }: Pick<SweepWorld, 'instances'>,
): Promise<ReadonlySet<string>> {
  const dismissed = new Set<string>();
  for (const group of groups) {
    const vacancy = vacancies.get(vacancyOf(group.name));
    const coming = group.instances.filter(({ lifecycle }) => lifecycle === 'Pending:Wait');
    if (vacancy?.status !== 'dismissed' || coming.length === 0) continue;
    for (const { id, launchedAt } of await instances.describe(coming.map((one) => one.id)))
      if (Date.parse(launchedAt) <= Date.parse(vacancy.statusAt)) dismissed.add(id);
  }
  return dismissed;
}

/** @returns whether there was something to do */
async function seeTo(finding: Finding, world: SweepWorld): Promise<boolean> {
  const { store } = world;
  const now = instant(world.clock.now());
  switch (finding.kind) {
    case 'missed':
      return await takeUp(finding.sign, now, world);
    case 'stalled':
      return await startAgain(finding.replacement, world);
    case 'paged':
      return await finishPage(finding.replacement, world);
    case 'held':
      await hold(finding, world);
      return false;
    case 'drained':
      return await putBack(finding.replacement, world);
    case 'whole':
      await changeReplacement(store, finding.replacement.id, (kept) =>
        kept.status === 'dismissed' ? { ...kept, status: 'replaced', statusAt: now } : kept,
      );
      return true;
    case 'lease':
      await changeLease(store, async (lease) => {
        const unfinished = (await store.unfinished()).map(({ value }) => value);
        return { lease: tidiedLease(lease, unfinished) };
      });
      return true;
  }
}

/** Its wait is extended at once where the next sweep would be too late: the execution that it joins may record nothing. */
async function takeUp(sign: Sign, now: string, world: SweepWorld): Promise<boolean> {
  const { verdict } = await openReplacement(sign, now, world);
  if (verdict === 'over') return false;
  const kept = sign.action && (await world.store.replacement(sign.id));
  if (kept) await holdOn(refOf(kept.value), lookFor(world.settings, 'at work'), world);
  return true;
}

/** The wait of which no event told is kept first: what is not kept gets no heartbeats. */
async function hold(
  { replacement, action, nextLookSeconds }: Extract<Finding, { kind: 'held' }>,
  world: SweepWorld,
): Promise<void> {
  if (action)
    await changeReplacement(world.store, replacement.id, (one) =>
      one.status === 'paged' ? withAction(one, action) : one,
    );
  await holdOn(refOf(replacement), nextLookSeconds, world);
}

/** A new attempt of the same: its time runs on, since nothing of what it waits for began anew. */
async function startAgain(stalled: Replacement, { store, replacements }: SweepWorld): Promise<boolean> {
  const kept = await changeReplacement(store, stalled.id, (one) =>
    one.status === 'open' && one.attempt === stalled.attempt ? { ...one, attempt: one.attempt + 1 } : one,
  );
  if (kept.status !== 'open' || kept.attempt !== stalled.attempt + 1) return false;
  await replacements.start(refOf(kept));
  return true;
}
