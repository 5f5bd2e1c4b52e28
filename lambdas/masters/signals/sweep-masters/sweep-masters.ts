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
  mastersCounted,
  type Swept,
  sweep,
  tidiedLease,
} from '../../domain/sweep.ts';
import { changeLease } from '../../lease/change-lease.ts';
import { changeReplacement } from '../../lease/change-replacement.ts';
import { openReplacement } from '../../lease/open-replacement.ts';
import type { AutoScaling } from '../../ports/auto-scaling.ts';
import type { Replacements } from '../../ports/replacements.ts';
import { finishPage, type PagePorts } from '../../steps/page.ts';
import { putBack } from '../../steps/put-back.ts';
import { recordDueHeartbeats } from '../../steps/record-due-heartbeats.ts';
import { notifyOfOld } from './notify-of-old.ts';

export interface SweepPorts extends PagePorts {
  readonly autoScaling: Pick<AutoScaling, 'groups' | 'recordHeartbeat'>;
  readonly replacements: Replacements;
}

/**
 * Searches for masters that no event reported and for work that nobody does, and takes care of both; last for old masters.
 * If one thing fails, the others are still done.
 * @throws TransientFailure when something could not be done: the next sweep finds it again
 */
export async function sweepMasters(ports: SweepPorts): Promise<SweepResult> {
  const swept = await gather(ports);
  const found: string[] = [];
  const failures: unknown[] = [];
  let missed = 0;
  for (const finding of sweep(swept)) {
    try {
      if (!(await seeTo(finding, ports))) continue;
      found.push(finding.reason);
      if (finding.kind === 'missed') missed++;
    } catch (error) {
      failures.push(error);
    }
  }
  await notifyOfOld(swept.groups, ports).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
  const lease = found.length === 0 ? swept.lease : (await ports.journal.lease()).value;
  return {
    groups: swept.groups.length,
    found,
    missed,
    expiring: expiring(swept),
    ...mastersCounted(swept),
    leaseHeldSeconds: leaseHeldSeconds(lease, swept.now),
  };
}

async function gather(ports: SweepPorts): Promise<Swept> {
  const { settings, clock, journal, autoScaling, replacements } = ports;
  const now = clock.now();
  const groups = await autoScaling.groups();
  const unfinished = (await journal.unfinished()).map(({ value }) => value);
  const { value: lease } = await journal.lease();
  const ended = new Set<string>();
  for (const one of unfinished) {
    if (!(await replacements.isRunning(replacements.arnOf(refOf(one))))) ended.add(one.id);
  }
  const vacancies = await vacanciesOf(groups, unfinished, journal);
  const dismissed = await dismissedOf(groups, vacancies, ports);
  return { now, groups, unfinished, vacancies, dismissed, ended, lease, settings };
}

/** The groups' vacancies that are over. */
async function vacanciesOf(
  groups: readonly AutoScalingGroup[],
  unfinished: readonly Replacement[],
  journal: SweepPorts['journal'],
): Promise<ReadonlyMap<string, Replacement>> {
  const over = new Map<string, Replacement>();
  for (const id of groups.map(({ name }) => vacancyOf(name))) {
    const kept = unfinished.some((one) => one.id === id) ? undefined : await journal.replacement(id);
    if (kept) over.set(id, kept.value);
  }
  return over;
}

/** Of who waits to come into service where a person looks after the group: who was launched before. Later ones are news. */
async function dismissedOf(
  groups: readonly AutoScalingGroup[],
  vacancies: Swept['vacancies'],
  { instances }: Pick<SweepPorts, 'instances'>,
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
async function seeTo(finding: Finding, ports: SweepPorts): Promise<boolean> {
  const { journal } = ports;
  const now = instant(ports.clock.now());
  switch (finding.kind) {
    case 'missed':
      return await takeUp(finding.sign, now, ports);
    case 'stalled':
      return await startAgain(finding.replacement, ports);
    case 'paged':
      return await finishPage(finding.replacement, ports);
    case 'held':
      await hold(finding, ports);
      return false;
    case 'drained':
      return await putBack(finding.replacement, ports);
    case 'whole':
      await changeReplacement(journal, finding.replacement.id, (kept) =>
        kept.status === 'dismissed' ? { ...kept, status: 'replaced', statusAt: now } : kept,
      );
      return true;
    case 'lease':
      await changeLease(journal, async (lease) => {
        const unfinished = (await journal.unfinished()).map(({ value }) => value);
        return { lease: tidiedLease(lease, unfinished) };
      });
      return true;
  }
}

/** Its wait is extended at once where the next sweep would be too late: the execution that it joins may record nothing. */
async function takeUp(sign: Sign, now: string, ports: SweepPorts): Promise<boolean> {
  const { verdict } = await openReplacement(sign, now, ports);
  if (verdict === 'over') return false;
  const kept = sign.action && (await ports.journal.replacement(sign.id));
  if (kept) await recordDueHeartbeats(refOf(kept.value), lookFor(ports.settings, 'at work'), ports);
  return true;
}

/** A wait that no event reported is kept first: what is not kept gets no heartbeats. */
async function hold(
  { replacement, action, nextLookSeconds }: Extract<Finding, { kind: 'held' }>,
  ports: SweepPorts,
): Promise<void> {
  if (action)
    await changeReplacement(ports.journal, replacement.id, (one) =>
      one.status === 'paged' ? withAction(one, action) : one,
    );
  await recordDueHeartbeats(refOf(replacement), nextLookSeconds, ports);
}

/** A new attempt of the same: its time runs on, since nothing of what it waits for began anew. */
async function startAgain(stalled: Replacement, { journal, replacements }: SweepPorts): Promise<boolean> {
  const kept = await changeReplacement(journal, stalled.id, (one) =>
    one.status === 'open' && one.attempt === stalled.attempt ? { ...one, attempt: one.attempt + 1 } : one,
  );
  if (kept.status !== 'open' || kept.attempt !== stalled.attempt + 1) return false;
  await replacements.start(refOf(kept));
  return true;
}
