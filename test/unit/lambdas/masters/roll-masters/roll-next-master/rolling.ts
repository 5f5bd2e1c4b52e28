/** Executions of RollMasters, as its two functions are called by them. */
import { acquireLease } from '../../../../../../lambdas/masters/replace-master/acquire-lease/acquire-lease.ts';
import { releaseLease } from '../../../../../../lambdas/masters/replace-master/release-lease/release-lease.ts';
import { planRoll } from '../../../../../../lambdas/masters/roll-masters/plan-roll/plan-roll.ts';
import { rollNextMaster } from '../../../../../../lambdas/masters/roll-masters/roll-next-master/roll-next-master.ts';
import {
  GROUP_A,
  GROUP_B,
  GROUP_C,
  MASTER_A,
  MASTER_B,
  MASTER_C,
} from '../../../../../support/masters/masters.ts';
import { mastersControl, payloadOf, seenBeforePlan } from '../../../../../support/masters/masters-world.ts';

const GROUPS: Readonly<Record<string, string>> = {
  [MASTER_A]: GROUP_A,
  [MASTER_B]: GROUP_B,
  [MASTER_C]: GROUP_C,
};

export function runOf(name: string, startedAt = '2026-03-01T10:00:00Z') {
  const arn = `arn:aws:states:us-west-1:111122223333:execution:shop-masters-RollMasters:${name}`;
  return { name, arn, startedAt };
}

/** Executions of RollMasters that run, by name. */
export function rolling() {
  const world = mastersControl();
  const running = new Set<string>(['roll-1', 'roll-2']);
  const executions = { isRunning: async (arn: string) => running.has(arn.split(':').at(-1) ?? '') };
  return Object.assign(world, { running, executions });
}

export type World = ReturnType<typeof rolling>;

export async function plan(world: World, input: unknown = {}, run = runOf('roll-1')) {
  return await planRoll({ run, input, ...(await seenBeforePlan(world)) }, world);
}

export function next(world: World, name = 'roll-1') {
  return rollNextMaster({ run: runOf(name), replacing: '' }, world);
}

/** What ReplaceMaster does with a master that the roll has begun. */
export async function replace(world: World, instance: string) {
  const kept = await world.kept(instance);
  if (!kept) throw new Error(`${instance} was not begun`);
  const payload = payloadOf(world.replacements, kept);
  const { outcome, fencing } = await acquireLease(payload, world);
  expect(outcome).toBe('acquired');
  world.setGroup(GROUPS[instance] ?? '', { [`${instance.slice(0, -1)}2`]: 'InService' });
  await releaseLease({ ...payload, fencing }, world);
  world.replacements.end(payload.run.name);
}
