import type { StepOf } from '../shared/contract/masters/payloads.ts';
import type { MastersSettings } from '../shared/contract/masters/settings.ts';
import type { Run } from '../shared/contract/payloads.ts';
import { isTakenBy, nextOfRoll, type RollVerdict } from '../shared/domain/masters/roll.ts';
import { instant } from '../shared/domain/text.ts';
import { openReplacement } from '../shared/lease/open-replacement.ts';
import { untilPut } from '../shared/lease/until-put.ts';
import { replacementsOf } from '../shared/masters/rolled.ts';
import type { Clock } from '../shared/ports/clock.ts';
import type { AutoScaling } from '../shared/ports/masters/auto-scaling.ts';
import type { MastersStore, RolledMaster } from '../shared/ports/masters/masters-store.ts';
import type { Replacements } from '../shared/ports/masters/replacements.ts';

export interface RollWorld {
  readonly settings: MastersSettings;
  readonly clock: Clock;
  readonly store: MastersStore;
  readonly autoScaling: Pick<AutoScaling, 'groups'>;
  readonly replacements: Pick<Replacements, 'start'>;
}

/**
 * Has the next master replaced once the one before is, through the same lease and gate as every other; stops at the first
 * doubt. The roll is kept before a replacement is begun, so a second try begins the same one.
 * @throws TransientFailure
 */
export async function rollNextMaster(
  { run }: { readonly run: Run },
  world: RollWorld,
): Promise<StepOf<'RollNextMaster'>> {
  const { verdict, reason, next } = await untilPut('The roll', () => advance(run, world));
  if (verdict === 'begin' && next) await begin(next, run, world);
  const outcome = verdict === 'begin' ? 'waiting' : verdict;
  return { outcome, reason, pauseSeconds: outcome === 'waiting' ? world.settings.pollSeconds : 1 };
}

async function advance(
  run: Run,
  { store, autoScaling }: RollWorld,
): Promise<Omit<RollVerdict, 'roll'> | undefined> {
  const before = await store.roll();
  if (before === undefined || !isTakenBy(before.value, run))
    return {
      verdict: 'stopped',
      reason: `The roll is ${before?.value.execution ?? 'nobody'}’s now, not this execution’s.`,
    };
  const roll = before.value;
  if (roll.status !== 'rolling')
    return { verdict: roll.status, reason: roll.reason || 'Every master of the roll is replaced.' };
  const verdict = nextOfRoll({
    roll,
    groups: await autoScaling.groups(),
    replacements: await replacementsOf(roll.masters, store),
    unfinished: (await store.unfinished()).map(({ value }) => value),
    lease: (await store.lease()).value,
  });
  return verdict.roll === roll || (await store.putRoll(before, verdict.roll)) ? verdict : undefined;
}

async function begin({ group, instance }: RolledMaster, run: Run, world: RollWorld): Promise<void> {
  const now = instant(world.clock.now());
  const origin = `RollMasters, execution ${run.name}`;
  await openReplacement({ id: instance, group, instance, request: 'voluntary', origin, at: now }, now, world);
}
